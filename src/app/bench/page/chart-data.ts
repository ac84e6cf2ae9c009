import type { MetricName } from '../../../bench/metrics.js';
import { metricNames, metricsOf } from '../../../bench/metrics.js';
import type { BenchRow } from '../../../bench/row.js';
import type { BenchOutcome } from '../bench.js';
import { metricTitles } from '../text-comparison.js';
import type { Points } from './downsample.js';
import { downsample } from './downsample.js';

export type MetricCurve = { readonly metric: MetricName; readonly title: string; readonly curve: Points };

/** One target as the charts of a page need it: times in seconds from the start of the run, durations in milliseconds. */
export type TargetCharts = {
  readonly target: string;
  /** Durations at 1 / (1 - share): 10 is p90, 100 is p99. */
  readonly curves: readonly MetricCurve[];
  readonly firstTokens: Points;
  readonly failures: Points;
  readonly inFlight: Points;
  readonly byInput: Points;
  readonly byOutput: Points;
};

type Point = readonly [number, number];

const toPoints = (points: readonly Point[]): Points => {
  const sorted = points.toSorted((one, other) => one[0] - other[0]);
  return downsample({ x: sorted.map(([x]) => x), y: sorted.map(([, y]) => y) });
};

const mostRanks = 400;

/** Ranks at even distances on the axis of 1 / (1 - share), and the highest. */
const curveOf = (values: readonly number[]): Points => {
  const sorted = Float64Array.from(values).sort();
  const ranks = new Set<number>();
  for (let step = 0; step < mostRanks; step += 1) ranks.add(Math.floor(sorted.length * (1 - (2 * sorted.length) ** (-step / (mostRanks - 1)))));
  ranks.add(sorted.length - 1);
  const kept = [...ranks].filter((rank) => rank >= 0 && rank < sorted.length).sort((one, other) => one - other);
  return { x: kept.map((rank) => sorted.length / (sorted.length - rank - 0.5)), y: kept.map((rank) => sorted[rank] ?? 0) };
};

const curvesOf = (good: readonly BenchRow[], isOpen: boolean): readonly MetricCurve[] =>
  metricNames.flatMap((metric) => {
    if (!isOpen && metric.endsWith('_sched')) return [];
    const values = good.flatMap((row) => metricsOf(row)[metric] ?? []);
    return values.length < 2 ? [] : [{ metric, title: metricTitles[metric], curve: curveOf(values) }];
  });

const inFlightOf = (rows: readonly BenchRow[], at: (ms: number) => number): Points => {
  const steps = rows.flatMap(({ startMs, endMs }): readonly Point[] => [[startMs, 1], [endMs, -1]]).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  let count = 0;
  return toPoints(steps.map(([ms, change]) => [at(ms), (count += change)]));
};

/** What the charts show of a target. With a schedule, a first token counts from the moment its request was due. */
export const toTargetCharts = (target: string, { rows: all, plan, startedMonotonicMs }: BenchOutcome): TargetCharts => {
  const isOpen = plan.load.kind === 'open';
  const at = (ms: number): number => (ms - startedMonotonicMs) / 1000;
  const rows = all.filter((row) => row.target === target && !row.isWarmup);
  const good = rows.filter(({ errorClass }) => errorClass === null);
  const against = (of: (row: BenchRow) => number | null): Points => toPoints(good.flatMap((row): readonly Point[] => {
    const [x, y] = [of(row), metricsOf(row)[isOpen ? 'ttft_sched' : 'ttft']];
    return x === null || y === null ? [] : [[x, y]];
  }));
  const failed = rows.filter(({ errorClass }) => errorClass !== null && errorClass !== 'cancelled');
  return {
    target, curves: curvesOf(good, isOpen),
    firstTokens: against(({ schedMs }) => at(schedMs)), failures: toPoints(failed.map(({ schedMs }) => [at(schedMs), 0])),
    inFlight: inFlightOf(rows, at),
    byInput: against(({ usage }) => usage.inputTokens), byOutput: against(({ usage }) => usage.outputTokens),
  };
};
