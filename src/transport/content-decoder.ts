import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** Undoes the content encoding of one body. */
export type ContentDecoder = {
  /** False asks to write no more until `onDrain`. */
  write(chunk: Uint8Array): boolean;
  /** Holds `onData` back until `resume`. */
  pause(): void;
  resume(): void;
  /** Calls back when everything written has been decoded. A cut-off end is no error. */
  end(onEnd: () => void): void;
  destroy(): void;
};

export type ContentListeners = {
  readonly onData: (chunk: Uint8Array) => void;
  readonly onDrain: () => void;
  /** What is wrong, as the end of "The server sent …". */
  readonly onError: (what: string, cause?: unknown) => void;
};

/** The encodings that are undone, for the request's header. */
export const acceptEncoding = 'gzip, deflate, br';

/** Delivers each piece as soon as its bytes allow it. `encoding` is in lower case; '' is none. */
export const createContentDecoder = (encoding: string, listeners: ContentListeners): ContentDecoder =>
  encoding === '' || encoding === 'identity' ? createPlainDecoder(listeners) : createInflatingDecoder(encoding, listeners);

const createPlainDecoder = ({ onData, onDrain }: ContentListeners): ContentDecoder => {
  let isPaused = false;
  return {
    write: (chunk) => {
      onData(chunk);
      return !isPaused;
    },
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      onDrain();
    },
    end: (onEnd) => onEnd(),
    destroy: () => undefined,
  };
};

const createInflatingDecoder = (encoding: string, { onData, onDrain, onError }: ContentListeners): ContentDecoder => {
  let stream: Transform | undefined;

  const open = (firstChunk: Uint8Array): Transform | undefined => {
    const opened = openInflater(encoding, firstChunk);
    if (opened === undefined) onError(`the encoding ${encoding}, which was not asked for`);
    opened?.on('data', onData).on('drain', onDrain);
    opened?.on('error', (cause) => onError(`a body that is not valid ${encoding}`, cause));
    return opened;
  };

  return {
    write: (chunk) => {
      stream ??= open(chunk);
      return stream?.write(chunk) ?? true;
    },
    pause: () => stream?.pause(),
    resume: () => stream?.resume(),
    end: (onEnd) => {
      if (stream === undefined) onEnd();
      else stream.once('end', onEnd).end();
    },
    destroy: () => stream?.destroy(),
  };
};

// Flushing after every chunk delivers each event when it arrives.
const zlibOptions = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const brotliOptions = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const openInflater = (encoding: string, firstChunk: Uint8Array): Transform | undefined => {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip': return createGunzip(zlibOptions);
    case 'deflate':
    case 'x-deflate': return hasZlibHeader(firstChunk) ? createInflate(zlibOptions) : createInflateRaw(zlibOptions);
    case 'br': return createBrotliDecompress(brotliOptions);
    default: return undefined;
  }
};

/** Some servers send deflate without the zlib frame that RFC 9110 asks for. */
const hasZlibHeader = (firstChunk: Uint8Array): boolean => ((firstChunk[0] ?? 0) & 0x0f) === 0x08;
