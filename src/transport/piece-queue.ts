import type { UadaError } from '../core/errors.js';

/** One read, and when it came. */
type Piece = { readonly bytes: Uint8Array; readonly atMs: number };
export type Step = IteratorResult<Uint8Array, undefined>;
type Waiting = { readonly resolve: (step: Step) => void; readonly reject: (error: Error) => void };
type Draining = { readonly take: (bytes: Uint8Array) => boolean; readonly resolve: () => void; readonly reject: (error: unknown) => void };

/** The step that ends a loop. */
export const done: Step = { done: true, value: undefined };

/** What was read and not taken yet, for one reader: a loop, or one that is handed the pieces. */
type PieceQueue = {
  readonly push: (piece: Piece) => void;
  /** What is queued still comes; then the reader ends, or gets the reason. */
  readonly end: (reason: UadaError | undefined) => void;
  readonly clear: () => void;
  /** Gives the waiting reader what is there for it. */
  readonly deliver: () => void;
  readonly next: () => Promise<Step>;
  readonly drain: (take: (bytes: Uint8Array) => boolean) => Promise<void>;
};

/** An empty queue; `onTake` is told of each piece before its reader is. */
export const createPieceQueue = (onTake: (piece: Piece) => void): PieceQueue => {
  let pieces: Piece[] = [];
  let isEnded = false;
  let failure: UadaError | undefined;
  let waiting: Waiting | undefined;
  let draining: Draining | undefined;

  const settle = ({ resolve, reject }: Waiting): boolean => {
    const piece = pieces.shift();
    if (piece !== undefined) {
      onTake(piece);
      resolve({ done: false, value: piece.bytes });
    } else if (failure !== undefined) reject(failure);
    else if (isEnded) resolve(done);
    else return false;
    return true;
  };

  /** True when the reader has had enough. */
  const passPieces = (take: Draining['take']): boolean => {
    for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
      onTake(piece);
      if (take(piece.bytes)) return true;
    }
    return false;
  };

  const passOn = ({ take, resolve, reject }: Draining): void => {
    try {
      const isEnough = passPieces(take);
      if (isEnough || (isEnded && failure === undefined)) resolve();
      else if (failure !== undefined) reject(failure);
    } catch (error) {
      reject(error);
    }
  };

  return {
    push: (piece) => void pieces.push(piece),
    end: (reason) => {
      isEnded = true;
      failure = reason;
    },
    clear: () => {
      pieces = [];
    },
    deliver: () => {
      if (draining !== undefined) passOn(draining);
      else if (waiting !== undefined && settle(waiting)) waiting = undefined;
    },
    next: () => new Promise((resolve, reject) => {
      if (!settle({ resolve, reject })) waiting = { resolve, reject };
    }),
    drain: (take) => new Promise((resolve, reject) => {
      draining = { take, resolve, reject };
      passOn(draining);
    }),
  };
};
