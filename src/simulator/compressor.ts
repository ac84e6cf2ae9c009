import { once } from 'node:events';
import { constants, createBrotliCompress, createDeflate, createGzip } from 'node:zlib';

/** How a body may be compressed, in the word of its header. */
export type ContentEncoding = 'gzip' | 'deflate' | 'br';

export type Compressor = {
  /** The compressed bytes of a text, flushed so that a reader can undo them at once. */
  push(text: string): Promise<Uint8Array>;
  /** The bytes that end the stream. */
  finish(): Promise<Uint8Array>;
};

const encoders = {
  gzip: { create: () => createGzip(), flush: constants.Z_SYNC_FLUSH },
  deflate: { create: () => createDeflate(), flush: constants.Z_SYNC_FLUSH },
  br: { create: () => createBrotliCompress(), flush: constants.BROTLI_OPERATION_FLUSH },
};

/** Compresses with a flush after every text, as a proxy that compresses a stream sends it. */
export const createCompressor = (encoding: ContentEncoding = 'gzip'): Compressor => {
  const { create, flush } = encoders[encoding];
  const encoder = create();
  let parts: Buffer[] = [];
  encoder.on('data', (part: Buffer) => parts.push(part));
  const take = (): Uint8Array => {
    const bytes = Buffer.concat(parts);
    parts = [];
    return bytes;
  };
  return {
    push: (text) => new Promise((resolve) => {
      encoder.write(text);
      encoder.flush(flush, () => resolve(take()));
    }),
    finish: async () => {
      const ended = once(encoder, 'end');
      encoder.end();
      await ended;
      return take();
    },
  };
};

/** The same, with nothing but ones for bits behind the first text. */
export const breakCompressor = (compressor: Compressor): Compressor => {
  let pushedCount = 0;
  return {
    push: async (text) => {
      const bytes = await compressor.push(text);
      pushedCount += 1;
      return pushedCount > 1 ? bytes.fill(0xff) : bytes;
    },
    finish: async () => (await compressor.finish()).fill(0xff),
  };
};
