import type { TimerHandle, Timers } from '../../src/transport/timers.js';

type FakeTimer = TimerHandle & { readonly delayMs: number; readonly callback: () => void };

/** Timers that pass only when told, each known by its delay. */
export type FakeTimers = Timers & {
  readonly pendingMs: readonly number[];
  /** Resolves when a timer of this delay is pending. */
  started(delayMs: number): Promise<void>;
  /** Lets the pending timer of this delay pass. */
  pass(delayMs: number): void;
};

export const createFakeTimers = (): FakeTimers => {
  const pending = new Set<FakeTimer>();
  let waiters: { readonly delayMs: number; readonly resolve: () => void }[] = [];
  const find = (delayMs: number): FakeTimer | undefined => [...pending].find((timer) => timer.delayMs === delayMs);

  return {
    setTimeout: (callback, delayMs) => {
      const timer: FakeTimer = { delayMs, callback, unref: () => undefined };
      pending.add(timer);
      waiters.filter((waiter) => waiter.delayMs === delayMs).forEach(({ resolve }) => resolve());
      waiters = waiters.filter((waiter) => waiter.delayMs !== delayMs);
      return timer;
    },
    clearTimeout: (handle) => void pending.delete(handle as FakeTimer),
    get pendingMs() {
      return [...pending].map(({ delayMs }) => delayMs);
    },
    started: (delayMs) => new Promise((resolve) => {
      if (find(delayMs) === undefined) waiters.push({ delayMs, resolve });
      else resolve();
    }),
    pass: (delayMs) => {
      const timer = find(delayMs);
      if (timer === undefined) throw new Error(`No timer of ${delayMs} ms is pending.`);
      pending.delete(timer);
      timer.callback();
    },
  };
};
