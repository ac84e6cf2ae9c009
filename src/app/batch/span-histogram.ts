/** Spans of time in buckets, so that a million of them take no more room than a hundred. */
export type SpanHistogram = {
  readonly count: number;
  add(ms: number): void;
  /** The smallest span that so many percent do not exceed, to 1 %; null without any. */
  percentile(percent: number): number | null;
};

/** A bucket is 1 % wider than the one before. */
const base = Math.log(1.01);

export const createSpanHistogram = (): SpanHistogram => {
  const buckets = new Map<number, number>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    add: (ms) => {
      const bucket = Math.round(Math.log(Math.max(ms, 0.1)) / base);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      count += 1;
    },
    percentile: (percent) => {
      let left = Math.ceil((percent / 100) * count);
      for (const [bucket, size] of [...buckets].sort(([first], [second]) => first - second)) {
        left -= size;
        if (left <= 0) return Math.round(Math.exp(bucket * base) * 10) / 10;
      }
      return null;
    },
  };
};
