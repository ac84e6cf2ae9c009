import { endLongLine, readLine, readMore } from './blocks.js';
import { createBlockState, tailOf } from './block-state.js';
import type { BlockState } from './block-state.js';
import { closeTo } from './containers.js';
import { isUndecided, longestWhole } from './marks.js';
import { refitTable, settleTable } from './table-leaf.js';
import { refitText, settleText } from './text-leaf.js';
import type { MarkdownTheme } from './theme.js';

export type MarkdownStreamOptions = {
  /** Columns of the terminal. */
  readonly width: number;
  readonly theme: MarkdownTheme;
};

/** Markdown in pieces becomes styled terminal lines. */
export type MarkdownStream = {
  /**
   * Adds text and gives the lines that are finished by it: they never change and are given once. Lines of code
   * are not cut to the width; the terminal wraps them.
   */
  push(text: string): readonly string[];
  /** The unfinished end as it looks now, every line within the width. */
  tail(): readonly string[];
  /** Decides what would wait: an opened mark is text, a table's columns are as wide as they are now. Gives finished lines. */
  settle(): readonly string[];
  /** Ends the text and gives the rest. */
  finish(): readonly string[];
  /** Goes on in another width, in which the tail is set anew. Gives the lines that are finished by it. */
  reflow(width: number): readonly string[];
};

type LineState = {
  /** The line without its end; empty once a long line was begun. */
  line: string;
  isBegun: boolean;
};

const takeOut = (state: BlockState): readonly string[] => {
  const { out } = state;
  state.out = [];
  return out;
};

const endLine = (state: BlockState, current: LineState): void => {
  if (current.isBegun) endLongLine(state);
  else readLine(state, { text: current.line, isWhole: true });
  current.line = '';
  current.isBegun = false;
};

/** A long line of running text does not wait for its end. Where it is cut depends on the line alone. */
const beginLong = (state: BlockState, current: LineState): void => {
  const isCode = state.leaf?.type === 'code';
  if (isCode || current.isBegun) return;
  const limit = longestWhole(current.line);
  if (current.line.length <= limit) return;
  readLine(state, { text: current.line.slice(0, limit), isWhole: false });
  readMore(state, current.line.slice(limit));
  current.line = '';
  current.isBegun = true;
};

const readPiece = (state: BlockState, current: LineState, piece: string): void => {
  if (current.isBegun) readMore(state, piece);
  else current.line += piece;
  beginLong(state, current);
};

const read = (state: BlockState, current: LineState, text: string): void => {
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    readPiece(state, current, text.slice(from, end));
    endLine(state, current);
    from = end + 1;
  }
  readPiece(state, current, text.slice(from));
};

/**
 * Renders Markdown as it arrives. What comes out depends on the text and the width, not on the pieces. Nothing is
 * read twice but the block that is still open, and of that only the part whose look may change.
 */
export const createMarkdownStream = ({ width, theme }: MarkdownStreamOptions): MarkdownStream => {
  const state = createBlockState(theme, width);
  const current: LineState = { line: '', isBegun: false };

  return {
    push: (text) => {
      read(state, current, text);
      return takeOut(state);
    },
    tail: () => {
      const tail = tailOf(state);
      if (current.line !== '' && !isUndecided(current.line)) readLine(tail, { text: current.line, isWhole: true });
      closeTo(tail, 0);
      return tail.out;
    },
    settle: () => {
      // A header alone says nothing about the columns.
      if (state.leaf?.type === 'table' && state.leaf.rows.length > 0) settleTable(state, state.leaf);
      else if (state.leaf?.type === 'text') settleText(state, state.leaf);
      return takeOut(state);
    },
    finish: () => {
      if (current.line !== '') endLine(state, current);
      closeTo(state, 0);
      return takeOut(state);
    },
    reflow: (next) => {
      state.width = next;
      if (state.leaf?.type === 'table') refitTable(state, state.leaf);
      else if (state.leaf?.type === 'text') refitText(state, state.leaf);
      return takeOut(state);
    },
  };
};
