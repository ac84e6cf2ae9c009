import type { Histogram } from '../../bench/histogram.js';
import type { BenchRow } from '../../bench/row.js';
import type { Budget } from './budget.js';
import type { BenchJob, JobOutcome, JobSubject } from './job.js';
import { runJob } from './job.js';

/** Who is told of a load while it is made, and what ends it early. */
export type LoadHooks = {
  /** Ends it at once: requests in flight are cancelled. */
  readonly signal: AbortSignal;
  /** Asked when requests ended; once true, nothing more is sent, and what is in flight is answered. */
  readonly isEnough: () => boolean;
  readonly onStart: (target: string, index: number) => void;
  readonly onRow: (row: BenchRow) => void;
  /** Gaps of rows that come without theirs. */
  readonly onGaps: (target: string, gaps: Histogram) => void;
};

/** Makes one load after the other, in this thread or in others. */
export type LoadMaker = {
  make(job: BenchJob, hooks: LoadHooks): Promise<JobOutcome>;
  close(): Promise<void>;
};

/** Makes loads in this thread. */
export const createLocalMaker = (subjects: readonly JobSubject[], monotonicMs: () => number, budget: Budget | undefined): LoadMaker => ({
  make: (job, hooks) => runJob(job, { ...hooks, subjects, monotonicMs, budget }),
  close: () => Promise.resolve(),
});
