import type { LoadProgress } from '../core/load-progress.js';
import { formatSpan, formatUsd } from '../render/usage-line.js';

const bars = '▁▂▃▄▅▆▇█';

/** Values as bars, the latest at the right; the greatest of them is the highest bar. */
const toSparkline = (values: readonly number[], width: number): string => {
  const shown = values.slice(-Math.max(1, width));
  const most = Math.max(...shown);
  return shown.map((value) => bars[most <= 0 ? 0 : Math.min(bars.length - 1, Math.floor(value / most * bars.length))] ?? '').join('');
};

const toRate = (perSecond: number): string => `${perSecond.toFixed(perSecond < 100 ? 1 : 0)}/s`;

const known = (ms: number | null): string => (ms === null ? '-' : formatSpan(ms));

const rateParts = ({ askedPerSecond, gotPerSecond, concurrency, inFlight }: LoadProgress): readonly string[] => [
  `rate ${gotPerSecond === null ? '-' : toRate(gotPerSecond)}${askedPerSecond === null ? '' : ` of ${toRate(askedPerSecond)} asked`}`,
  `${inFlight}${concurrency === null ? '' : ` of ${concurrency}`} in flight`,
];

const countParts = ({ ended, total, failed, costUsd, hasUnknownCosts, leftMs }: LoadProgress): readonly string[] => [
  `${ended}${total === null ? '' : ` of ${total}`} done`, `${failed} failed`,
  hasUnknownCosts && costUsd === 0 ? 'cost not known' : `${formatUsd(costUsd)}${hasUnknownCosts ? '+' : ''}`,
  ...(leftMs === null ? [] : [`${formatSpan(leftMs)} left`]),
];

/** Parts on as few lines as fit; one that is wider than the window alone is cut. */
const wrap = (parts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = `${lines.at(-1) ?? ''}   ${part}`;
    if (lines.length > 0 && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(part.slice(0, width));
  }
  return lines;
};

const sparkLabel = 'TTFT  ';

/** A load test that goes on as lines of at most `width` columns, without colours. */
export const toBenchLines = (progress: LoadProgress, width: number): readonly string[] => {
  const { ttftP50Ms, ttftP95Ms, recentTtftMs } = progress;
  const hasLabel = width > sparkLabel.length * 2;
  return [
    ...wrap(rateParts(progress), width), ...wrap(countParts(progress), width),
    ...wrap([`TTFT p50 ${known(ttftP50Ms)}`, `p95 ${known(ttftP95Ms)}`], width),
    ...(recentTtftMs.length === 0 ? [] : [`${hasLabel ? sparkLabel : ''}${toSparkline(recentTtftMs, hasLabel ? width - sparkLabel.length : width)}`]),
  ];
};
