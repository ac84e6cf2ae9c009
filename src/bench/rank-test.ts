import { twoSidedNormal, twoSidedT } from './probability.js';

/** Whether values of one sample tend to be greater than those of another. */
export type RankTest = { readonly name: 'mann-whitney' | 'brunner-munzel'; /** Two-sided. */ readonly p: number };

type Ranked = { readonly ranks: Float64Array; /** Sum of t³ - t over groups of equal values. */ readonly ties: number };

/** Ranks from 1; equal values share the middle of theirs. */
const rank = (values: readonly number[]): Ranked => {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at] ?? 0] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
};

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const mannWhitney = (one: readonly number[], other: readonly number[], inflation: number): RankTest => {
  const { ranks, ties } = rank([...one, ...other]);
  const [m, n] = [one.length, other.length];
  const total = m + n;
  const u = ranks.subarray(0, m).reduce((sum, value) => sum + value, 0) - m * (m + 1) / 2;
  const variance = m * n / 12 * (total + 1 - ties / (total * (total - 1))) * inflation;
  const distance = Math.max(0, Math.abs(u - m * n / 2) - 0.5);
  return { name: 'mann-whitney', p: variance > 0 ? twoSidedNormal(distance / Math.sqrt(variance)) : 1 };
};

/** Variance of what the ranks in both samples have above those in their own. */
const placementVariance = (both: Float64Array, own: Float64Array): number => {
  const difference = both.map((value, index) => value - (own[index] ?? 0));
  const mean = meanOf(difference);
  return difference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (difference.length - 1);
};

const brunnerMunzel = (one: readonly number[], other: readonly number[], inflation: number): RankTest => {
  const [m, n] = [one.length, other.length];
  const { ranks } = rank([...one, ...other]);
  const [ofOne, ofOther] = [ranks.subarray(0, m), ranks.subarray(m)];
  const [varianceOne, varianceOther] = [placementVariance(ofOne, rank(one).ranks), placementVariance(ofOther, rank(other).ranks)];
  const pooled = m * varianceOne + n * varianceOther;
  const difference = meanOf(ofOther) - meanOf(ofOne);
  // No value of one is among those of the other.
  if (pooled === 0) return { name: 'brunner-munzel', p: difference === 0 ? 1 : 0 };
  const freedom = pooled ** 2 / ((m * varianceOne) ** 2 / (m - 1) + (n * varianceOther) ** 2 / (n - 1));
  return { name: 'brunner-munzel', p: twoSidedT(m * n * difference / ((m + n) * Math.sqrt(pooled * inflation)), freedom) };
};

const varianceOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

/** Above this ratio of variances the test of Mann and Whitney no longer keeps its level. */
const equalVariances = 1.5;

/**
 * Mann-Whitney with ties and continuity corrected; Brunner and Munzel's (2000), which allows different spreads, where
 * the variances differ. `inflation` is how much more the ranks vary because neighbours in time resemble each other.
 */
export const rankTest = (one: readonly number[], other: readonly number[], inflation = 1): RankTest => {
  const [a, b] = [varianceOf(one), varianceOf(other)];
  const isSpreadAlike = Math.max(a, b) <= equalVariances * Math.min(a, b);
  return (isSpreadAlike ? mannWhitney : brunnerMunzel)(one, other, inflation);
};
