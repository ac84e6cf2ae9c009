import type { Sorted } from './percentile.js';

/** How far from the middle the binomial is summed: what lies beyond 12 standard deviations is below any double. */
const deviations = 12;

type Tail = { readonly from: number; readonly cumulative: readonly number[] };

/** P(X <= k) of a binomial around its middle; below `from` it is 0, above the end 1. */
const binomial = (count: number, share: number): Tail => {
  const middle = Math.floor((count + 1) * share);
  const reach = Math.ceil(deviations * Math.sqrt(count * share * (1 - share))) + 1;
  const from = Math.max(0, middle - reach);
  const to = Math.min(count, middle + reach);
  const odds = share / (1 - share);
  const weights = new Array<number>(to - from + 1).fill(0);
  weights[middle - from] = 1;
  for (let k = middle + 1; k <= to; k += 1) weights[k - from] = (weights[k - from - 1] ?? 0) * odds * (count - k + 1) / k;
  for (let k = middle - 1; k >= from; k -= 1) weights[k - from] = (weights[k - from + 1] ?? 0) * (k + 1) / (odds * (count - k));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return { from, cumulative: weights.map((weight) => (sum += weight) / total) };
};

/** Ranks, from 1, of the order statistics around a quantile. */
export type RankInterval = { readonly low: number; readonly high: number };

/**
 * The narrowest pair of ranks near the middle that holds the quantile with at least the confidence: between the
 * `low`th and the `high`th smallest of `count` samples it lies with P(low <= X < high), X binomial. Null when
 * there are too few samples for any pair.
 */
export const rankInterval = (count: number, share: number, confidence = 0.95): RankInterval | null => {
  const { from, cumulative } = binomial(count, share);
  const atMost = (k: number): number => (k < from ? 0 : cumulative[k - from] ?? 1);
  let best: (RankInterval & { readonly coverage: number }) | null = null;
  let high = 1;
  for (let low = Math.max(1, from); low <= count; low += 1) {
    high = Math.max(high, low + 1);
    while (high <= count && atMost(high - 1) - atMost(low - 1) < confidence) high += 1;
    if (high > count) break;
    const coverage = atMost(high - 1) - atMost(low - 1);
    const width = high - low;
    const isBetter = best === null || width < best.high - best.low || (width === best.high - best.low && coverage > best.coverage);
    if (isBetter) best = { low, high, coverage };
  }
  return best === null ? null : { low: best.low, high: best.high };
};

/** The confidence interval of a percentile, from order statistics alone: no distribution is assumed. */
export const quantileInterval = (sorted: Sorted, share: number, confidence = 0.95): readonly [number, number] | null => {
  const ranks = rankInterval(sorted.length, share, confidence);
  const low = sorted[(ranks?.low ?? 0) - 1];
  const high = sorted[(ranks?.high ?? 0) - 1];
  return low === undefined || high === undefined ? null : [low, high];
};
