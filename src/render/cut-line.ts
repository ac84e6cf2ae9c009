import { displayWidth, graphemes } from './markdown/text-width.js';
import { sanitise } from './sanitiser.js';

/** A line cut to so many columns, without anything that steers a terminal. */
export const cutLine = (text: string, width: number): string => {
  const line = sanitise(text).replace(/\s+/g, ' ');
  if (displayWidth(line) <= width) return line;
  let cut = '';
  for (const grapheme of graphemes(line)) {
    if (displayWidth(cut + grapheme) >= width) break;
    cut += grapheme;
  }
  return `${cut}…`;
};
