import { displayWidth } from '../render/markdown/text-width.js';
import type { Style } from '../render/markdown/theme.js';
import { wrapWords } from './wrap-words.js';

const separator = ' · ';

/** A line of parts as styled lines within the width, broken between the parts where they fit. */
export const wrapParts = (text: string, width: number, style: Style): readonly string[] => {
  const lines: string[] = [];
  for (const part of text.split(separator)) {
    const joined = `${lines.at(-1) ?? ''}${separator}${part}`;
    if (lines.length > 0 && displayWidth(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.flatMap((line) => wrapWords(line, width, style));
};
