import type { BenchClock } from '../../bench/target.js';
import { whenAborted } from '../../transport/when-aborted.js';

/** With the kernel's slack a nap takes about 0.1 ms: so late a due moment is noticed at most, and so long a read may wait for its stamp. */
const napMs = 0.02;

const sleep: BenchClock['sleep'] = (ms, signal) => new Promise((resolve) => {
  const wake = (): void => {
    clearTimeout(timer);
    forget();
    resolve();
  };
  const timer = setTimeout(wake, signal.aborted ? 0 : ms);
  const forget = whenAborted(signal, wake);
});

/** Real time for the load generator, on the given monotonic clock of milliseconds. */
export const createBenchClock = (monotonicMs: () => number): BenchClock => {
  const neverWoken = new Int32Array(new SharedArrayBuffer(4));
  return {
    monotonicMs,
    sleep,
    // Without naps the polling would take a whole core from the server under test, and leave garbage of 100 MB a second.
    poll: (dueMs, isOver) => new Promise((resolve) => {
      const turn = (): void => {
        const leftMs = dueMs - monotonicMs();
        if (leftMs <= 0 || isOver()) {
          resolve();
          return;
        }
        Atomics.wait(neverWoken, 0, 0, Math.min(napMs, leftMs));
        setImmediate(turn);
      };
      turn();
    }),
  };
};
