import { findSuspect } from '../../../render/hidden-characters.js';
import { displayWidth, graphemes } from '../../../render/markdown/text-width.js';
import { sanitise } from '../../../render/sanitiser.js';
import type { EditorState } from './editor-state.js';
import { isMark, labelOf } from './folded-paste.js';

/** A place the cursor can be at. */
export type Stop = { readonly offset: number; readonly column: number };

/** A line of the screen. `stops` go from left to right. */
export type Row = { readonly text: string; readonly stops: readonly Stop[] };

export type Layout = { readonly rows: readonly Row[]; readonly cursorRow: number; readonly cursorColumn: number };

type Draft = { text: string; width: number; stops: Stop[] };

const tabColumns = 4;

/** What a grapheme looks like: nothing in it can steer the terminal. */
const look = (grapheme: string, column: number, pastes: readonly string[]): string => {
  if (grapheme === '\t') return ' '.repeat(tabColumns - (column % tabColumns));
  if (isMark(grapheme)) return labelOf(grapheme, pastes);
  if (findSuspect(grapheme, 0) === grapheme.length) return grapheme;
  return sanitise(grapheme) === grapheme ? grapheme : '\ufffd';
};

const emptyRow = (): Draft => ({ text: '', width: 0, stops: [] });

const lastOf = (rows: Draft[]): Draft => {
  const last = rows.at(-1) ?? emptyRow();
  if (rows.length === 0) rows.push(last);
  return last;
};

const put = (rows: Draft[], piece: string, width: number, offset: number | undefined): void => {
  const columns = displayWidth(piece);
  let row = lastOf(rows);
  if (row.width > 0 && row.width + columns > width) {
    row = emptyRow();
    rows.push(row);
  }
  if (offset !== undefined) row.stops.push({ offset, column: row.width });
  row.text += piece;
  row.width += columns;
};

const putGrapheme = (rows: Draft[], grapheme: string, offset: number, width: number, pastes: readonly string[]): void => {
  const shown = look(grapheme, lastOf(rows).width, pastes);
  if (displayWidth(shown) <= 2 || shown.trim() === '') {
    put(rows, shown, width, offset);
    return;
  }
  // Labels, and graphemes of many parts, may be wider than a narrow window.
  graphemes(shown).forEach((part, index) => put(rows, part, width, index === 0 ? offset : undefined));
};

/** The end of a line is a stop, too: on a row of its own where the last one is full. */
const endLine = (rows: Draft[], offset: number, width: number): void => {
  if (lastOf(rows).width >= width) rows.push(emptyRow());
  const row = lastOf(rows);
  row.stops.push({ offset, column: row.width });
};

const layLine = (rows: Draft[], line: string, start: number, width: number, pastes: readonly string[]): void => {
  rows.push(emptyRow());
  let offset = start;
  for (const grapheme of graphemes(line)) {
    putGrapheme(rows, grapheme, offset, width, pastes);
    offset += grapheme.length;
  }
  endLine(rows, offset, width);
};

/** The text on rows of so many columns, and the cursor on them. */
export const layOut = ({ text, cursor, pastes }: Pick<EditorState, 'text' | 'cursor' | 'pastes'>, width: number): Layout => {
  const rows: Draft[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    layLine(rows, line, offset, Math.max(1, width), pastes);
    offset += line.length + 1;
  }
  for (const [cursorRow, { stops }] of rows.entries()) {
    const stop = stops.find((candidate) => candidate.offset >= cursor);
    if (stop !== undefined) return { rows, cursorRow, cursorColumn: stop.column };
  }
  return { rows, cursorRow: rows.length - 1, cursorColumn: rows.at(-1)?.stops.at(-1)?.column ?? 0 };
};

/** The place in the row that is nearest to a column from the left. */
export const offsetAt = ({ stops }: Row, column: number): number => {
  const fitting = stops.filter((stop) => stop.column <= column);
  return (fitting.at(-1) ?? stops[0])?.offset ?? 0;
};
