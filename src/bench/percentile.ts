/** The percentiles of every report. */
export const percentiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;

export type PercentileName = keyof typeof percentiles;

export const percentileNames = Object.keys(percentiles) as readonly PercentileName[];

/** Values in ascending order. */
export type Sorted = Float64Array;

export const toSorted = (values: readonly number[]): Sorted => Float64Array.from(values).sort();

/** Fewer samples than this say nothing of a percentile: one must be expected above it, and ten above p99.9. */
export const leastSamples = (share: number): number => (share > 0.99 ? 10_000 : Math.round(1 / (1 - share)));

/** With fewer samples than this a percentile rests on fewer than ten values above it. */
export const solidSamples = (share: number): number => Math.round(10 / (1 - share));

/** The value at a share of the samples, by nearest rank; null with too few of them. */
export const percentileOf = (sorted: Sorted, share: number): number | null => {
  if (sorted.length < leastSamples(share)) return null;
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? null;
};

/** A value for every percentile. */
export const byPercentile = <Value>(valueOf: (share: number) => Value): Readonly<Record<PercentileName, Value>> =>
  Object.fromEntries(percentileNames.map((name) => [name, valueOf(percentiles[name])])) as Record<PercentileName, Value>;
