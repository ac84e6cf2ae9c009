import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createByteLimit } from './byte-limit.js';
import type { Compressor } from './compressor.js';
import { breakCompressor, createCompressor } from './compressor.js';
import type { CompressionFault } from './faults/fault.js';
import { changeJson } from './faults/json-changes.js';
import type { StruckFaults } from './faults/struck.js';

/** Writes a body piece by piece, through the faults that change bytes. */
export type BodyWriter = {
  /** Resolves when the next piece may follow; undefined says that it may at once. */
  write(piece: string): Promise<void> | undefined;
  end(): Promise<void>;
};

const untilWritable = (response: ServerResponse, signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  const go = (): void => {
    response.off('drain', go);
    signal.removeEventListener('abort', go);
    resolve();
  };
  response.once('drain', go);
  signal.addEventListener('abort', go, { once: true });
});

/** What changes the bytes of a body, out of the faults that struck. */
export type ByteFaults = Pick<StruckFaults, 'rewrites' | 'changes' | 'prefix' | 'slices' | 'compression' | 'byteCut'>;

const openCompressor = (fault: CompressionFault | undefined): Compressor | undefined => {
  if (fault === undefined) return undefined;
  const compressor = createCompressor(fault.encoding);
  return fault.isBroken ? breakCompressor(compressor) : compressor;
};

/** Words a piece as the faults want it. */
const createWording = ({ changes, rewrites, prefix }: ByteFaults): ((piece: string) => string) => {
  let before = prefix;
  return (piece) => {
    if (piece === '') return '';
    const changed = changes.reduce((soFar, change) => changeJson(soFar, change), piece);
    const text = before + rewrites.reduce((soFar, rewrite) => rewrite(soFar), changed);
    before = '';
    return text;
  };
};

/** A writer that waits for slow readers instead of piling up memory. Writes nothing once the reader is gone. */
export const createBodyWriter = (response: ServerResponse, faults: ByteFaults, signal: AbortSignal): BodyWriter => {
  const compressor = openCompressor(faults.compression);
  const limit = createByteLimit(faults.byteCut, response, signal);
  const word = createWording(faults);
  let isCut = false;

  const send = (bytes: Uint8Array | string): Promise<void> | undefined => {
    if (signal.aborted || isCut || bytes.length === 0) return undefined;
    const isWritable = response.write(limit.take(bytes));
    if (limit.isReached) {
      isCut = true;
      return limit.cut();
    }
    return isWritable ? undefined : untilWritable(response, signal);
  };
  const sendSliced = async (bytes: Uint8Array): Promise<void> => {
    const slices = faults.slices.reduce<readonly Uint8Array[]>((parts, slice) => parts.flatMap((part) => slice(part)), [bytes]);
    for (const slice of slices) {
      await send(slice);
      // Node joins the writes of one turn of the event loop into one packet.
      if (slices.length > 1) await nextTurn();
    }
  };
  const sendChanged = async (text: string): Promise<void> => {
    await sendSliced(compressor === undefined ? Buffer.from(text) : await compressor.push(text));
  };

  return {
    write: (piece) => {
      const text = word(piece);
      if (text === '') return undefined;
      return compressor === undefined && faults.slices.length === 0 ? send(text) : sendChanged(text);
    },
    end: async () => {
      if (compressor !== undefined) await sendSliced(await compressor.finish());
      if (!signal.aborted && !isCut) response.end();
    },
  };
};
