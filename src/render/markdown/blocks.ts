import type { BlockState, CodeLeaf, TableLeaf, TextLeaf } from './block-state.js';
import { addCode, closeFence, openCode } from './code-leaf.js';
import { closeLeaf, closeTo, matchContainers, openItem, openQuote } from './containers.js';
import type { Matched } from './containers.js';
import { contentWidth, emit } from './emit.js';
import {
  closesFence, expandIndent, fenceMark, headingMark, indentOf, isBlank, isRule, isTableRule, listMark, quoteContent, underlineLevel,
} from './marks.js';
import type { FenceMark, HeadingMark, ListMark } from './marks.js';
import { addRow, openTable } from './table-leaf.js';
import { addText, beginLongLine, closeText, holdLine, openText } from './text-leaf.js';
import type { Style, StyleName } from './theme.js';

/** A whole line, or the beginning of a long one whose rest will be added to the text it opened. */
export type LinePart = { readonly text: string; readonly isWhole: boolean };

const longestRule = 40;

const headingStyle = ({ theme }: BlockState, level: number): Style => {
  const name: StyleName = level === 1 ? 'heading1' : level === 2 ? 'heading2' : 'heading3';
  return theme.add(theme.plain, name);
};

const openHeading = (state: BlockState, { level, content }: HeadingMark): TextLeaf => {
  state.needsBlank = true;
  const leaf = openText(state, headingStyle(state, level), true);
  addText(state, leaf, (state.theme.hasColour ? '' : `${'#'.repeat(level)} `) + content);
  return leaf;
};

const emitRule = (state: BlockState): void =>
  emit(state, state.theme.add(state.theme.plain, 'faint').paint('─'.repeat(Math.min(longestRule, contentWidth(state)))));

/** False when the line is outside the quote that holds the code. */
const readFenced = (state: BlockState, leaf: CodeLeaf, fence: FenceMark, line: string): boolean => {
  const { rest, depth } = matchContainers(state.containers, line);
  const quote = state.containers.findIndex((container, index) => index >= depth && container.type === 'quote');
  if (quote >= 0) {
    closeTo(state, quote);
    return false;
  }
  // A model that forgets to indent a fence's lines does not mean to end the item they stand in.
  if (closesFence(fence, rest)) closeFence(state, fence);
  else addCode(state, leaf, rest.slice(Math.min(fence.indent, indentOf(rest))));
  return true;
};

const readBlank = (state: BlockState, { depth }: Matched): void => {
  if (state.leaf?.type !== 'code') closeLeaf(state);
  const quote = state.containers.findIndex((container, index) => index >= depth && container.type === 'quote');
  if (quote >= 0) closeTo(state, quote);
  state.needsBlank = true;
};

/** Turns what is held of a paragraph into a heading or a table, if this line says so. */
const readSequel = (state: BlockState, leaf: TextLeaf, line: string): boolean => {
  if (leaf.held === undefined) return false;
  const level = leaf.lines === 1 ? underlineLevel(line) : undefined;
  if (level !== undefined) {
    closeText(state, openHeading(state, { level, content: leaf.held }));
    return true;
  }
  if (!isTableRule(line, leaf.held)) return false;
  const header = leaf.held;
  leaf.held = undefined;
  closeText(state, leaf);
  openTable(state, header, line);
  return true;
};

const isBlockStart = (line: string): boolean =>
  isRule(line) || quoteContent(line) !== undefined || headingMark(line) !== undefined || fenceMark(line) !== undefined || listMark(line) !== undefined;

const readRow = (state: BlockState, leaf: TableLeaf, line: string): boolean => {
  if (isBlockStart(line) || !line.includes('|')) return false;
  addRow(state, leaf, line);
  return true;
};

const paragraphOf = ({ leaf }: BlockState): TextLeaf | undefined => (leaf?.type === 'text' && !leaf.isHeading ? leaf : undefined);

/** Whether the line belonged to the open paragraph or table in a way of its own. */
const continuesLeaf = (state: BlockState, { rest, depth }: Matched): boolean => {
  if (state.containers.length !== depth) return false;
  const paragraph = paragraphOf(state);
  if (paragraph !== undefined) return readSequel(state, paragraph, rest);
  return state.leaf?.type === 'table' && readRow(state, state.leaf, rest);
};

