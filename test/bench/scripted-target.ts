import { setMaxListeners } from 'node:events';
import type { UadaError } from '../../src/core/errors.js';
import { CancelledError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { BenchClock, BenchTarget, TransportStamps } from '../../src/bench/target.js';

/** A clock that a test turns: time passes only while everybody sleeps. */
export type VirtualClock = BenchClock & { readonly run: (work: Promise<void>) => Promise<void> };

type Sleeper = { readonly atMs: number; readonly wake: () => void };

export const createVirtualClock = (): VirtualClock => {
  let nowMs = 0;
  let sleepers: Sleeper[] = [];
  const sleepUntil = (atMs: number, signal?: AbortSignal): Promise<void> => new Promise((resolve) => {
    sleepers.push({ atMs, wake: resolve });
    if (signal !== undefined) setMaxListeners(0, signal);
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    monotonicMs: () => nowMs,
    sleep: (ms, signal) => sleepUntil(nowMs + ms, signal),
    poll: async (dueMs, isOver) => {
      while (nowMs < dueMs && !isOver()) await sleepUntil(nowMs + 0.25);
    },
    run: async (work) => {
      const state = { isDone: false };
      const finished = work.finally(() => (state.isDone = true));
      finished.catch(() => undefined);
      while (!state.isDone) {
        await settle();
        const nextMs = Math.min(...sleepers.map(({ atMs }) => atMs));
        if (nextMs === Infinity) continue;
        nowMs = nextMs;
        const due = sleepers.filter(({ atMs }) => atMs <= nowMs);
        sleepers = sleepers.filter(({ atMs }) => atMs > nowMs);
        due.forEach(({ wake }) => wake());
      }
      await finished;
    },
  };
};

/** An event, and how long after the one before it is read. */
export type Step = { readonly afterMs: number; readonly event: StreamEvent };

const stamps: TransportStamps = { connect: null, sentMs: null, headersMs: 0, bodyBytes: 1, status: 200, staleCount: 0 };

/** Answers each request with these steps, then throws the error if there is one. */
export const createScriptedTarget = (clock: BenchClock, stepsOf: (index: number) => readonly Step[], error?: UadaError, name = 'openai/m'): BenchTarget => ({
  name,
  ask: (index, signal, take) => {
    const play = async (): Promise<void> => {
      for (const { afterMs, event } of stepsOf(index)) {
        if (afterMs > 0) await clock.sleep(afterMs, signal);
        if (signal.aborted) throw new CancelledError();
        take(event, clock.monotonicMs());
      }
      if (error !== undefined) throw error;
    };
    return { ended: play(), stamps: () => ({ ...stamps, status: error?.status ?? stamps.status }) };
  },
});
