import type { Gate } from './inflight-gate.js';
import { createGate } from './inflight-gate.js';
import type { BenchClock } from './target.js';

/** One of several parts of a load, each made by a thread of its own: together they make exactly the whole, each request once. */
export type LoadPart = {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** The next number of a measured request of a closed loop to the n-th target, which no part had before. */
  readonly nextNumber: (target: number) => number;
  /** The bound on what all parts together have in flight to the n-th target. */
  readonly openGate: (target: number, limit: number) => Gate;
  /** Resolves when all parts are warm, with the moment of the monotonic clock at which all of them begin. */
  readonly begin: () => Promise<number>;
};

/** A load that is made in one part. */
export const wholeLoad = (clock: Pick<BenchClock, 'monotonicMs'>): LoadPart => {
  const numbers = new Map<number, number>();
  return {
    index: 0, count: 1,
    nextNumber: (target) => {
      const number = numbers.get(target) ?? 0;
      numbers.set(target, number + 1);
      return number;
    },
    openGate: (_target, limit) => createGate(limit),
    begin: () => Promise.resolve(clock.monotonicMs()),
  };
};

type Place = Pick<LoadPart, 'index' | 'count'>;

/** Whether the item of this number, from 0, belongs to the part: items are dealt out in turn. */
export const isOfPart = (number: number, { index, count }: Place): boolean => number % count === index;

/** How many of so many items belong to the part. */
export const shareOf = (total: number, { index, count }: Place): number => Math.floor(total / count) + (index < total % count ? 1 : 0);
