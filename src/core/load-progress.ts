/** A load test while it goes on. Times are milliseconds; null is "not known". */
export type LoadProgress = {
  /** Requests a second that the plan asks of all models together; null in a closed loop. */
  readonly askedPerSecond: number | null;
  /** Requests a second that ended in the last seconds. */
  readonly gotPerSecond: number | null;
  readonly inFlight: number;
  /** Requests kept in flight in a closed loop, of all models together. */
  readonly concurrency: number | null;
  readonly ended: number;
  /** Of the whole run, warm-up included. */
  readonly total: number | null;
  readonly failed: number;
  /** Times to the first token of the latest successes, oldest first. */
  readonly recentTtftMs: readonly number[];
  readonly ttftP50Ms: number | null;
  readonly ttftP95Ms: number | null;
  /** What the answers cost so far; a lower bound where `hasUnknownCosts`. */
  readonly costUsd: number;
  readonly hasUnknownCosts: boolean;
  readonly leftMs: number | null;
};
