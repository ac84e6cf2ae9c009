import type { Best, ComparedReport } from '../render/compare-report.js';
import { findBest } from '../render/compare-report.js';
import { toCompareTable } from '../render/compare-table.js';
import { cutLine } from '../render/cut-line.js';
import { padPainted } from '../render/markdown/painted-lines.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import type { CompareColumn } from './compare-column.js';
import { lastLines } from './compare-column.js';
import { statusOf } from './compare-status.js';

export type CompareSize = { readonly columns: number; /** Most lines that are drawn live. */ readonly rows: number };

const leastColumnWidth = 30;
const separatorWidth = 3;
const headRows = 4;

/** How wide each column is; undefined where they do not fit side by side, and the answers stand one below the other. */
export const columnWidthOf = (count: number, columns: number): number | undefined => {
  const width = Math.floor((columns - separatorWidth * (count - 1)) / count);
  return width >= leastColumnWidth ? width : undefined;
};

/** The width that the text of each answer is set in. */
export const textWidthOf = (count: number, columns: number): number => columnWidthOf(count, columns) ?? columns;

const title = (name: string, width: number, theme: MarkdownTheme): string => theme.add(theme.plain, 'heading2').paint(cutLine(name, width));

const joinColumns = (cells: readonly (readonly string[])[], width: number, theme: MarkdownTheme): readonly string[] => {
  const separator = ` ${theme.add(theme.plain, 'faint').paint('│')} `;
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, row) =>
    cells.map((cell, index) => (index === cells.length - 1 ? (cell[row] ?? '') : padPainted(cell[row] ?? '', width))).join(separator));
};

const rule = (count: number, width: number, theme: MarkdownTheme): string =>
  theme.add(theme.plain, 'faint').paint(Array.from({ length: count }, () => '─'.repeat(width)).join('─┼─'));

/** Who is ahead by now: of those who run, the first token counts as it was seen here. */
const bestNow = (columns: readonly CompareColumn[]): Best => {
  const firsts = columns.map((column) => (column.isCached || column.firstMs === undefined ? Infinity : column.firstMs));
  const earliest = Math.min(...firsts);
  const ended = findBest(columns.map((column) => column.ended));
  const isOver = columns.every((column) => column.ended !== undefined);
  return { first: isOver ? ended.first : earliest === Infinity ? undefined : firsts.indexOf(earliest), fastest: isOver ? ended.fastest : undefined };
};

type Live = { readonly columns: readonly CompareColumn[]; readonly size: CompareSize; readonly theme: MarkdownTheme; readonly nowMs: number };

const sideBySide = ({ columns, size, theme, nowMs }: Live, width: number): readonly string[] => {
  const best = bestNow(columns);
  const heads = columns.map((column, index) => {
    const { first, second } = statusOf(column, { nowMs, width, theme, best, index });
    return [title(column.name, width, theme), first, second];
  });
  const bodies = columns.map((column) => lastLines(column, size.rows - headRows, width, theme));
  const body = bodies.every((lines) => lines.length === 0) ? [] : joinColumns(bodies, width, theme);
  return [...joinColumns(heads, width, theme), rule(columns.length, width, theme), ...body].slice(0, size.rows);
};

const stacked = ({ columns, size, theme, nowMs }: Live): readonly string[] => {
  const best = bestNow(columns);
  const spaced = Math.floor((size.rows + 1) / columns.length) - 3;
  const isRoomy = spaced > 0;
  const share = isRoomy ? spaced : Math.floor(size.rows / columns.length) - 2;
  const blocks = columns.map((column, index) => {
    const { first, second } = statusOf(column, { nowMs, width: size.columns, theme, best, index });
    const isShort = share < 0;
    return [title(column.name, size.columns, theme), ...(isShort ? [] : [second === '' ? first : second]), ...(share > 0 ? lastLines(column, share, size.columns, theme) : [])];
  });
  return blocks.flatMap((lines, index) => (isRoomy && index > 0 ? ['', ...lines] : lines)).slice(0, size.rows);
};

/** What is drawn while the answers come: no more lines than the size allows, none wider. */
export const toLiveLines = (live: Live): readonly string[] => {
  if (live.size.rows <= 0) return [];
  const width = columnWidthOf(live.columns.length, live.size.columns);
  return width === undefined || live.size.rows <= headRows ? stacked(live) : sideBySide(live, width);
};

const everything = Number.MAX_SAFE_INTEGER;

const wholeBlocks = (columns: readonly CompareColumn[], width: number, theme: MarkdownTheme): readonly string[] =>
  columns.flatMap((column) => [title(column.name, width, theme), '', ...lastLines(column, everything, width, theme), '']);

/** Everything that came, whole, and a table of how it came: what stays in the scrollback. */
export const toFinalLines = (columns: readonly CompareColumn[], windowColumns: number, theme: MarkdownTheme): readonly string[] => {
  const width = columnWidthOf(columns.length, windowColumns);
  const reports = columns.flatMap(({ ended }): readonly ComparedReport[] => (ended === undefined ? [] : [ended]));
  const answers = width === undefined ? wholeBlocks(columns, windowColumns, theme) : [
    ...joinColumns(columns.map(({ name }) => [title(name, width, theme)]), width, theme), rule(columns.length, width, theme),
    ...joinColumns(columns.map((column) => lastLines(column, everything, width, theme)), width, theme), '',
  ];
  return [...answers, ...(reports.length > 0 ? toCompareTable(reports, windowColumns, theme) : [])];
};
