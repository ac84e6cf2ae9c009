export type TimerHandle = {
  /** Lets the program end although the timer is pending. */
  unref(): unknown;
};

/** Timers on a monotonic clock; tests bring their own. */
export type Timers = {
  setTimeout(callback: () => void, delayMs: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
  /** Starts a pending timer afresh with its own delay; much cheaper than a new one. */
  refreshTimeout?(handle: TimerHandle): void;
};

/** Node's timers, which do not follow the wall clock. */
export const systemTimers: Timers = {
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle) => {
    clearTimeout(handle as NodeJS.Timeout);
  },
  refreshTimeout: (handle) => void (handle as NodeJS.Timeout).refresh(),
};
