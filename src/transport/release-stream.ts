import type { Readable } from 'node:stream';
import type { Timers } from './timers.js';

const longestDrainMs = 100;
const mostDrainedBytes = 64 * 1024;

/**
 * Reads a body that nobody wants any more to its end if the end is near, so that its connection can be used
 * again; otherwise destroys it.
 */
export const releaseStream = (stream: Readable, timers: Timers): void => {
  if (stream.destroyed || stream.readableEnded) return;
  let drainedBytes = 0;
  const timer = timers.setTimeout(() => stream.destroy(), longestDrainMs);
  timer.unref();
  stream.on('data', (chunk: Uint8Array) => {
    drainedBytes += chunk.length;
    if (drainedBytes > mostDrainedBytes) stream.destroy();
  });
  stream.on('close', () => timers.clearTimeout(timer));
  // What fails now concerns nobody.
  stream.on('error', () => undefined);
  stream.resume();
};
