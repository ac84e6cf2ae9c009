/** The value below which the share `fraction` of the values lies; 0 without values. */
export const percentile = (values: readonly number[], fraction: number): number => {
  const sorted = values.toSorted((first, second) => first - second);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? 0;
};
