/** What the threads of a job have in common: whether it is over, and the numbers of the requests of a closed loop. */
export type Board = {
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** The next number of the n-th target, which no thread had before. */
  readonly nextNumber: (target: number) => number;
};

/** Memory for a board of so many targets. */
export const createBoardMemory = (targetCount: number): SharedArrayBuffer => new SharedArrayBuffer((targetCount + 1) * Int32Array.BYTES_PER_ELEMENT);

/** A board in memory that several threads have. */
export const openBoard = (memory: SharedArrayBuffer): Board => {
  const fields = new Int32Array(memory);
  return {
    isOver: () => Atomics.load(fields, 0) === 1,
    end: () => void Atomics.store(fields, 0, 1),
    nextNumber: (target) => Atomics.add(fields, target + 1, 1),
  };
};
