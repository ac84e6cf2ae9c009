import type { Histogram } from './histogram.js';
import { createHistogram } from './histogram.js';
import type { BenchRow } from './row.js';

/** The gaps between reads of every target. They are the one figure there is of every event, so no run keeps them one by one. */
export type GapStore = {
  /** Counts the gaps of a measured success, and gives the row without them. */
  take(row: BenchRow): BenchRow;
  /** The gaps of a target so far. */
  of(target: string): Histogram;
};

const noGaps: readonly number[] = [];

/** A store, empty or of what was kept. */
export const createGapStore = (kept: ReadonlyMap<string, Histogram> = new Map()): GapStore => {
  const histograms = new Map(kept);
  const of = (target: string): Histogram => {
    const known = histograms.get(target);
    if (known !== undefined) return known;
    const histogram = createHistogram();
    histograms.set(target, histogram);
    return histogram;
  };
  return {
    of,
    take: (row) => {
      if (row.errorClass === null && !row.isWarmup) {
        const histogram = of(row.target);
        for (const gapMs of row.gapsMs) histogram.record(gapMs);
      }
      return { ...row, gapsMs: noGaps };
    },
  };
};
