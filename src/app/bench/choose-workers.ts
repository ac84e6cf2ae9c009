import { availableParallelism } from 'node:os';
import type { LoadModel } from '../../bench/plan.js';
import { wrongFlag } from './numbers.js';

/** Of what an event loop can bear, about half: 80 µs each is 40 % of a processor. */
const eventsPerWorker = 5000;

/** A fast model streams so many tokens a second to each of its readers. */
const streamedPerSecond = 50;

const mostWorkers = 64;

const eventsPerSecond = (load: LoadModel, outputTokens: number): number =>
  (load.kind === 'closed' ? load.concurrency * streamedPerSecond : load.ratePerSecond * outputTokens);

export type WorkerWish = {
  /** `auto` or a number, as it was typed. */
  readonly text: string;
  readonly loads: readonly LoadModel[];
  /** The greatest load is not known before. */
  readonly isSearch: boolean;
  /** Of an answer, on average. */
  readonly outputTokens: number;
  readonly processors?: number;
};

/**
 * How many threads are to make a load. `auto` takes one for every 5,000 events a second that are to be expected, as far
 * as there are processors beside that of the main thread. Throws a `usage` error.
 */
export const chooseWorkers = ({ text, loads, isSearch, outputTokens, processors = availableParallelism() }: WorkerWish): number => {
  if (text !== 'auto') {
    const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (count >= 1 && count <= mostWorkers) return count;
    throw wrongFlag('--workers', text, `auto or a number from 1 to ${mostWorkers}`);
  }
  const most = Math.max(1, processors - 1);
  const wanted = Math.max(...loads.map((load) => Math.ceil(eventsPerSecond(load, outputTokens) / eventsPerWorker)));
  return Math.max(1, Math.min(mostWorkers, most, isSearch ? most : wanted));
};
