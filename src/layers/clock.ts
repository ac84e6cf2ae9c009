/** Time and chance as layers see them, so that a test can be both. */
export type Clock = {
  /** Monotonic milliseconds. */
  monotonicMs(): number;
  /** Resolves after so many milliseconds; rejects at once with the signal's reason when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** At least 0 and below 1. */
  random(): number;
};
