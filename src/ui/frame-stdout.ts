import type { Writer } from '../render/writer.js';

/** What Ink takes for its stdout. */
export type FrameStdout = {
  /** For Ink's `stdout` option. */
  readonly stream: NodeJS.WriteStream;
  /** Writes what has gathered, as one piece; resolves when the terminal takes more. */
  flush(): Promise<void>;
};

// Taller than any tail: Ink clears the whole screen when what it draws does not fit the window.
const endlessRows = 1_000_000;

/**
 * Stands between Ink and the terminal. A frame reaches the terminal in one write; the width is the one the frame's
 * lines were made for, and resizes are not Ink's business: it would erase by a count of lines that no longer holds.
 */
export const createFrameStdout = (writer: Writer, columns: number): FrameStdout => {
  let gathered = '';
  let flushed: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const text = gathered;
    gathered = '';
    if (text !== '') flushed = writer.write(text);
    return flushed;
  };
  const gather = (text: string, done?: () => void): boolean => {
    // Ink also writes on timers of its own, after a frame was flushed.
    if (gathered === '') queueMicrotask(() => void flush().catch(() => undefined));
    gathered += text;
    done?.();
    return true;
  };
  const ignore = (): unknown => stream;
  const stream = { isTTY: true, columns, rows: endlessRows, writable: true, write: gather, on: ignore, off: ignore, once: ignore, removeListener: ignore };
  return { stream: stream as unknown as NodeJS.WriteStream, flush };
};
