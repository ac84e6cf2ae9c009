import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../layers/clock.js';
import type { Io } from './io.js';

/** Real time and real chance for the layers. */
export const createClock = (io: Pick<Io, 'monotonicMs'>): Clock => ({
  monotonicMs: io.monotonicMs,
  random: Math.random,
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
});
