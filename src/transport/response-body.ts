import type { Readable } from 'node:stream';
import { CancelledError, UadaError } from '../core/errors.js';
import type { HttpBody } from '../core/http.js';
import { createByteQueue } from './byte-queue.js';
import { toBrokenBodyError } from './connection-error.js';
import { createContentDecoder } from './content-decoder.js';
import type { Exchange } from './exchange.js';

export type RawBody = {
  readonly stream: Readable;
  /** The content encoding in lower case, or ''. */
  readonly encoding: string;
  /** Asked at the end of the stream: true when the server broke it off. */
  readonly isCutOff: () => boolean;
  /** Gives up the rest: the stream must end or be destroyed soon. */
  readonly release: () => void;
};

/**
 * The decoded bytes of an answer, each in the tick in which it arrives. What came before a break is delivered
 * before the error; what came before a cancellation is not. Ends the exchange when the body ends.
 */
export const createResponseBody = ({ stream, encoding, isCutOff, release }: RawBody, exchange: Exchange): HttpBody => {
  const { deadlines, host } = exchange;
  let isRawEnded = false;

  const queue = createByteQueue({
    onFull: () => decoder.pause(),
    onRoom: () => decoder.resume(),
    onLeave: () => leave(),
  });
  const decoder = createContentDecoder(encoding, {
    onData: (chunk) => queue.push(chunk),
    onDrain: () => resume(),
    onError: (what, cause) => {
      queue.fail(toEncodingError(host, what, cause));
      leave();
    },
  });

  const resume = (): void => {
    if (isRawEnded) return;
    deadlines.enter('idle');
    stream.resume();
  };

  const onData = (chunk: Uint8Array): void => {
    deadlines.enter('idle');
    if (decoder.write(chunk)) return;
    deadlines.pause();
    stream.pause();
  };

  const leave = (): void => {
    stream.removeListener('data', onData);
    decoder.destroy();
    if (isRawEnded) return;
    deadlines.close();
    release();
  };

  const onRawEnd = (failure: UadaError | undefined): void => {
    if (isRawEnded) return;
    isRawEnded = true;
    exchange.close();
    decoder.end(() => (failure === undefined ? queue.end() : queue.fail(failure)));
  };

  exchange.onStop((failure) => {
    if (failure instanceof CancelledError) queue.clear();
    queue.fail(failure);
    stream.destroy();
  });
  stream.on('data', onData);
  stream.on('end', () => onRawEnd(isCutOff() ? toBrokenBodyError(undefined, host) : undefined));
  stream.on('error', (cause) => onRawEnd(exchange.failure() ?? toBrokenBodyError(cause, host)));
  stream.on('close', () => onRawEnd(exchange.failure() ?? toBrokenBodyError(undefined, host)));
  return queue.iterator;
};

const toEncodingError = (host: string, what: string, cause: unknown): UadaError =>
  new UadaError('provider', `${host} sent ${what}.`, { hint: 'Try again; a proxy in between may damage answers.', isRetryable: true, cause });
