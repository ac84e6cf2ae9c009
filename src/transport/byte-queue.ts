import { createBytePile } from './byte-pile.js';

/** Chunks between the socket that pushes and the one reader that pulls. */
export type ByteQueue = {
  push(chunk: Uint8Array): void;
  /** The reader ends after what is queued. Only the first `end` or `fail` counts. */
  end(): void;
  /** The reader gets the error after what is queued. */
  fail(error: Error): void;
  /** Forgets what is queued. */
  clear(): void;
  readonly iterator: AsyncIterableIterator<Uint8Array, undefined>;
};

export type ByteQueueListeners = {
  /** The reader is too slow: push no more. */
  readonly onFull: () => void;
  /** The reader caught up after `onFull`. */
  readonly onRoom: () => void;
  /** The reader left before the end. */
  readonly onLeave: () => void;
};

const fullBytes = 1024 * 1024;

type Step = IteratorResult<Uint8Array, undefined>;
type Waiting = { readonly resolve: (step: Step) => void; readonly reject: (error: Error) => void };
const done: Step = { done: true, value: undefined };

/** A waiting reader gets a chunk in the tick of its push; a late one gets all that piled up as one chunk. */
export const createByteQueue = ({ onFull, onRoom, onLeave }: ByteQueueListeners): ByteQueue => {
  const pile = createBytePile();
  let isFull = false;
  let isEnded = false;
  let error: Error | undefined;
  let waiting: Waiting | undefined;

  const answerEnd = ({ resolve, reject }: Waiting): void => {
    const failure = error;
    error = undefined;
    if (failure === undefined) resolve(done);
    else reject(failure);
  };

  const end = (reason?: Error): void => {
    if (isEnded) return;
    isEnded = true;
    error = reason;
    if (waiting !== undefined) answerEnd(waiting);
    waiting = undefined;
  };

  const push = (chunk: Uint8Array): void => {
    if (isEnded || chunk.length === 0) return;
    if (waiting === undefined) {
      pile.add(chunk);
      if (!isFull && pile.byteCount() >= fullBytes) setFull(true);
      return;
    }
    waiting.resolve({ done: false, value: chunk });
    waiting = undefined;
  };

  const setFull = (value: boolean): void => {
    isFull = value;
    if (value) onFull();
    else onRoom();
  };

  const next = (): Promise<Step> => new Promise((resolve, reject) => {
    const value = pile.takeAll();
    if (isFull) setFull(false);
    if (value !== undefined) resolve({ done: false, value });
    else if (isEnded) answerEnd({ resolve, reject });
    else waiting = { resolve, reject };
  });

  const leave = (): Promise<Step> => {
    pile.takeAll();
    end();
    error = undefined;
    onLeave();
    return Promise.resolve(done);
  };

  const iterator: ByteQueue['iterator'] = { next, return: leave, [Symbol.asyncIterator]: () => iterator };
  return { push, end: () => end(), fail: end, clear: () => void pile.takeAll(), iterator };
};
