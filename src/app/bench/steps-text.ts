import type { Statistics } from '../../bench/statistics.js';
import type { PercentileName } from '../../bench/percentile.js';
import type { TextStyle } from './format.js';
import type { FindMaxOutcome } from './series.js';
import type { BenchTargetOutcome } from './steps.js';

const toMs = ({ percentiles }: Statistics, name: PercentileName): string => {
  const value = percentiles[name];
  return value === null ? 'n/a' : value.toFixed(value < 100 ? 1 : 0);
};

const toRate = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(value < 100 ? 1 : 0));

/** An open loop is judged from its schedule. */
const ttftOf = ({ summary: { metrics }, load }: BenchTargetOutcome): Statistics => (load?.kind === 'open' ? metrics.ttft_sched : metrics.ttft);
const e2eOf = ({ summary: { metrics }, load }: BenchTargetOutcome): Statistics => (load?.kind === 'open' ? metrics.e2e_sched : metrics.e2e);

/** The place of a column is where it stands; those of the greatest rank go first from a narrow window. */
type Column = { readonly title: string; readonly rank: number; readonly toCell: (step: BenchTargetOutcome) => string };

const columns: readonly Column[] = [
  { title: 'ok', rank: 4, toCell: ({ summary }) => String(summary.ok) },
  { title: 'failed', rank: 3, toCell: ({ summary }) => String(summary.failed) },
  { title: 'req/s', rank: 2, toCell: ({ summary }) => toRate(summary.rps) },
  { title: 'TTFT p50', rank: 1, toCell: (step) => toMs(ttftOf(step), 'p50') },
  { title: 'p95', rank: 0, toCell: (step) => toMs(ttftOf(step), 'p95') },
  { title: 'TPOT p50', rank: 6, toCell: ({ summary }) => toMs(summary.metrics.tpot, 'p50') },
  { title: 'E2E p95', rank: 7, toCell: (step) => toMs(e2eOf(step), 'p95') },
  { title: 'tok/s', rank: 5, toCell: ({ summary }) => toRate(summary.totalTokensPerSecond) },
];

const cellWidth = 9;
const leastColumns = 2;

const columnsWithin = (width: number): readonly Column[] => {
  const count = Math.max(leastColumns, Math.floor(width / cellWidth));
  return columns.filter(({ rank }) => rank < count);
};

const toRow = (name: string, nameWidth: number, cells: readonly string[], note: string): string =>
  `${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(cellWidth)).join('')}   ${note}`.trimEnd();

const toFinding = ({ bounds, unit, best }: FindMaxOutcome): string =>
  (best === null ? `No load was found that keeps ${bounds}.` : `Greatest load that keeps ${bounds}: ${unit} ${Number(best.toPrecision(4))}, confirmed by a further run.`);

/** A line for each load of a series, times in milliseconds, and what a search came to. */
export const toStepsText = (steps: readonly BenchTargetOutcome[], findMax: FindMaxOutcome | undefined, style: TextStyle): string => {
  const names = steps.map(({ summary }) => style.clean(summary.target));
  const nameWidth = Math.max(...names.map((name) => name.length), 11) + 1;
  const noteWidth = 3 + Math.max(...steps.map(({ judgement }) => judgement.verdict.length), 7);
  const shown = columnsWithin(style.columns - nameWidth - noteWidth);
  const lines = [
    style.dim(toRow('times in ms', nameWidth, shown.map(({ title }) => title), 'verdict')),
    ...steps.map((step, index) => toRow(names[index] ?? '', nameWidth, shown.map(({ toCell }) => toCell(step)), style.clean(step.judgement.verdict))),
    ...(findMax === undefined ? [] : ['', style.clean(toFinding(findMax))]),
  ];
  return `${lines.join('\n')}\n`;
};
