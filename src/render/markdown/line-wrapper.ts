import { hasCjk, mayBreakBetween } from './break-rules.js';
import type { Span } from './span.js';
import type { Style } from './theme.js';
import { displayWidth, graphemes } from './text-width.js';

/** What a wrapper holds between two pushes: a line that has room and a word that has not ended. */
export type WrapState = {
  readonly width: number;
  line: Span[];
  lineWidth: number;
  /** The blank between line and word. */
  blank: Span | undefined;
  word: Span[];
  wordWidth: number;
  /** The last character of the word, where the word may still go on. */
  last: string;
};

/** Receives a line that will not change. */
export type LineSink = (line: readonly Span[]) => void;

export const createWrapState = (width: number): WrapState =>
  ({ width: Math.max(1, width), line: [], lineWidth: 0, blank: undefined, word: [], wordWidth: 0, last: '' });

export const copyWrapState = (state: WrapState): WrapState => ({ ...state, line: [...state.line], word: [...state.word] });

const endLine = (state: WrapState, sink: LineSink): void => {
  sink(state.line);
  state.line = [];
  state.lineWidth = 0;
  state.blank = undefined;
};

const closeWord = (state: WrapState, sink: LineSink): void => {
  if (state.word.length === 0) return;
  const blankWidth = state.blank === undefined ? 0 : 1;
  if (state.lineWidth > 0 && state.lineWidth + blankWidth + state.wordWidth > state.width) endLine(state, sink);
  if (state.blank !== undefined) {
    state.line.push(state.blank);
    state.lineWidth += 1;
    state.blank = undefined;
  }
  state.line.push(...state.word);
  state.lineWidth += state.wordWidth;
  state.word = [];
  state.wordWidth = 0;
  state.last = '';
};

/** A word wider than a line is cut where the line ends. */
const cutWord = (state: WrapState, text: string, style: Style, sink: LineSink): void => {
  for (const grapheme of graphemes(text)) {
    const width = displayWidth(grapheme);
    if (state.wordWidth > 0 && state.wordWidth + width > state.width) {
      if (state.lineWidth > 0) endLine(state, sink);
      state.blank = undefined;
      sink(state.word);
      state.word = [];
      state.wordWidth = 0;
    }
    state.word.push({ text: grapheme, style });
    state.wordWidth += width;
  }
};

const addToWord = (state: WrapState, text: string, style: Style, sink: LineSink): void => {
  const width = displayWidth(text);
  if (state.wordWidth + width > state.width) {
    cutWord(state, text, style, sink);
  } else {
    state.word.push({ text, style });
    state.wordWidth += width;
  }
  state.last = text;
};

const addCjk = (state: WrapState, text: string, style: Style, sink: LineSink): void => {
  for (const grapheme of graphemes(text)) {
    if (state.last !== '' && mayBreakBetween(state.last, grapheme)) closeWord(state, sink);
    addToWord(state, grapheme, style, sink);
  }
};

const isBlank = (token: string): boolean => /^[ \t\r\f\v]/.test(token);

const tokens = /\n|[ \t\r\f\v]+|[^ \t\r\f\v\n]+/g;

/** Adds text; lines that are full go to the sink. A line feed ends the line, other blanks shrink to one. */
export const wrapSpan = (state: WrapState, { text, style }: Span, sink: LineSink): void => {
  for (const [token] of text.matchAll(tokens)) {
    if (token === '\n') {
      closeWord(state, sink);
      endLine(state, sink);
    } else if (isBlank(token)) {
      closeWord(state, sink);
      if (state.lineWidth > 0) state.blank = { text: ' ', style };
    } else if (hasCjk(token) || hasCjk(state.last)) {
      addCjk(state, token, style, sink);
    } else {
      addToWord(state, token, style, sink);
    }
  }
};

/** Goes on in another width: what is held is set anew, and lines that are full there go to the sink. */
export const rewrap = ({ line, blank, word }: WrapState, width: number, sink: LineSink): WrapState => {
  const state = createWrapState(width);
  for (const span of [...line, ...(blank === undefined ? [] : [blank]), ...word]) wrapSpan(state, span, sink);
  return state;
};

/** Ends the text: what is left goes to the sink. */
export const finishWrap = (state: WrapState, sink: LineSink): void => {
  closeWord(state, sink);
  if (state.line.length > 0) endLine(state, sink);
};

/** The spans cut to the width wherever it ends, every blank kept: for code. */
export const hardWrap = (spans: readonly Span[], width: number): readonly (readonly Span[])[] => {
  const lines: Span[][] = [[]];
  let used = 0;
  for (const { text, style } of spans) {
    for (const grapheme of graphemes(text)) {
      const columns = displayWidth(grapheme);
      if (used > 0 && used + columns > width) {
        lines.push([]);
        used = 0;
      }
      lines.at(-1)?.push({ text: grapheme, style });
      used += columns;
    }
  }
  return lines;
};
