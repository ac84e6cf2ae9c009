import type { Token } from 'marked';
import { mayBreakBetween } from './break-rules.js';
import { inlineSpans, parseInline, toSpans } from './inline.js';
import { isMultiplying } from './multiplying-star.js';
import type { Span } from './span.js';
import type { MarkdownTheme, Style } from './theme.js';

/** Inline text whose meaning may still change: an opened emphasis, code span or link. */
export type InlineState = {
  pending: string;
  /** How much of `pending` was looked at. */
  scanned: number;
  isSpecial: boolean;
  needsCheck: boolean;
};

export const createInlineState = (pending = ''): InlineState => ({ pending, scanned: 0, isSpecial: false, needsCheck: false });

/** An opening that finds no end within this many characters is text: about six lines of them wait, not more. */
const longestPending = (width: number): number => Math.min(1000, Math.max(300, 6 * width));

const marks = '*_`[<&\\~@';
const closers = '])>';

/** Whether the character makes its word worth a parser's look: a mark, or the middle of an address. */
const isSpecialAt = (text: string, index: number): boolean => {
  const character = text.charAt(index);
  if (character === '/') return text.charAt(index - 1) === ':';
  if (character === '.') return /www$/i.test(text.slice(Math.max(0, index - 3), index));
  return marks.includes(character);
};

const hasOpeningStar = (text: string): boolean =>
  Array.from(text.matchAll(/\*(?=[^\s*])/g)).some(({ index }) => !isMultiplying(text.charAt(index - 1), text.charAt(index + 1)));

const hasOpener = (text: string): boolean => hasOpeningStar(text) || /(?<![\p{L}\p{N}_])_+(?=[^\s_])|`|\[[^\]]*$|~~(?=\S)/u.test(text);

const isOpen = (tokens: readonly Token[]): boolean =>
  hasOpener(tokens.map((token) => (token.type === 'text' || token.type === 'html' ? token.raw : '\0')).join(''));

/** Whether the text may be cut here: a word has begun, or a character of a script without blanks. */
const isBoundary = (text: string, index: number): boolean => {
  const left = text.charAt(index - 1);
  const right = text.charAt(index);
  return /\s/.test(left) ? !/\s/.test(right) : right > '\u2e80' && left > '\u2e80' && mayBreakBetween(left, right);
};

const isLowSurrogate = (text: string, index: number): boolean => /[\udc00-\udfff]/.test(text.charAt(index));

type Step = { readonly width: number; readonly style: Style; readonly theme: MarkdownTheme; readonly sink: (span: Span) => void };

type Cursor = { start: number; plainFrom: number };

const settle = (state: InlineState, cursor: Cursor, end: number, { style, theme, sink }: Step, tokens?: readonly Token[]): void => {
  if (state.isSpecial) {
    if (cursor.start > cursor.plainFrom) sink({ text: state.pending.slice(cursor.plainFrom, cursor.start), style });
    for (const span of toSpans(tokens ?? parseInline(state.pending.slice(cursor.start, end)), style, theme)) sink(span);
    cursor.plainFrom = end;
  }
  cursor.start = end;
  state.isSpecial = false;
  state.needsCheck = false;
};

const atBoundary = (state: InlineState, cursor: Cursor, end: number, step: Step): void => {
  if (!state.isSpecial) {
    settle(state, cursor, end, step);
  } else if (state.needsCheck) {
    const tokens = parseInline(state.pending.slice(cursor.start, end));
    if (isOpen(tokens)) state.needsCheck = false;
    else settle(state, cursor, end, step, tokens);
  }
};

/**
 * Adds text; what no later text can change goes to the sink. What goes out depends on the text alone, not on the
 * pieces it comes in.
 */
export const pushInline = (state: InlineState, text: string, step: Step): void => {
  state.pending += text;
  const cursor: Cursor = { start: 0, plainFrom: 0 };
  const limit = longestPending(step.width);
  for (let index = state.scanned; index < state.pending.length; index += 1) {
    if (index > cursor.start) {
      if (isBoundary(state.pending, index)) atBoundary(state, cursor, index, step);
      if (index - cursor.start >= limit && !isLowSurrogate(state.pending, index)) settle(state, cursor, index, step);
    }
    if (isSpecialAt(state.pending, index)) state.isSpecial = true;
    else if (!closers.includes(state.pending.charAt(index))) continue;
    state.needsCheck = state.isSpecial;
  }
  if (cursor.start > cursor.plainFrom) step.sink({ text: state.pending.slice(cursor.plainFrom, cursor.start), style: step.style });
  state.pending = state.pending.slice(cursor.start);
  state.scanned = state.pending.length;
};

/** Ends the text: what was pending is what it is. */
export const finishInline = (state: InlineState, { style, theme, sink }: Step): void => {
  for (const span of inlineSpans(state.pending, style, theme)) sink(span);
  Object.assign(state, createInlineState());
};
