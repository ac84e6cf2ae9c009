import { createWrapState, finishWrap, wrapSpan } from './markdown/line-wrapper.js';
import { paintSpans } from './markdown/span.js';
import type { Style } from './markdown/theme.js';
import { sanitise } from './sanitiser.js';

/** A text from anywhere as styled lines within the width, its line ends and runs of blanks as single blanks. */
export const wrapWords = (text: string, width: number, style: Style): readonly string[] => {
  const lines: string[] = [];
  const wrap = createWrapState(width);
  wrapSpan(wrap, { text: sanitise(text).replace(/\s+/g, ' '), style }, (line) => lines.push(paintSpans(line)));
  finishWrap(wrap, (line) => lines.push(paintSpans(line)));
  return lines;
};
