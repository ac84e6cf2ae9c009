import type { BlockState, TextLeaf } from './block-state.js';
import { contentWidth, emit } from './emit.js';
import { createInlineState, finishInline, pushInline } from './inline-stream.js';
import { createWrapState, finishWrap, rewrap, wrapSpan } from './line-wrapper.js';
import type { LineSink } from './line-wrapper.js';
import { closeInline } from './open-inline.js';
import type { Span } from './span.js';
import { paintSpans } from './span.js';
import type { Style } from './theme.js';

/** A paragraph, or a heading, that takes its text in pieces. */
export const openText = (state: BlockState, style: Style = state.theme.plain, isHeading = false): TextLeaf => {
  const leaf: TextLeaf = {
    type: 'text', style, isHeading, lines: 0, held: undefined, inline: createInlineState(), wrap: createWrapState(contentWidth(state)),
  };
  state.leaf = leaf;
  return leaf;
};

const lineSink = (state: BlockState): LineSink => (line) => emit(state, paintSpans(line));

const stepOf = (state: BlockState, leaf: TextLeaf) => {
  const sink = lineSink(state);
  return { width: leaf.wrap.width, style: leaf.style, theme: state.theme, sink: (span: Span): void => wrapSpan(leaf.wrap, span, sink) };
};

/** Adds text to the line that is being read. */
export const addText = (state: BlockState, leaf: TextLeaf, text: string): void => pushInline(leaf.inline, text, stepOf(state, leaf));

/** Lets the held line go: it is text. */
export const releaseHeld = (state: BlockState, leaf: TextLeaf): void => {
  if (leaf.held === undefined) return;
  const text = leaf.lines > 1 ? `\n${leaf.held}` : leaf.held;
  leaf.held = undefined;
  addText(state, leaf, text);
};

/** Adds a whole line and holds it until the next one is known. */
export const holdLine = (state: BlockState, leaf: TextLeaf, line: string): void => {
  releaseHeld(state, leaf);
  leaf.held = line.trimStart().replace(/(?:[ \t]+|\\)$/, '');
  leaf.lines += 1;
};

/** Begins a line of which the rest is still to come. */
export const beginLongLine = (state: BlockState, leaf: TextLeaf, text: string): void => {
  releaseHeld(state, leaf);
  addText(state, leaf, (leaf.lines > 0 ? '\n' : '') + text.trimStart());
  leaf.lines += 1;
};

/** Takes what was opened and not closed for text. */
export const settleText = (state: BlockState, leaf: TextLeaf): void => finishInline(leaf.inline, stepOf(state, leaf));

/** Sets the line that has room, and all that follows, in the width that there is now. */
export const refitText = (state: BlockState, leaf: TextLeaf): void => {
  leaf.wrap = rewrap(leaf.wrap, contentWidth(state), lineSink(state));
};

/** Ends the text. In a tail, opened marks are shown as if they were closed. */
export const closeText = (state: BlockState, leaf: TextLeaf): void => {
  releaseHeld(state, leaf);
  if (state.isTail) leaf.inline = createInlineState(closeInline(leaf.inline.pending));
  finishInline(leaf.inline, stepOf(state, leaf));
  finishWrap(leaf.wrap, lineSink(state));
  state.leaf = undefined;
};
