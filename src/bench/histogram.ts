import { constructorFromBucketSize } from 'hdr-histogram-js/dist/JsHistogramFactory.js';
import type { Moments } from './moments.js';
import { mergeMoments, noMoments } from './moments.js';
import { byPercentile, leastSamples } from './percentile.js';
import { rankInterval } from './quantile-interval.js';
import type { Statistics } from './statistics.js';

/** Counts of microseconds, as hdr-histogram-js and every other HdrHistogram keep them. */
export type Counts = InstanceType<ReturnType<typeof constructorFromBucketSize>>;

/** Durations as counts in an HDR histogram: memory does not grow with their number, and two of them add up exactly. */
export type Histogram = {
  readonly counts: Counts;
  readonly moments: () => Moments;
  record(ms: number): void;
  add(other: Histogram): void;
  /** How many of them are longer, to the resolution. */
  countAbove(ms: number): number;
  statistics(): Statistics;
};

/** Three digits would be 0.1 % off at worst, and rounding to microseconds comes on top. */
const significantDigits = 4;
const microseconds = 1000;
const shortestRange = 2_000_000;

// By way of the factory, because the package's own entry also loads WebAssembly and a compressor.
const Int32Counts = constructorFromBucketSize(32);

/** Empty counts from a microsecond upwards, without an end. */
export const createCounts = (): Counts => {
  const counts = new Int32Counts(1, shortestRange, significantDigits);
  counts.autoResize = true;
  return counts;
};

const toStatistics = (counts: Counts, { n, mean, squares, min, max }: Moments): Statistics => {
  const atRank = (rank: number): number => Math.min(max, Math.max(min, counts.getValueAtPercentile(100 * rank / n) / microseconds));
  const hasEnough = (share: number): boolean => n > 0 && n >= leastSamples(share);
  const intervalOf = (share: number): readonly [number, number] | null => {
    const ranks = hasEnough(share) ? rankInterval(n, share) : null;
    return ranks === null ? null : [atRank(ranks.low), atRank(ranks.high)];
  };
  return {
    n, mean: n === 0 ? null : mean, stdev: n < 2 ? null : Math.sqrt(squares / (n - 1)), min: n === 0 ? null : min, max: n === 0 ? null : max,
    percentiles: byPercentile((share) => (hasEnough(share) ? atRank(Math.max(1, Math.ceil(share * n - 1e-9))) : null)),
    ci95: byPercentile(intervalOf),
  };
};

/** A histogram, empty or of counts that were kept. Mean, spread and extremes are of the exact values. */
export const createHistogram = (counts: Counts = createCounts(), kept: Moments = noMoments): Histogram => {
  let moments = kept;
  return {
    counts,
    moments: () => moments,
    record: (ms) => {
      counts.recordValue(Math.max(0, Math.round(ms * microseconds)));
      moments = mergeMoments(moments, { n: 1, mean: ms, squares: 0, min: ms, max: ms });
    },
    add: (other) => {
      if (other.moments().n === 0) return;
      counts.add(other.counts);
      moments = mergeMoments(moments, other.moments());
    },
    countAbove: (ms) => {
      let above = 0;
      for (let index = counts.countsArrayIndex(Math.round(ms * microseconds)) + 1; index < counts.countsArrayLength; index += 1) above += counts.getCountAtIndex(index);
      return above;
    },
    statistics: () => toStatistics(counts, moments),
  };
};
