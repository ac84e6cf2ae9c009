/** Percentiles to one percent, cheap enough to be asked while a load runs; results are told by `Histogram`. */
export type RoughPercentiles = {
  record(ms: number): void;
  /** The value of this share of all, from 0 to 1; null without any. */
  at(share: number): number | null;
};

const growth = Math.log(1.01);
const leastMs = 0.1;
const bucketCount = 2048;

export const createRoughPercentiles = (): RoughPercentiles => {
  const buckets = new Uint32Array(bucketCount);
  let count = 0;
  return {
    record: (ms) => {
      const index = Math.floor(Math.log(Math.max(ms, leastMs) / leastMs) / growth);
      const bucket = Math.min(index, bucketCount - 1);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      count += 1;
    },
    at: (share) => {
      if (count === 0) return null;
      let rank = Math.max(1, Math.ceil(share * count));
      const index = buckets.findIndex((size) => (rank -= size) <= 0);
      return leastMs * Math.exp((index + 0.5) * growth);
    },
  };
};
