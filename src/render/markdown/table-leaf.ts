import type { Align, BlockState, TableLeaf } from './block-state.js';
import { tailOf } from './block-state.js';
import { hasCjk } from './break-rules.js';
import { contentWidth, emit } from './emit.js';
import { inlineSpans } from './inline.js';
import { createWrapState, finishWrap, wrapSpan } from './line-wrapper.js';
import { tableCells } from './marks.js';
import type { Span } from './span.js';
import { paintSpans, spansWidth } from './span.js';
import { displayWidth } from './text-width.js';
import type { Style } from './theme.js';

/**
 * The first rows decide how wide the columns are: so many, or what fits on so many lines. Later ones are fitted,
 * so that a finished row never changes and a long table does not wait for its end.
 */
const decisiveRows = 10;
const decisiveLines = 8;
/** A column narrower than this cannot be read: the table is shown row by row instead. */
const leastWidth = 6;
/** A word longer than this may be broken to fit its column. */
const longestWord = 24;
const separator = ' │ ';

const alignOf = (rule: string): Align => {
  if (!rule.endsWith(':')) return 'left';
  return rule.startsWith(':') ? 'center' : 'right';
};

export const openTable = (state: BlockState, header: string, rule: string): void => {
  state.leaf = { type: 'table', header: tableCells(header), aligns: tableCells(rule).map(alignOf), rows: [], rowBefore: undefined, widths: undefined };
};

/** As many cells as the header has; what is too many stays in the last one. */
const fitCells = (cells: readonly string[], count: number): readonly string[] => [
  ...cells.slice(0, count - 1), ...(cells.length >= count ? [cells.slice(count - 1).join(' | ')] : []),
];

const cellLines = (state: BlockState, text: string, width: number, style: Style): readonly (readonly Span[])[] => {
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
const overflows = (state: BlockState, widths: readonly number[], row: readonly string[]): boolean =>
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

const decideWidths = (state: BlockState, leaf: TableLeaf, isComplete: boolean): readonly number[] => {
  const most = (measure: typeof naturalWidth, column: number): number =>
    Math.max(...[leaf.header, ...leaf.rows].map((row) => measure(state, row[column] ?? '')));
  const demands = leaf.header.map((_cell, column) => ({ natural: most(naturalWidth, column), word: most(wordWidth, column) }));
  const available = contentWidth(state) - separator.length * (demands.length - 1);
  const widths = fitWidths(demands, available) ?? fitWidths(demands.map(({ natural }) => ({ natural, word: 0 })), available);
  if (widths === undefined || overflows(state, widths, leaf.header)) return [];
  return isComplete ? widths : withRoom(demands, widths, available);
};

const pad = (line: readonly Span[], width: number, align: Align): string => {
  const room = Math.max(0, width - spansWidth(line));
  const before = align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2);
  return ' '.repeat(before) + paintSpans(line) + ' '.repeat(room - before);
};

const faint = ({ theme }: BlockState, text: string): string => theme.add(theme.plain, 'faint').paint(text);

const emitColumns = (state: BlockState, leaf: TableLeaf, widths: readonly number[], row: readonly string[], style: Style): void => {
  const cells = widths.map((width, column) => cellLines(state, row[column] ?? '', width, style));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  for (let line = 0; line < height; line += 1) {
    emit(state, widths.map((width, column) => pad(cells[column]?.[line] ?? [], width, leaf.aligns[column] ?? 'left')).join(faint(state, separator)).trimEnd());
  }
};

const emitRule = (state: BlockState, widths: readonly number[]): void =>
  emit(state, faint(state, widths.map((width) => '─'.repeat(width)).join('─┼─')));

/** A row of several lines is set off from its neighbours: where it ends could not be seen. */
const emitCells = (state: BlockState, leaf: TableLeaf, widths: readonly number[], row: readonly string[]): void => {
  const isTall = widths.some((width, column) => cellLines(state, row[column] ?? '', width, state.theme.plain).length > 1);
  if (leaf.rowBefore !== undefined && (isTall || leaf.rowBefore === 'tall')) emitRule(state, widths);
  emitColumns(state, leaf, widths, row, state.theme.plain);
  leaf.rowBefore = isTall ? 'tall' : 'flat';
};

/** A row of a table that is too wide: one line a cell, named by its header. */
const emitRecord = (state: BlockState, leaf: TableLeaf, row: readonly string[]): void => {
  const name = state.theme.add(state.theme.plain, 'strong');
  for (const [column, cell] of row.entries()) {
    const wrap = createWrapState(contentWidth(state));
    const sink = (line: readonly Span[]): void => emit(state, paintSpans(line));
    for (const span of inlineSpans(leaf.header[column] ?? '', name, state.theme)) wrapSpan(wrap, span, sink);
    wrapSpan(wrap, { text: ': ', style: state.theme.plain }, sink);
    for (const span of inlineSpans(cell, state.theme.plain, state.theme)) wrapSpan(wrap, span, sink);
    finishWrap(wrap, sink);
  }
  state.needsBlank = true;
};

const emitRow = (state: BlockState, leaf: TableLeaf, widths: readonly number[], row: readonly string[]): void => {
  if (widths.length === 0 || overflows(state, widths, row)) emitRecord(state, leaf, row);
  else emitCells(state, leaf, widths, row);
};

const emitHeader = (state: BlockState, leaf: TableLeaf, widths: readonly number[]): void => {
  if (widths.length > 0) {
    emitColumns(state, leaf, widths, leaf.header, state.theme.add(state.theme.plain, 'strong'));
    emitRule(state, widths);
  } else if (leaf.rows.length === 0) {
    emitColumns(state, leaf, [contentWidth(state)], [leaf.header.join(' | ')], state.theme.add(state.theme.plain, 'strong'));
  }
};

const decide = (state: BlockState, leaf: TableLeaf, isComplete: boolean): readonly number[] => {
  const widths = decideWidths(state, leaf, isComplete);
  leaf.widths = widths;
  emitHeader(state, leaf, widths);
  for (const row of leaf.rows) emitRow(state, leaf, widths, row);
  leaf.rows = [];
  return widths;
};

/** Lines the table would take now. */
const heightOf = (state: BlockState, leaf: TableLeaf): number => {
  const trial = { ...tailOf(state), leaf: { ...leaf, rows: [...leaf.rows] } };
  decide(trial, trial.leaf, false);
  return trial.out.length;
};

export const addRow = (state: BlockState, leaf: TableLeaf, line: string): void => {
  const row = fitCells(tableCells(line), leaf.header.length);
  if (leaf.widths !== undefined) {
    emitRow(state, leaf, leaf.widths, row);
    return;
  }
  leaf.rows.push(row);
  if (leaf.rows.length >= decisiveRows || heightOf(state, leaf) > decisiveLines) decide(state, leaf, false);
};

/** Decides the widths with the rows that are there. Later rows are fitted to them. */
export const settleTable = (state: BlockState, leaf: TableLeaf): void => {
  if (leaf.widths === undefined) decide(state, leaf, false);
};

/** Keeps the columns in another width if they fit there. */
export const refitTable = (state: BlockState, leaf: TableLeaf): void => {
  const needed = (leaf.widths ?? []).reduce((sum, width) => sum + width + separator.length, -separator.length);
  if (needed > contentWidth(state)) leaf.widths = [];
};

export const closeTable = (state: BlockState, leaf: TableLeaf): void => {
  if (leaf.widths === undefined) decide(state, leaf, true);
  state.leaf = undefined;
};
