import type { PercentileName } from '../../bench/percentile.js';
import type { Statistics } from '../../bench/statistics.js';
import type { TextStyle } from './format.js';
import { formatInterval, formatKnownMs, formatMs, isGuess } from './format.js';
import type { TargetSummary } from '../../bench/summary.js';
import type { BenchTargetOutcome } from './steps.js';

const labelWidth = 16;
const cellWidth = 8;
/** Room for a note or an interval behind the figures. */
const noteWidth = 24;

type Layout = { readonly columns: readonly (PercentileName | 'max')[]; readonly hasNotes: boolean };

/** In a narrow window the least telling figures go first. */
const layoutFor = (width: number): Layout => {
  const all: Layout['columns'] = ['p50', 'p90', 'p95', 'p99', 'max'];
  const full = labelWidth + all.length * cellWidth;
  if (width >= full + noteWidth) return { columns: all, hasNotes: true };
  return { columns: width >= full ? all : ['p50', 'p95', 'max'], hasNotes: false };
};

const toCell = (statistics: Statistics, column: Layout['columns'][number], style: TextStyle): string => {
  if (column === 'max') return formatKnownMs(statistics.max).padStart(cellWidth);
  const value = statistics.percentiles[column];
  if (value === null) return style.dim('n/a'.padStart(cellWidth));
  const isUnsure = isGuess(statistics, column);
  const cell = `${isUnsure ? '~' : ''}${formatMs(value)}`.padStart(cellWidth);
  return isUnsure ? style.dim(cell) : cell;
};

type Line = { readonly label: string; readonly statistics: Statistics; readonly note?: string };

/** Below this share of answers the provider's cache changes no figure. */
const splitShare = 0.01;

const cacheLines = ({ cacheSplit, ok }: TargetSummary): readonly Line[] => (cacheSplit === null || cacheSplit.cached.n <= ok * splitShare ? [] : [
  { label: '- prompt cached', statistics: cacheSplit.cached, note: `${cacheSplit.cached.n} answers` },
  { label: '- not cached', statistics: cacheSplit.uncached, note: `${cacheSplit.uncached.n} answers` },
]);

const hiddenNote = ({ hiddenReasoning }: TargetSummary): { readonly note?: string } => (hiddenReasoning === 0 ? {} : { note: `${hiddenReasoning} thought unseen` });

const goodLines = (summary: TargetSummary, isOpen: boolean): readonly Line[] => {
  const { metrics, chunkGap, tokensPerEvent, stalls } = summary;
  return [
    ...(isOpen ? [{ label: 'TTFT (schedule)', statistics: metrics.ttft_sched }] : []),
    { label: isOpen ? 'TTFT (request)' : 'TTFT', statistics: metrics.ttft },
    ...cacheLines(summary),
    { label: 'first answer', statistics: metrics.ttfo, ...hiddenNote(summary) },
    { label: 'TPOT', statistics: metrics.tpot },
    { label: 'chunk gap', statistics: chunkGap, note: tokensPerEvent === null ? '' : `${tokensPerEvent.toFixed(2)} tok, ${stalls} stall${stalls === 1 ? '' : 's'}` },
    ...(isOpen ? [{ label: 'E2E (schedule)', statistics: metrics.e2e_sched }] : []),
    { label: isOpen ? 'E2E (request)' : 'E2E', statistics: metrics.e2e },
  ];
};

const linesOf = (summary: TargetSummary, isOpen: boolean): readonly Line[] => [
  ...(summary.ok === 0 ? [] : goodLines(summary, isOpen)),
  ...(summary.failed === 0 ? [] : [{ label: 'failed', statistics: summary.failedLatency }]),
];

/** The percentiles of a target, a metric a line. */
export const toTable = (target: BenchTargetOutcome, isOpen: boolean, style: TextStyle): readonly string[] => {
  const { columns, hasNotes } = layoutFor(style.columns);
  const lines = linesOf(target.summary, isOpen);
  if (lines.length === 0) return [];
  const head = `${' '.repeat(labelWidth)}${columns.map((name) => name.padStart(cellWidth)).join('')}${hasNotes ? '   95% CI of p50' : ''}`;
  const isUnsure = lines.some(({ statistics }) => columns.some((name) => name !== 'max' && isGuess(statistics, name)));
  return [
    style.dim(head),
    ...lines.map(({ label, statistics, note }) => {
      const cells = columns.map((column) => toCell(statistics, column, style)).join('');
      return `${label.padEnd(labelWidth)}${cells}${hasNotes ? `   ${note ?? formatInterval(statistics.ci95.p50)}` : ''}`.trimEnd();
    }),
    ...(isUnsure ? [style.dim('~ fewer than ten requests are beyond it')] : []),
  ];
};
