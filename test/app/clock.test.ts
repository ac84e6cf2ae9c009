import { describe, expect, it } from 'vitest';
import { createClock } from '../../src/app/clock.js';

describe('the clock of the layers', () => {
  it('never wakes a sleeper before the time', async () => {
    const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
    const clock = createClock({ monotonicMs });
    const early: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      // Moments all over a millisecond: timers are early only at some of them.
      const startMs = monotonicMs();
      const ms = 2 + round / 40;
      await clock.sleep(ms, new AbortController().signal);
      const sleptMs = monotonicMs() - startMs;
      if (sleptMs < ms) early.push(sleptMs - ms);
    }
    expect(early).toEqual([]);
  });
});
