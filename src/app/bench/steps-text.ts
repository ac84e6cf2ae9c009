import type { Statistics } from '../../bench/statistics.js';
import type { PercentileName } from '../../bench/percentile.js';
import type { FindMaxOutcome } from './series.js';
import type { BenchTargetOutcome } from './steps.js';

const toMs = ({ percentiles }: Statistics, name: PercentileName): string => {
  const value = percentiles[name];
  return value === null ? 'n/a' : value.toFixed(value < 100 ? 1 : 0);
};

const toRate = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(value < 100 ? 1 : 0));

const columns = ['ok', 'failed', 'req/s', 'TTFT p50', 'p95', 'TPOT p50', 'E2E p95', 'tok/s'];

/** An open loop is judged from its schedule. */
const toCells = ({ summary, load }: BenchTargetOutcome): readonly string[] => {
  const { metrics, ok, failed, rps, totalTokensPerSecond } = summary;
  const [ttft, e2e] = load?.kind === 'open' ? [metrics.ttft_sched, metrics.e2e_sched] : [metrics.ttft, metrics.e2e];
  return [
    String(ok), String(failed), toRate(rps), toMs(ttft, 'p50'), toMs(ttft, 'p95'), toMs(metrics.tpot, 'p50'), toMs(e2e, 'p95'), toRate(totalTokensPerSecond),
  ];
};

const toRow = (name: string, nameWidth: number, cells: readonly string[], note: string): string =>
  `${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(9)).join('')}   ${note}`.trimEnd();

const toFinding = ({ bounds, unit, best }: FindMaxOutcome): string =>
  (best === null ? `No load was found that keeps ${bounds}.` : `Greatest load that keeps ${bounds}: ${unit} ${Number(best.toPrecision(4))}, confirmed by a further run.`);

/** A line for each load of a series, times in milliseconds, and what a search came to. */
export const toStepsText = (steps: readonly BenchTargetOutcome[], findMax: FindMaxOutcome | undefined): string => {
  const nameWidth = Math.max(...steps.map(({ summary }) => summary.target.length), 11) + 1;
  const lines = [
    toRow('times in ms', nameWidth, columns, 'verdict'),
    ...steps.map((step) => toRow(step.summary.target, nameWidth, toCells(step), step.judgement.verdict)),
    ...(findMax === undefined ? [] : ['', toFinding(findMax)]),
  ];
  return `${lines.join('\n')}\n`;
};
