import { paintedWidth } from '../render/markdown/text-width.js';

/** A place in the tail: a line of it, and columns from the left. */
export type CursorPlace = {
  readonly row: number;
  readonly column: number;
  /** Nobody writes there; the cursor only waits. @default false */
  readonly isHidden?: boolean | undefined;
};

/** A window that has another size: terminals wrap lines anew that no longer fit. */
export type WindowChange = {
  readonly columns: number;
  /** So many lines at the top of a tail with the cursor in it stay where they are, as finished text. @default 0 */
  readonly keptRows?: number;
};

const eraseRowAbove = '\u001b[1A\u001b[2K';

/** Rows that lines take which were made for a wider window, beyond one each. */
const extraRows = (lines: readonly string[], columns: number): number =>
  lines.reduce((sum, line) => sum + Math.max(0, Math.ceil(paintedWidth(line) / columns) - 1), 0);

/**
 * Clears a tail with the cursor in it that the terminal has wrapped anew, from the kept rows on. Counted from the cursor
 * alone, because terminals may drop the rows below it when they get lower; and some leave the cursor's own line as it
 * is: rather a row stays there than one above gets lost.
 */
const eraseAround = (tail: readonly string[], cursor: CursorPlace, { columns, keptRows = 0 }: WindowChange): string => {
  const above = cursor.row - keptRows + extraRows(tail.slice(keptRows, cursor.row), columns);
  const below = tail.length - cursor.row + extraRows(tail.slice(cursor.row), columns);
  return `\r\u001b[2K\u001b7${'\u001b[1B\u001b[2K'.repeat(below)}\u001b8${eraseRowAbove.repeat(above)}`;
};

/** What takes a tail away that the terminal has wrapped anew. */
export const eraseTail = (tail: readonly string[], cursor: CursorPlace | undefined, change: WindowChange): string =>
  cursor === undefined ? eraseRowAbove.repeat(extraRows(tail, change.columns)) : eraseAround(tail, cursor, change);
