import { arrivalTimes } from './arrivals.js';
import type { BenchPlan, LoadModel } from './plan.js';
import { createRandom } from './random.js';

/** What to do until a moment comes: sleep on a timer, then poll, because a timer knows only whole milliseconds. */
export type Pause = { readonly kind: 'sleep'; readonly ms: number } | { readonly kind: 'poll' } | { readonly kind: 'go' };

/** Node's timers count whole milliseconds from one that began before; they fire a little late, but hardly so much. */
const timerLatenessMs = 0.2;
const shortestTimerMs = 1;

/** The next step on the way to `dueMs`. */
export const pauseUntil = (dueMs: number, nowMs: number): Pause => {
  const leftMs = dueMs - nowMs;
  if (leftMs <= 0) return { kind: 'go' };
  return leftMs <= shortestTimerMs + timerLatenessMs ? { kind: 'poll' } : { kind: 'sleep', ms: Math.floor(leftMs - timerLatenessMs) };
};

/** The due times of an open plan, from 0, up to its count and duration. */
export function* dueTimes(plan: BenchPlan, load: Extract<LoadModel, { kind: 'open' }>): Generator<number, void> {
  let count = 0;
  for (const dueMs of arrivalTimes(load.arrival, load.ratePerSecond, createRandom(plan.seed))) {
    if (count >= (plan.requestCount ?? Infinity) || dueMs >= (plan.durationMs ?? Infinity)) return;
    yield dueMs;
    count += 1;
  }
}
