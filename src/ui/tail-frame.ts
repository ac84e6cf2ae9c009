import { withoutWrap, withWrap } from './sequences.js';

/** A place in a tail: a row of it, and columns from the left. */
export type CursorPlace = { readonly row: number; readonly column: number };

/**
 * Blank rows in place of more rows than any tail may have become in the terminal; those below it are blank, too.
 * Rows that are pushed down are gone; some terminals keep rows that are deleted at the top of the window.
 */
const pushRowsDown = '\r\u001b[99L';
/**
 * Says that the row of the cursor and those below it are drawn again in another window. kitty takes them away before it
 * wraps rows anew; without the mark it counts no row that this pushes out above the cursor, and leaves the cursor too low.
 */
const redrawMark = '\u001b]133;A;k=s\u001b\\';

/**
 * Goes on in the next row as a line does that is too long: a blank in the last column, wherever that is by now, and
 * another one behind it, which the terminal wraps. The third does so where the window got narrower between those two.
 */
const wrapToNextRow = '\u001b[999C   ';

/**
 * Goes to the beginning of the next row, as a line break does. At a line feed the driver of a terminal hands on what
 * it has of a frame, and the window could change before the rest of it comes.
 */
const nextRow = '\r\u001bD';

/** Lines that stay where they are. */
export const toRows = (lines: readonly string[]): string => lines.map((line) => line + nextRow).join('');

/**
 * tmux keeps the cursor in its row whatever it wraps anew, so there each row is a line of its own: one line, with blanks
 * to the end of each row, takes more rows in a narrower window, and tmux pushes as many into its history at the top,
 * where nobody can erase them.
 */
const goOnIn = (term: string | undefined): string => (/^(?:tmux|screen)/.test(term ?? '') ? nextRow : wrapToNextRow);

const up = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : '');
const down = (rows: number): string => (rows > 0 ? `\u001b[${rows}B` : '');
const right = (columns: number): string => (columns > 0 ? `\u001b[${columns}C` : '');

/** Takes away a tail with the cursor in it, so many rows below its top, and leaves the cursor where the tail began. */
export const eraseTail = (rowsAbove: number): string => up(rowsAbove) + pushRowsDown;

/**
 * Draws rows from where the cursor is and brings it to its place in them: to their first cell, where nobody writes.
 *
 * The window may have become another one, which the program has not heard of yet. So no row takes more than one row
 * of it, because all are clipped and none is wrapped; and the row of the cursor and those below it are one line that
 * the terminal has wrapped. Terminals that wrap lines anew in another window keep the cursor at its place in its line:
 * back at the top of the tail, nothing has to be counted. The rows are made before they are filled, so that a window
 * with too few of them scrolls blank ones away; and filled from the last one up, so that the way to the top stays the
 * same when a window that gets lower drops those below the cursor. `term` is what TERM says.
 */
export const drawTail = (rows: readonly string[], cursor: CursorPlace = { row: 0, column: 0 }, term?: string): string => {
  const make = nextRow.repeat(cursor.row) + goOnIn(term).repeat(rows.length - 1 - cursor.row);
  return `${make}\r${withoutWrap}${[...rows].reverse().join(`\r${up(1)}`)}${withWrap}\r${down(cursor.row)}${right(cursor.column)}`;
};

/** What follows a tail in a terminal of this name; `eraseTail` takes it away with the row that it stands in. */
export const markTail = (term: string | undefined): string => (term === 'xterm-kitty' ? redrawMark : '');
