import type { Resampled } from './bootstrap.js';
import { bootstrapDifference } from './bootstrap.js';
import { effectiveCount } from './effective-count.js';
import type { MetricName } from './metrics.js';
import { metricNames, metricsOf } from './metrics.js';
import type { PercentileName } from './percentile.js';
import { leastSamples, percentileOf, percentiles, toSorted } from './percentile.js';
import type { RankTest } from './rank-test.js';
import { rankTest } from './rank-test.js';
import type { BenchRow } from './row.js';

/** The values of a metric in the order in which their requests began. */
export type Series = readonly number[];

/** What became of a percentile of a metric, from one sample to another. Milliseconds. */
export type Change = {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly ci95: readonly [number, number];
  /** Two-sided, of a test of the whole samples; null for a percentile that such a test says nothing of. */
  readonly test: RankTest | null;
  /** `same` when chance explains the difference. */
  readonly verdict: 'slower' | 'faster' | 'same';
};

export type Comparison = { readonly metric: MetricName; readonly percentile: PercentileName; /** Null with too few samples. */ readonly change: Change | null };

/** The successes of a target in a run. */
export const seriesOf = (rows: readonly BenchRow[], target: string, metric: MetricName): Series =>
  rows.filter((row) => row.target === target && !row.isWarmup && row.errorClass === null)
    .sort((one, other) => one.startMs - other.startMs)
    .flatMap((row) => metricsOf(row)[metric] ?? []);

const significance = 0.05;

/** Ranks say where most values are, and little of a tail. */
const isTail = (share: number): boolean => share > 0.5;

/** The least for which normal approximations hold. */
const fewest = 10;

/**
 * Compares a percentile of two samples. A difference counts when its confidence interval leaves out 0 and, for the
 * median, a rank test agrees. Samples that are alike in time count for fewer than they are. Null with too few.
 */
export const compareSeries = (before: Series, after: Series, name: PercentileName): Change | null => {
  const share = percentiles[name];
  const least = Math.max(fewest, leastSamples(share));
  if (before.length < least || after.length < least) return null;
  const [one, other] = [before, after].map((series): Resampled => {
    const sorted = toSorted(series);
    return { sorted, effectiveCount: effectiveCount(series, percentileOf(sorted, 0.5) ?? 0) };
  }) as [Resampled, Resampled];
  const { difference, ci95 } = bootstrapDifference(one, other, share);
  const inflation = (before.length + after.length) / (one.effectiveCount + other.effectiveCount);
  const test = isTail(share) ? null : rankTest(before, after, inflation);
  const isClear = (ci95[0] > 0 || ci95[1] < 0) && difference !== 0 && (test === null || test.p < significance);
  return {
    before: percentileOf(one.sorted, share) ?? 0, after: percentileOf(other.sorted, share) ?? 0, difference, ci95, test,
    verdict: isClear ? (difference > 0 ? 'slower' : 'faster') : 'same',
  };
};

const compared: readonly PercentileName[] = ['p50', 'p95'];

/** A target in a run. */
export type Side = { readonly rows: readonly BenchRow[]; readonly target: string };

/** Median and 95th percentile of every metric that both sides have. */
export const compareSides = (before: Side, after: Side): readonly Comparison[] =>
  metricNames.flatMap((metric) => {
    const [one, other] = [seriesOf(before.rows, before.target, metric), seriesOf(after.rows, after.target, metric)];
    if (one.length === 0 || other.length === 0) return [];
    return compared.map((percentile) => ({ metric, percentile, change: compareSeries(one, other, percentile) }));
  });
