import { percentile } from '../torture/percentile.js';

export type Timing = { readonly p50Ms: number; readonly p99Ms: number };

/** Runs `work` that many times, one after the other, and gives the percentiles of its duration. */
export const measure = async (times: number, work: (index: number) => Promise<unknown>): Promise<Timing> => {
  const durations: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startMs = performance.now();
    await work(index);
    durations.push(performance.now() - startMs);
  }
  return { p50Ms: percentile(durations, 0.5), p99Ms: percentile(durations, 0.99) };
};
