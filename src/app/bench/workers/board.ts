import type { Gate } from '../../../bench/inflight-gate.js';
import { createSharedGate } from './shared-gate.js';

/** What the threads of a job have in common: whether it is over, the numbers of the requests of a closed loop, and the room of an open one. */
export type Board = {
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** The next number of the n-th target, which no thread had before. */
  readonly nextNumber: (target: number) => number;
  /** The bound on what all threads have in flight to the n-th target. */
  readonly openGate: (target: number, limit: number) => Gate;
};

/** Of each target: the next number, who entered its gate, who left it. */
const fieldsPerTarget = 3;

/** Memory for a board of so many targets. */
export const createBoardMemory = (targetCount: number): SharedArrayBuffer => new SharedArrayBuffer((targetCount * fieldsPerTarget + 1) * Int32Array.BYTES_PER_ELEMENT);

/** A board in memory that several threads have. */
export const openBoard = (memory: SharedArrayBuffer): Board => {
  const fields = new Int32Array(memory);
  const placeOf = (target: number): number => target * fieldsPerTarget + 1;
  return {
    isOver: () => Atomics.load(fields, 0) === 1,
    end: () => void Atomics.store(fields, 0, 1),
    nextNumber: (target) => Atomics.add(fields, placeOf(target), 1),
    openGate: (target, limit) => createSharedGate({ fields, enteredAt: placeOf(target) + 1, leftAt: placeOf(target) + 2 }, limit),
  };
};
