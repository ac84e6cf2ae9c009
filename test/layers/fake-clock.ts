import type { Clock } from '../../src/layers/clock.js';

export type FakeClock = Clock & {
  /** Every wait that was asked for. */
  readonly sleeps: readonly number[];
  pass(ms: number): void;
};

/** Time that jumps over every wait; chance is what the test says. */
export const createFakeClock = (random: () => number = () => 0.5): FakeClock => {
  const sleeps: number[] = [];
  let nowMs = 1000;
  return {
    sleeps, random,
    monotonicMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms;
    },
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      sleeps.push(ms);
      await Promise.resolve();
      nowMs += ms;
      signal.throwIfAborted();
    },
  };
};

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
