import type { BlockState, CodeLeaf } from './block-state.js';
import { contentWidth, emit } from './emit.js';
import { highlightLine } from './highlight.js';
import { languageOf } from './languages.js';
import { hardWrap } from './line-wrapper.js';
import type { FenceMark } from './marks.js';
import { paintSpans } from './span.js';
import { displayWidth, graphemes } from './text-width.js';

const faint = ({ theme }: BlockState, text: string): string => theme.add(theme.plain, 'faint').paint(text);

const label = (fence: FenceMark): string => fence.info.split(/\s/)[0] ?? '';

/** Begins a code block; a fenced one shows its language. */
export const openCode = (state: BlockState, fence: FenceMark | undefined): CodeLeaf => {
  const leaf: CodeLeaf = { type: 'code', fence, language: fence === undefined ? undefined : languageOf(fence.info), open: undefined };
  state.leaf = leaf;
  if (fence !== undefined) {
    const name = label(fence);
    const rule = name === '' ? '────' : `── ${name} ──`;
    emit(state, state.theme.hasColour ? faint(state, rule) : fence.mark + name);
  }
  return leaf;
};

const longestTail = 4000;

const withoutTabs = (line: string): string => {
  if (!line.includes('\t')) return line;
  let text = '';
  let column = 0;
  for (const grapheme of graphemes(line)) {
    const part = grapheme === '\t' ? ' '.repeat(8 - (column % 8)) : grapheme;
    text += part;
    column += displayWidth(part);
  }
  return text;
};

/** What stands before a line of code without a fence, which nothing else tells from text. */
const indent = ' '.repeat(4);

/**
 * One line of code. A finished line is left to the terminal to wrap, so that copying gives it as it was written;
 * in a tail it is cut to the width.
 */
export const addCode = (state: BlockState, leaf: CodeLeaf, code: string): void => {
  const line = leaf.fence === undefined && code !== '' ? indent + code : code;
  const { spans, open } = highlightLine(state.isTail ? withoutTabs(line.slice(-longestTail)) : line, leaf.language, leaf.open, state.theme);
  leaf.open = open;
  if (!state.isTail) emit(state, paintSpans(spans));
  else for (const part of hardWrap(spans, contentWidth(state))) emit(state, paintSpans(part));
};

/** Ends a code block at its closing fence. */
export const closeFence = (state: BlockState, fence: FenceMark): void => {
  emit(state, state.theme.hasColour ? faint(state, '────') : fence.mark);
  state.leaf = undefined;
};
