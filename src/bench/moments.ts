/** Mean and spread of a sample without its values; mergeable. */
export type Moments = {
  readonly n: number;
  readonly mean: number;
  /** Sum of the squared differences from the mean. */
  readonly squares: number;
  readonly min: number;
  readonly max: number;
};

export const noMoments: Moments = { n: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity };

/** The moments of both samples together (Chan, Golub and LeVeque 1979). */
export const mergeMoments = (one: Moments, other: Moments): Moments => {
  if (one.n === 0) return other;
  if (other.n === 0) return one;
  const n = one.n + other.n;
  const difference = other.mean - one.mean;
  return {
    n,
    mean: one.mean + difference * other.n / n,
    squares: one.squares + other.squares + difference * difference * one.n * other.n / n,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
};
