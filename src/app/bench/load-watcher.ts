import type { LoadModel } from '../../bench/plan.js';
import type { BenchRow } from '../../bench/row.js';

/** Who is told of a run while it goes on. Called between measurements of time: whatever it does must be short. */
export type LoadWatcher = {
  /** A load begins; a series has several. */
  onLoad(load: LoadModel): void;
  /** A request is about to be sent. Numbers below 0 are no part of the measurement. */
  onStart(target: string, index: number): void;
  /** A request ended. The cost is null where it is not known. */
  onRow(row: BenchRow, costUsd: number | null): void;
};
