/** Points as two columns, in the order of `x`. */
export type Points = { readonly x: readonly number[]; readonly y: readonly number[] };

/** The most points of a series in a page. */
export const mostPoints = 5000;

const highestOf = (y: readonly number[], from: number, to: number): number => {
  let highest = from;
  for (let index = from + 1; index < to; index += 1) if ((y[index] ?? 0) > (y[highest] ?? 0)) highest = index;
  return highest;
};

/** At most so many of the points, evenly; the highest of each stretch is among them, so that no outlier is lost. */
export const downsample = ({ x, y }: Points, most = mostPoints): Points => {
  if (x.length <= most) return { x, y };
  const stretches = Math.floor(most / 2);
  const kept: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor(stretch * x.length / stretches);
    const highest = highestOf(y, from, Math.floor((stretch + 1) * x.length / stretches));
    kept.push(from, ...(highest === from ? [] : [highest]));
  }
  return { x: kept.map((index) => x[index] ?? 0), y: kept.map((index) => y[index] ?? 0) };
};
