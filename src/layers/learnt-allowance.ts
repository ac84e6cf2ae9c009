/** What a response said is left of a limit, counted down with every request until the limit is full again. */
export type LearntAllowance = {
  /** Returns all that was taken so far, which the response of this request is to be told with. */
  take(amount: number): number;
  /** `takenThen` is what `take` returned for the request of this response. */
  learn(remaining: number, resetMs: number, takenThen: number, nowMs: number): void;
  /** Milliseconds until the amount fits; 0 when it fits now, or when nothing is known. */
  waitMs(amount: number, nowMs: number): number;
};

/** Knows nothing at first. What is larger than the whole limit fits when that is full. */
export const createLearntAllowance = (): LearntAllowance => {
  let taken = 0;
  let left = Infinity;
  let fullAtMs = -Infinity;
  return {
    take: (amount) => {
      taken += amount;
      left -= amount;
      return taken;
    },
    learn: (remaining, resetMs, takenThen, nowMs) => {
      // The server had not yet counted what was sent since.
      left = remaining - (taken - takenThen);
      fullAtMs = nowMs + resetMs;
    },
    waitMs: (amount, nowMs) => (left >= amount ? 0 : Math.max(0, fullAtMs - nowMs)),
  };
};
