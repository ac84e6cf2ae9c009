import type { Change, Comparison } from '../../bench/comparison.js';
import type { MetricName } from '../../bench/metrics.js';
import type { TextStyle } from './format.js';
import { formatMs, formatShare } from './format.js';
import type { TargetComparison } from './compare-runs.js';

/** What a metric is called for a person. */
export const metricTitles: Readonly<Record<MetricName, string>> = {
  ttft: 'TTFT', ttft_sched: 'TTFT (schedule)', ttfo: 'first answer', tpot: 'TPOT', e2e: 'E2E', e2e_sched: 'E2E (schedule)',
};

/** A difference with its sign. */
export const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`);

const toWords = ({ before, after, difference, ci95, verdict }: Change, style: TextStyle): string => {
  const share = before === 0 ? '' : ` (${signed(formatShare(difference / before))})`;
  const figures = `${formatMs(before).padStart(9)}${formatMs(after).padStart(9)}${`${signed(formatMs(difference))}${share}`.padStart(20)}`;
  const interval = style.columns >= 100 ? `   ${`${signed(formatMs(ci95[0]))}..${signed(formatMs(ci95[1]))}`.padEnd(18)}` : '';
  return `${figures}${interval}   ${verdict === 'same' ? style.dim('no difference shown') : style.strong(verdict)}`;
};

/** Without a schedule, due is sent; without reasoning, the first token is the first answer. */
const isRepetition = ({ metric, percentile, change }: Comparison, all: readonly Comparison[], isOpen: boolean): boolean => {
  if (metric === 'ttft_sched' || metric === 'e2e_sched') return !isOpen;
  const ttft = all.find((other) => other.metric === 'ttft' && other.percentile === percentile)?.change;
  return metric === 'ttfo' && ttft?.before === change?.before && ttft?.after === change?.after;
};

/** What is known and said nowhere else. */
export const tellingOf = (comparisons: readonly Comparison[], isOpen: boolean): readonly Comparison[] =>
  comparisons.filter((comparison) => comparison.change !== null && !isRepetition(comparison, comparisons, isOpen));

/** A target beside another one, or beside itself in a run before, a figure a line. */
export const toComparisonText = ({ target, against, comparisons }: TargetComparison, isBaseline: boolean, isOpen: boolean, style: TextStyle): string => {
  const known = tellingOf(comparisons, isOpen);
  const other = target === against ? 'before' : style.clean(against);
  const title = style.strong(`${style.clean(target)} beside ${other}`);
  if (known.length === 0) return `${title}\n${style.dim('too few samples to compare')}\n`;
  const head = style.dim(`${' '.repeat(20)}${(isBaseline ? 'before' : 'that').padStart(9)}${(isBaseline ? 'now' : 'this').padStart(9)}${'difference'.padStart(20)}${style.columns >= 100 ? '   95% CI' : ''}`);
  const lines = known.map(({ metric, percentile, change }) => `${`${metricTitles[metric]} ${percentile}`.padEnd(20)}${change === null ? '' : toWords(change, style)}`);
  return [title, head, ...lines, ''].join('\n');
};
