/** With fewer values their order says nothing that is not chance. */
const shortestSeries = 50;

/**
 * How many independent values tell as much as this series does, in order of time: a slow minute makes neighbours
 * alike. n / (1 + 2 Σ ρ), with the autocorrelations of "above the median" summed in pairs while the pairs are
 * positive (Geyer 1992). At most n.
 */
export const effectiveCount = (series: readonly number[], median: number): number => {
  const n = series.length;
  if (n < shortestSeries) return n;
  const above = Float64Array.from(series, (value) => (value > median ? 1 : 0));
  const mean = above.reduce((sum, value) => sum + value, 0) / n;
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let index = lag; index < n; index += 1) sum += ((above[index] ?? 0) - mean) * ((above[index - lag] ?? 0) - mean);
    return sum / n;
  };
  const variance = covariance(0);
  if (variance === 0) return n;
  let sum = 0;
  for (let lag = 1; lag + 1 < n / 4; lag += 2) {
    const pair = (covariance(lag) + covariance(lag + 1)) / variance;
    if (pair <= 0) break;
    sum += pair;
  }
  return n / (1 + 2 * sum);
};
