import type { Writable } from 'node:stream';

/** A terminal as it is written to. The size may be missing or nonsense. */
export type TerminalOutput = Writable & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  /** Node's own: asks the terminal for its size, and emits `resize` when that has changed. */
  readonly _refreshSize?: (() => void) | undefined;
};

export type WindowSize = {
  /** Columns to make lines for. */
  readonly columns: number;
  /** Lines of a tail that stay on the screen for sure; 0 where the window is too small to draw in. */
  readonly tailRows: number;
  /** Rows of the window. */
  readonly rows: number;
};

const leastColumns = 20;
const leastRows = 5;
const mostTailRows = 10;

const sizeOr = (size: number | undefined, fallback: number): number => (size === undefined || !(size > 0) ? fallback : size);

/** What can be drawn in a terminal; 80×24 where it does not tell its size. */
export const windowSizeOf = (output: TerminalOutput): WindowSize => {
  const columns = sizeOr(output.columns, 80);
  const rows = sizeOr(output.rows, 24);
  const isTooSmall = columns < leastColumns || rows < leastRows || output.columns === 0 || output.rows === 0;
  return { columns: Math.max(columns, leastColumns), rows, tailRows: isTooSmall ? 0 : Math.min(mostTailRows, rows - 3) };
};

/**
 * Emits `resize` now if the window has another size: its signal may be on its way still, or wait for its turn behind
 * the timer of a frame, which would then be drawn for the old size.
 */
export const noticeResize = (output: TerminalOutput): void => output._refreshSize?.();
