/**
 * Columns as uPlot takes them: one ascending x for all, a y for each series, null where another series has its point.
 * Two points may have the same x.
 */
export const mergeSeries = (series) => {
  const points = series.flatMap(({ x, y }, index) => x.map((value, at) => [value, y[at], index])).sort((one, other) => one[0] - other[0]);
  return [points.map(([x]) => x), ...series.map((_, index) => points.map(([, y, owner]) => (owner === index ? y : null)))];
};
