import type { Clock } from '../layers/clock.js';
import type { Io } from './io.js';

/** Node's timers count whole milliseconds and may fire one early: a person would be told of a second wait of 0.1 s. */
const mostEarlyMs = 1;

/** Real time and real chance for the layers. */
export const createClock = (io: Pick<Io, 'monotonicMs'>): Clock => ({
  monotonicMs: io.monotonicMs,
  random: Math.random,
  // Not that of node:timers/promises, which makes an error with a stack for every sleep that ends early.
  sleep: (ms, signal) => new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms <= 0 ? 0 : Math.ceil(ms) + mostEarlyMs);
    signal.addEventListener('abort', onAbort, { once: true });
  }),
});
