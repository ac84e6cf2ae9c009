import { createDelay } from '../delay.js';
import type { Key } from './key.js';
import { createKeyDecoder } from './key-decoder.js';
import type { TerminalInput } from './terminal-modes.js';

/** How long after an escape the rest of its sequence may come, also over a slow line. */
const escapeMs = 60;

/** Hands every key on to `take` until it is stopped; `onEnd` is called when the terminal has gone. */
export const readKeys = (stdin: TerminalInput, take: (keys: readonly Key[]) => void, onEnd: () => void): { stop(): void } => {
  const decoder = createKeyDecoder();
  const escape = createDelay(() => take(decoder.flush()));
  const onData = (input: string | Buffer): void => {
    escape.stop();
    take(decoder.push(String(input)));
    if (decoder.isWaiting()) escape.start(escapeMs);
  };
  stdin.setEncoding('utf8');
  stdin.on('data', onData).on('end', onEnd).on('error', onEnd).resume();
  return {
    stop: () => {
      escape.stop();
      stdin.off('data', onData).off('end', onEnd).pause();
    },
  };
};
