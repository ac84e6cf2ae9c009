import { constants, createReadStream, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * The bytes of a file, or of a named pipe to its end. Opening a pipe whose writer has not come yet the plain way would
 * hold a thread that no signal frees: so the program could not end. Throws, or emits, the error of the file system.
 */
export const openFileStream = (path: string): Readable => {
  if (!statSync(path).isFIFO()) return createReadStream(path, { highWaterMark: 256 * 1024 });
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
};
