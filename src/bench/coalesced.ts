import type { BenchRow } from './row.js';

/**
 * The share of events with text that were read together with an earlier one and so have its time; null without any. A
 * server that sends several at once makes them as well as a client that reads late: beside a late event loop it tells
 * how much of the gaps is the client's.
 */
export const coalescedShare = (rows: readonly BenchRow[]): number | null => {
  let events = 0;
  let reads = 0;
  for (const { eventCount, readCount, errorClass, isWarmup } of rows) {
    if (errorClass !== null || isWarmup) continue;
    events += eventCount;
    reads += readCount;
  }
  return events === 0 ? null : (events - reads) / events;
};
