export type TimerHandle = {
  /** Lets the program end although the timer is pending. */
  unref(): unknown;
};

/** Timers on a monotonic clock; tests bring their own. */
export type Timers = {
  setTimeout(callback: () => void, delayMs: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
};

/** Node's timers, which do not follow the wall clock. */
export const systemTimers: Timers = {
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle) => {
    clearTimeout(handle as NodeJS.Timeout);
  },
};
