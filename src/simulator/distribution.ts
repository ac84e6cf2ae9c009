import type { Random } from './random.js';

/** Where an amount (milliseconds or tokens) comes from, one draw at a time. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  /** `median` times e to the power of a normal variable of mean 0 and standard deviation `sigma`. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  /** Draws below 0 count as 0. */
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  /** The measured values, each as likely as the others: the inverse of their empirical CDF. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] };

export const constant = (value: number): Distribution => ({ kind: 'constant', value });

/** A normal variable of mean 0 and deviation 1 (Box and Muller). */
const drawStandardNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** One draw, never below 0. A constant takes no number from the sequence. */
export const draw = (distribution: Distribution, random: Random): number => {
  switch (distribution.kind) {
    case 'constant': return distribution.value;
    case 'lognormal': return distribution.median * Math.exp(distribution.sigma * drawStandardNormal(random));
    case 'normal': return Math.max(0, distribution.mean + distribution.deviation * drawStandardNormal(random));
    case 'uniform': return distribution.from + (distribution.to - distribution.from) * random();
    case 'empirical': return distribution.values[Math.floor(random() * distribution.values.length)] ?? 0;
  }
};
