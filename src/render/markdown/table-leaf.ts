import type { Align, BlockState, TableLeaf } from './block-state.js';
import { tailOf } from './block-state.js';
import { contentWidth, emit } from './emit.js';
import { inlineSpans } from './inline.js';
import { createWrapState, finishWrap, wrapSpan } from './line-wrapper.js';
import { tableCells } from './marks.js';
import type { Span } from './span.js';
import { paintSpans, spansWidth } from './span.js';
import { cellLines, decideWidths, overflows, separator } from './table-widths.js';
import type { Style } from './theme.js';

/**
 * The first rows decide how wide the columns are: so many, or what fits on so many lines. Later ones are fitted,
 * so that a finished row never changes and a long table does not wait for its end.
 */
const decisiveRows = 10;
const decisiveLines = 8;

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