/** A paragraph is interrupted by an item only where no sentence could have put the mark there (CommonMark 5.2). */
const itemMark = (state: BlockState, { rest, depth }: Matched): ListMark | undefined => {
  const mark = listMark(rest);
  const isInParagraph = paragraphOf(state) !== undefined && state.containers.length === depth;
  if (mark === undefined || !isInParagraph) return mark;
  return isBlank(mark.content) || (mark.number ?? 1) !== 1 ? undefined : mark;
};

/** Opens the quote or item that the line begins with. */
const openContainer = (state: BlockState, matched: Matched, isWhole: boolean): Matched | undefined => {
  const quoted = quoteContent(matched.rest);
  const item = quoted !== undefined || (isWhole && isRule(matched.rest)) ? undefined : itemMark(state, matched);
  if (quoted !== undefined) openQuote(state, matched.depth);
  else if (item !== undefined) openItem(state, item, matched.depth);
  else return undefined;
  return { rest: quoted ?? item?.content ?? '', depth: state.containers.length };
};

const readParagraph = (state: BlockState, text: string, isWhole: boolean): void => {
  const leaf = paragraphOf(state) ?? openText(state);
  if (isWhole) holdLine(state, leaf, text);
  else beginLongLine(state, leaf, text);
};

/** A block that is one line, or begins with one; true when there was one. */
const readLeafStart = (state: BlockState, { rest, depth }: Matched, isWhole: boolean): boolean => {
  const heading = headingMark(rest);
  const fence = isWhole ? fenceMark(rest) : undefined;
  if (heading === undefined && fence === undefined && !(isWhole && isRule(rest))) return false;
  closeTo(state, depth);
  if (heading !== undefined) {
    const leaf = openHeading(state, heading);
    if (isWhole) closeText(state, leaf);
  } else if (fence !== undefined) {
    openCode(state, fence);
  } else {
    emitRule(state);
  }
  return true;
};

const readIndented = (state: BlockState, { rest, depth }: Matched): void => {
  if (state.leaf?.type !== 'code' || state.containers.length !== depth) closeTo(state, depth);
  const leaf = state.leaf?.type === 'code' ? state.leaf : openCode(state, undefined);
  addCode(state, leaf, rest.slice(4));
};

const readContent = (state: BlockState, start: Matched, isWhole: boolean): void => {
  let matched: Matched | undefined = start;
  let inside = start;
  while (matched !== undefined) {
    inside = matched;
    if (isBlank(inside.rest) || (isWhole && continuesLeaf(state, inside))) return;
    if (isWhole && indentOf(inside.rest) >= 4 && paragraphOf(state) === undefined) {
      readIndented(state, inside);
      return;
    }
    matched = openContainer(state, inside, isWhole);
  }
  if (readLeafStart(state, inside, isWhole)) return;
  // A line without its container's mark may still continue the paragraph in it (CommonMark, "laziness").
  if (paragraphOf(state) === undefined) closeTo(state, inside.depth);
  readParagraph(state, inside.rest, isWhole);
};

/** Reads a line, or the beginning of a long one. */
export const readLine = (state: BlockState, { text, isWhole }: LinePart): void => {
  const line = text.endsWith('\r') && isWhole ? text.slice(0, -1) : text;
  const { leaf } = state;
  if (leaf?.type === 'code' && leaf.fence !== undefined && readFenced(state, leaf, leaf.fence, line)) return;
  const matched = matchContainers(state.containers, expandIndent(line));
  if (isBlank(matched.rest)) readBlank(state, matched);
  else readContent(state, matched, isWhole);
};

/** Adds to the line that was begun. */
export const readMore = (state: BlockState, text: string): void => {
  if (state.leaf?.type === 'text') addText(state, state.leaf, text);
};

/** Ends the line that was begun: a heading is over, a paragraph may go on. */
export const endLongLine = (state: BlockState): void => {
  if (state.leaf?.type === 'text' && state.leaf.isHeading) closeText(state, state.leaf);
};
