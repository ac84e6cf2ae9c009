/** Where a search begins, and what its values are. */
export type Search = {
  readonly start: number;
  /** Only whole numbers are tried, from 1; else any above 0. */
  readonly isWhole: boolean;
  /** Nothing above is tried. */
  readonly most: number;
};

/** Runs a load and tells whether it kept the bounds; undefined when the search is to end here. */
export type Probe = (value: number) => Promise<boolean | undefined>;

/** The search ends when the bounds lie within this share of each other. */
const precision = 0.05;
const halvings = 10;

const middle = (low: number, high: number, isWhole: boolean): number => {
  const exact = (low + high) / 2;
  return isWhole ? Math.floor(exact) : Number(exact.toPrecision(4));
};

const isClose = (low: number, high: number, isWhole: boolean): boolean => high - low <= Math.max(isWhole ? 1 : 0, low * precision);

/** Half and half again, until one keeps the bounds. */
const descend = async ({ start, isWhole }: Search, probe: Probe): Promise<readonly [number, number] | undefined> => {
  let high = start;
  for (let count = 0; count < halvings; count += 1) {
    const low = isWhole ? Math.floor(high / 2) : high / 2;
    if (isWhole && low < 1) return undefined;
    const isKept = await probe(low);
    if (isKept === undefined) return undefined;
    if (isKept) return [low, high];
    high = low;
  }
  return undefined;
};

/** Twice and twice again, until one misses them; the same number twice when even the most keeps them. */
const ascend = async ({ start, most }: Search, probe: Probe): Promise<readonly [number, number]> => {
  let low = start;
  while (low < most) {
    const high = Math.min(most, low * 2);
    const isKept = await probe(high);
    if (isKept === undefined) return [low, low];
    if (!isKept) return [low, high];
    low = high;
  }
  return [low, low];
};

/**
 * The greatest load that keeps its bounds, to 5 % (and to 1 for whole numbers), where a greater load never keeps what
 * a smaller one misses: doubled until one misses, then halved in between. Null when none was found.
 */
export const searchMax = async (search: Search, probe: Probe): Promise<number | null> => {
  const isStartKept = await probe(search.start);
  if (isStartKept === undefined) return null;
  const bracket = isStartKept ? await ascend(search, probe) : await descend(search, probe);
  if (bracket === undefined) return null;
  let [low, high] = bracket;
  while (!isClose(low, high, search.isWhole)) {
    const between = middle(low, high, search.isWhole);
    const isKept = await probe(between);
    if (isKept === undefined) break;
    if (isKept) low = between;
    else high = between;
  }
  return low;
};
