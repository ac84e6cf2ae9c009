import { CancelledError, type UadaError } from '../core/errors.js';
import { toBrokenBodyError } from './connection-error.js';
import type { HttpBody } from '../core/http.js';
import type { EndOfTurn } from './end-of-turn.js';
import type { Exchange } from './exchange.js';
import type { RawBody } from './response-body.js';

/** What a timed body keeps up to date. */
export type BodyStamps = { lastReadMs: number | null; bodyBytes: number };

type Piece = { readonly bytes: Uint8Array; readonly atMs: number };
type Step = IteratorResult<Uint8Array, undefined>;
type Waiting = { readonly resolve: (step: Step) => void; readonly reject: (error: Error) => void };
type Draining = { readonly take: (bytes: Uint8Array) => boolean; readonly resolve: () => void; readonly reject: (error: unknown) => void };

const fullBytes = 1024 * 1024;
const done: Step = { done: true, value: undefined };

type TimedBodyOptions = { readonly stamps: BodyStamps; readonly nowMs: () => number; readonly endOfTurn: EndOfTurn };

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

const createPieceQueue = (onTake: (piece: Piece) => void): PieceQueue => {
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

/**
 * The bytes of an answer, one read a piece. Each read is stamped in the callback that brings it, and nobody is told of
 * it before all sockets that are ready have been read: the decoding of one answer never delays the stamp of another.
 */
export const createTimedBody = (
  { stream, isCutOff, release }: RawBody, exchange: Exchange, { stamps, nowMs, endOfTurn }: TimedBodyOptions,
): HttpBody => {
  let heldBytes = 0;
  let isEnded = false;

  const queue = createPieceQueue(({ bytes, atMs }) => {
    stamps.lastReadMs = atMs;
    heldBytes -= bytes.length;
    if (isEnded || !stream.isPaused() || heldBytes >= fullBytes) return;
    exchange.deadlines.enter('idle');
    stream.resume();
  });

  const onData = (bytes: Uint8Array): void => {
    queue.push({ bytes, atMs: nowMs() });
    stamps.bodyBytes += bytes.length;
    heldBytes += bytes.length;
    exchange.deadlines.enter('idle');
    if (heldBytes >= fullBytes) {
      exchange.deadlines.pause();
      stream.pause();
    }
    endOfTurn(queue.deliver);
  };

  const end = (toReason: () => UadaError | undefined): void => {
    if (isEnded) return;
    isEnded = true;
    queue.end(toReason());
    exchange.close();
    endOfTurn(queue.deliver);
  };

  const leave = (): Promise<Step> => {
    stream.removeListener('data', onData);
    queue.clear();
    if (isEnded) return Promise.resolve(done);
    exchange.deadlines.close();
    release();
    return Promise.resolve(done);
  };

  exchange.onStop((reason) => {
    if (reason instanceof CancelledError) queue.clear();
    end(() => reason);
    stream.destroy();
  });
  stream.on('data', onData);
  watchEnd({ stream, isCutOff }, exchange, end);
  return {
    [Symbol.asyncIterator]: () => ({ next: queue.next, return: leave }),
    drain: (take) => queue.drain(take).finally(leave),
  };
};

const watchEnd = ({ stream, isCutOff }: Pick<RawBody, 'stream' | 'isCutOff'>, exchange: Exchange, end: (toReason: () => UadaError | undefined) => void): void => {
  stream.on('end', () => end(() => (isCutOff() ? toBrokenBodyError(undefined, exchange.host) : undefined)));
  stream.on('error', (cause) => end(() => exchange.failure() ?? toBrokenBodyError(cause, exchange.host)));
  stream.on('close', () => end(() => exchange.failure() ?? toBrokenBodyError(undefined, exchange.host)));
};
