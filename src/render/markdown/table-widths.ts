import type { BlockState, TableLeaf } from './block-state.js';
import { hasCjk } from './break-rules.js';
import { contentWidth } from './emit.js';
import { inlineSpans } from './inline.js';
import { createWrapState, finishWrap, wrapSpan } from './line-wrapper.js';
import type { Span } from './span.js';
import { spansWidth } from './span.js';
import { displayWidth } from './text-width.js';
import type { Style } from './theme.js';

/** A column narrower than this cannot be read: the table is shown row by row instead. */
const leastWidth = 6;
/** A word longer than this may be broken to fit its column. */
const longestWord = 24;
/** Between two columns. */
export const separator = ' │ ';

/** The lines a cell takes in a column of this width. */
export const cellLines = (state: BlockState, text: string, width: number, style: Style): readonly (readonly Span[])[] => {
  const lines: (readonly Span[])[] = [];
  const wrap = createWrapState(width);
  for (const span of inlineSpans(text, style, state.theme)) wrapSpan(wrap, span, (line) => lines.push(line));
  finishWrap(wrap, (line) => lines.push(line));
  return lines;
};

const naturalWidth = (state: BlockState, text: string): number =>
  Math.max(1, ...cellLines(state, text, Number.MAX_SAFE_INTEGER, state.theme.plain).map(spansWidth));

/** Columns the longest word takes; one that is very long, or of a script without blanks, may be broken. */
const wordWidth = (state: BlockState, text: string): number => {
  const words = inlineSpans(text, state.theme.plain, state.theme).map((span) => span.text).join('').split(/\s+/);
  return Math.max(...words.map((word) => (hasCjk(word) || displayWidth(word) > longestWord ? 1 : displayWidth(word))));
};

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

/** What a column would like to have, and what it should not go below. */
type Demand = { readonly natural: number; readonly word: number };

/** Widths under the largest cap with which all columns fit: narrow ones keep theirs, wide ones share the rest. Undefined where they would become too narrow. */
const fitWidths = (demands: readonly Demand[], available: number): readonly number[] | undefined => {
  const widthsAt = (cap: number): readonly number[] => demands.map(({ natural, word }) => Math.min(natural, Math.max(cap, word)));
  let cap = Math.max(...demands.map(({ natural }) => natural));
  const least = Math.min(leastWidth, cap);
  while (cap > least && sumOf(widthsAt(cap)) > available) cap -= 1;
  return sumOf(widthsAt(cap)) > available ? undefined : widthsAt(cap);
};

/** A character wider than its column (joined emoji are up to eight wide) cannot be broken to fit. */
export const overflows = (state: BlockState, widths: readonly number[], row: readonly string[]): boolean =>
  widths.some((width, column) => cellLines(state, row[column] ?? '', width, state.theme.plain).some((line) => spansWidth(line) > width));

/** So much wider may the cells of rows still to come be. */
const roomFor = (width: number): number => Math.max(4, Math.ceil(width / 2));

/** Room for rows still to come out of what is left over; where nothing is, narrow columns get some of what the wide ones have. */
const withRoom = (demands: readonly Demand[], widths: readonly number[], available: number): readonly number[] => {
  const share = Math.floor((available - sumOf(widths)) / Math.max(1, widths.length));
  if (sumOf(demands.map(({ natural }) => natural)) <= available) return widths.map((width) => width + Math.min(share, roomFor(width)));
  const roomy = demands.map((demand, column) => (demand.natural > (widths[column] ?? 0) ? demand : { ...demand, natural: demand.natural + roomFor(demand.natural) }));
  return fitWidths(roomy, available) ?? widths;
};

/** Columns for each cell of a row, from the rows that are there; none where they do not fit side by side. */
export const decideWidths = (state: BlockState, leaf: TableLeaf, isComplete: boolean): readonly number[] => {
  const most = (measure: typeof naturalWidth, column: number): number =>
    Math.max(...[leaf.header, ...leaf.rows].map((row) => measure(state, row[column] ?? '')));
  const demands = leaf.header.map((_cell, column) => ({ natural: most(naturalWidth, column), word: most(wordWidth, column) }));
  const available = contentWidth(state) - separator.length * (demands.length - 1);
  const widths = fitWidths(demands, available) ?? fitWidths(demands.map(({ natural }) => ({ natural, word: 0 })), available);
  if (widths === undefined || overflows(state, widths, leaf.header)) return [];
  return isComplete ? widths : withRoom(demands, widths, available);
};
