import type { PercentileName } from './percentile.js';
import { byPercentile, percentileOf, toSorted } from './percentile.js';
import { quantileInterval } from './quantile-interval.js';

/** A sample in a few figures. A percentile with too few samples is null. */
export type Statistics = {
  readonly n: number;
  readonly mean: number | null;
  readonly stdev: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly percentiles: Readonly<Record<PercentileName, number | null>>;
  /** 95 % confidence intervals of the percentiles. */
  readonly ci95: Readonly<Record<PercentileName, readonly [number, number] | null>>;
};

/** The statistics of exact values. */
export const statisticsOf = (values: readonly number[]): Statistics => {
  const sorted = toSorted(values);
  const n = sorted.length;
  const mean = n === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / n;
  const squares = mean === null ? 0 : sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    n, mean,
    stdev: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    min: sorted[0] ?? null,
    max: sorted[n - 1] ?? null,
    percentiles: byPercentile((share) => percentileOf(sorted, share)),
    ci95: byPercentile((share) => (percentileOf(sorted, share) === null ? null : quantileInterval(sorted, share))),
  };
};
