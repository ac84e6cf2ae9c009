import { displayWidth } from './markdown/text-width.js';
import type { Style } from './markdown/theme.js';
import { wrapWords } from './wrap-words.js';

const separator = ' · ';

/** As many parts on each line as fit. */
const fill = (parts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = `${lines.at(-1) ?? ''}${separator}${part}`;
    if (lines.length > 0 && displayWidth(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
};

/** No more lines than are needed, of about the same length: a last line of one short part looks lost. */
const balance = (parts: readonly string[], width: number): readonly string[] => {
  let best = fill(parts, width);
  for (let narrower = width - 1; narrower > 0; narrower -= 1) {
    const lines = fill(parts, narrower);
    if (lines.length > best.length || lines.some((line) => displayWidth(line) > narrower)) break;
    best = lines;
  }
  return best;
};

/** A line of parts as styled lines within the width, broken between the parts where they fit. */
export const wrapParts = (text: string, width: number, style: Style): readonly string[] =>
  balance(text.split(separator), width).flatMap((line) => wrapWords(line, width, style));
