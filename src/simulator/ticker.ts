import { createDueHeap } from './due-heap.js';

/** The alarm of one stream: it waits for one moment at a time. */
export type Alarm = {
  /** Resolves when the moment (of `Ticker.nowMs`) has come, never before; at once when cancelled. */
  until(dueMs: number): Promise<void>;
  /** Ends the wait under way and all later ones. */
  cancel(): void;
};

export type Ticker = {
  /** Monotonic milliseconds with a fraction. */
  nowMs(): number;
  createAlarm(): Alarm;
  /** Drops every alarm; what still waits stays waiting. */
  stop(): void;
};

/** A timer beyond this fires at once in Node; it is armed again when it goes off. */
const longestTimerMs = 2_000_000_000;

/**
 * One timer for thousands of streams: armed for the earliest moment, it wakes everything that is due. Late by
 * about a millisecond, the resolution of Node's timers; never early, and lateness does not add up.
 */
export const createTicker = (): Ticker => {
  const heap = createDueHeap();
  let timer: NodeJS.Timeout | undefined;
  let armedForMs = Infinity;
  const nowMs = (): number => performance.now();

  const arm = (): void => {
    const dueMs = heap.earliestMs();
    if (dueMs >= armedForMs) return;
    clearTimeout(timer);
    armedForMs = dueMs;
    timer = setTimeout(turn, Math.min(longestTimerMs, Math.max(1, Math.floor(dueMs - nowMs()))));
  };
  const turn = (): void => {
    armedForMs = Infinity;
    for (const wake of heap.takeUntil(nowMs())) wake();
    arm();
  };

  const createAlarm = (): Alarm => {
    let isCancelled = false;
    let wake: (() => void) | undefined;
    return {
      until: (dueMs) => new Promise((resolve) => {
        if (isCancelled || dueMs <= nowMs()) {
          resolve();
          return;
        }
        wake = resolve;
        heap.add(dueMs, resolve);
        arm();
      }),
      cancel: () => {
        isCancelled = true;
        wake?.();
      },
    };
  };

  return {
    nowMs,
    createAlarm,
    stop: () => {
      clearTimeout(timer);
      heap.clear();
      armedForMs = Infinity;
    },
  };
};
