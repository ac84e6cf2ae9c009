import { drawGamma } from './arrivals.js';
import type { Sorted } from './percentile.js';
import { createRandom } from './random.js';
import type { Random } from './random.js';

/** Values in ascending order, and how many independent ones they are worth. */
export type Resampled = { readonly sorted: Sorted; readonly effectiveCount: number };

/** A difference between two quantiles, and where 95 of 100 such differences lie. */
export type Difference = { readonly difference: number; readonly ci95: readonly [number, number] };

const resamples = 10_000;
const resamplingSeed = 20_261_123;

/** A beta variable as the share of one gamma variable in two. */
const drawBeta = (a: number, b: number, random: Random): number => {
  const one = drawGamma(a, random);
  return one / (one + drawGamma(b, random));
};

/**
 * The quantile of one resample. Drawing n values with replacement and taking the k-th smallest is the same as taking
 * the value at the place of a beta variable of k and n + 1 - k: the k-th smallest of n uniform numbers.
 */
const drawQuantile = ({ sorted, effectiveCount }: Resampled, share: number, random: Random): number => {
  const rank = Math.max(1, share * effectiveCount);
  const place = drawBeta(rank, Math.max(1e-9, effectiveCount + 1 - rank), random);
  return sorted[Math.min(sorted.length - 1, Math.floor(place * sorted.length))] ?? 0;
};

const nearestRank = ({ sorted }: Resampled, share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0;

/** How much greater a quantile of `after` is than that of `before`, by 10,000 repeatable resamples of both. */
export const bootstrapDifference = (before: Resampled, after: Resampled, share: number): Difference => {
  const random = createRandom(resamplingSeed);
  const differences = Float64Array.from({ length: resamples }, () => drawQuantile(after, share, random) - drawQuantile(before, share, random)).sort();
  const at = (part: number): number => differences[Math.round(part * (resamples - 1))] ?? 0;
  return { difference: nearestRank(after, share) - nearestRank(before, share), ci95: [at(0.025), at(0.975)] };
};
