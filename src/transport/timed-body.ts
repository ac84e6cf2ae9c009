import { CancelledError, type UadaError } from '../core/errors.js';
import { toBrokenBodyError } from './connection-error.js';
import type { HttpBody } from '../core/http.js';
import type { EndOfTurn } from './end-of-turn.js';
import type { Exchange } from './exchange.js';
import { createPieceQueue, done, type Step } from './piece-queue.js';
import type { RawBody } from './response-body.js';

/** What a timed body keeps up to date. */
export type BodyStamps = { lastReadMs: number | null; bodyBytes: number };

const fullBytes = 1024 * 1024;

type TimedBodyOptions = { readonly stamps: BodyStamps; readonly nowMs: () => number; readonly endOfTurn: EndOfTurn };

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
