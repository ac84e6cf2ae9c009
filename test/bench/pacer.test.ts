import { describe, expect, it } from 'vitest';
import { arrivalTimes } from '../../src/bench/arrivals.js';
import { dueTimes, pauseUntil } from '../../src/bench/pacer.js';
import type { Arrival, BenchPlan, LoadModel } from '../../src/bench/plan.js';
import { createRandom } from '../../src/bench/random.js';

const take = (times: Iterable<number>, count: number): readonly number[] => {
  const taken: number[] = [];
  for (const time of times) {
    taken.push(time);
    if (taken.length === count) break;
  }
  return taken;
};

const open = (arrival: Arrival, ratePerSecond: number): Extract<LoadModel, { kind: 'open' }> => ({ kind: 'open', ratePerSecond, arrival, maxInflight: 1 });
const planOf = (load: LoadModel, extra: Partial<BenchPlan> = {}): BenchPlan => ({ load, requestCount: undefined, durationMs: undefined, warmupCount: 0, seed: 1, ...extra });

describe('the way to a due time', () => {
  it.each([
    // A timer counts whole milliseconds and may be 0.2 ms late: the rest is polled.
    [50, 0, { kind: 'sleep', ms: 49 }], // 50 - 0 - 0.2, in whole milliseconds
    [50, 40, { kind: 'sleep', ms: 9 }], // 50 - 40 - 0.2
    [50, 48.7, { kind: 'sleep', ms: 1 }], // 1.3 left
    [50, 48.9, { kind: 'poll' }], // 1.1 left
    [50, 49.9, { kind: 'poll' }], // 0.1 left
    [50, 50, { kind: 'go' }],
    [50, 51, { kind: 'go' }], // late: sent at once, never dropped
  ])('due at %d, now %d', (dueMs, nowMs, pause) => {
    expect(pauseUntil(dueMs, nowMs)).toEqual(pause);
  });
});

describe('arrivals', () => {
  it('at a constant rate are multiples of the gap, without a sum of rounding errors', () => {
    const times = take(arrivalTimes({ kind: 'constant' }, 3, createRandom(1)), 300_001);
    expect(times[1]).toBeCloseTo(333.333, 3); // 1000 / 3
    expect(times[300_000]).toBeCloseTo(100_000_000, 6); // 300000 / 3 s
  });

  it.each([
    [{ kind: 'poisson' }, 1], // an exponential gap deviates by its mean
    [{ kind: 'gamma', shape: 0.25 }, 2], // 1 / sqrt(0.25)
    [{ kind: 'gamma', shape: 4 }, 0.5], // 1 / sqrt(4)
  ] as const)('%o have the asked mean and deviation of gaps', (arrival, variation) => {
    const times = take(arrivalTimes(arrival, 100, createRandom(7)), 200_001);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(mean / 10).toBeCloseTo(1, 1); // 1000 / 100
    expect(deviation / mean / variation).toBeCloseTo(1, 1);
    expect(Math.min(...gaps.slice(0, 1000))).toBeGreaterThanOrEqual(0);
  });

  it('are the same for the same seed and others for another', () => {
    const timesOf = (seed: number) => take(arrivalTimes({ kind: 'poisson' }, 10, createRandom(seed)), 20);
    expect(timesOf(5)).toEqual(timesOf(5));
    expect(timesOf(5)).not.toEqual(timesOf(6));
  });
});

describe('the due times of a plan', () => {
  it('end with the count', () => {
    const load = open({ kind: 'constant' }, 10);
    expect([...dueTimes(planOf(load, { requestCount: 3 }), load)]).toEqual([0, 100, 200]);
  });

  it('end before the duration', () => {
    const load = open({ kind: 'constant' }, 10);
    expect([...dueTimes(planOf(load, { durationMs: 300 }), load)]).toEqual([0, 100, 200]); // 300 is no longer inside
  });
});
