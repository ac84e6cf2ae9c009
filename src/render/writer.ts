import type { Writable } from 'node:stream';
import { UadaError } from '../core/errors.js';

/** The reader of stdout has gone (`| head`): nothing more can be said, and nothing is wrong. */
export class ReaderGoneError extends Error {
  override readonly name = 'ReaderGoneError';
}

/** Writes in order and waits for a slow reader, so that nothing piles up in memory. */
export type Writer = {
  /** Resolves when the stream takes more. Throws `ReaderGoneError` once the reader has gone. */
  write(text: string): Promise<void>;
};

const isGone = (error: unknown): boolean => {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'EOF' || code === 'EIO' || code === 'EBADF';
};

/** stdout that is a file on a full disk is no bug, and no reader that left. */
const outputError = (error: Error): Error =>
  new UadaError('usage', `The output cannot be written (${error.message}).`, { cause: error, hint: 'Make room on its disk, or send it elsewhere.' });

/** A writer over a stream. The stream's errors come out of `write`: as `ReaderGoneError` where a pipe was closed, else as `toError` tells them. */
export const createWriter = (stream: Writable, toError: (error: Error) => Error = outputError): Writer => {
  let failure: Error | undefined;
  stream.on('error', (error: Error) => {
    failure ??= isGone(error) ? new ReaderGoneError('The reader has gone.', { cause: error }) : toError(error);
  });
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const settle = (): void => {
        stream.off('drain', settle).off('error', settle).off('close', settle);
        resolve();
      };
      stream.on('drain', settle).on('error', settle).on('close', settle);
    });
  return {
    write: async (text) => {
      if (failure !== undefined) throw failure;
      if (text === '') return;
      if (!stream.write(text) && !stream.destroyed) await drained();
      // The error was possibly found by this very write; a reader must not be thought to be there still.
      if ((failure as Error | undefined) !== undefined) throw failure as unknown as Error;
    },
  };
};
