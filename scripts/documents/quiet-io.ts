import { PassThrough } from 'node:stream';
import type { Io } from '../../src/app/io.js';

const nowhere = (): PassThrough => new PassThrough().resume();

/** A world in which the command tree can be built and nothing be called. */
export const quietIo: Io = {
  stdin: new PassThrough(), stdout: nowhere(), stderr: nowhere(), environment: {}, platform: 'linux',
  signal: new AbortController().signal, now: () => 0, monotonicMs: () => 0, warn: () => undefined,
};
