import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { lowerHelperThreads } from './lower-helper-threads.js';

const youngBytes = (): number => getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;

/** Two halves of 4 MB: smaller ones are collected so often that it costs processor time, and larger ones take too long. */
const wantedYoungBytes = 8 * 1024 * 1024;
const lookMs = 50;

/** V8 reads the factor when it thinks of growing, and a process that is on its way cannot be given a limit. */
const limitYoungSpace = (): void => setFlagsFromString(`--semi-space-growth-factor=${youngBytes() < wantedYoungBytes ? 2 : 1}`);

let isQuiet = false;

/**
 * Keeps what this process spends on its young garbage short and even, for work in which a pause of some milliseconds
 * is an error of measurement. Three ways of V8 are in its way:
 *
 * - helper threads: a collection waits until the system has run those, too, and a main thread that a read wakes waits
 *   until they leave its processor;
 * - pretenuring: where objects of a place in the code outlive collections during a busy beginning, V8 makes all later
 *   ones of it in the old generation. There they hold all that belongs to their request until the next full
 *   collection, and every collection before it copies that;
 * - a young generation that grows to 32 MB: what requests in flight hold is copied less often, but all at once.
 *
 * Together they made pauses of 5 to 20 ms where 1 to 3 are left.
 */
export const quietCollector = (): void => {
  if (isQuiet) return;
  isQuiet = true;
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--no-allocation-site-pretenuring');
  limitYoungSpace();
  setInterval(limitYoungSpace, lookMs).unref();
  lowerHelperThreads();
};
