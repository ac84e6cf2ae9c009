import { once } from 'node:events';
import { constants, createGzip } from 'node:zlib';

export type Compressor = {
  /** The compressed bytes of a text, flushed so that a reader can undo them at once. */
  push(text: string): Promise<Uint8Array>;
  /** The bytes that end the stream. */
  finish(): Promise<Uint8Array>;
};

/** gzip with a flush after every text, as a proxy that compresses a stream sends it. */
export const createCompressor = (): Compressor => {
  const gzip = createGzip();
  let parts: Buffer[] = [];
  gzip.on('data', (part: Buffer) => parts.push(part));
  const take = (): Uint8Array => {
    const bytes = Buffer.concat(parts);
    parts = [];
    return bytes;
  };
  return {
    push: (text) => new Promise((resolve) => {
      gzip.write(text);
      gzip.flush(constants.Z_SYNC_FLUSH, () => resolve(take()));
    }),
    finish: async () => {
      const ended = once(gzip, 'end');
      gzip.end();
      await ended;
      return take();
    },
  };
};
