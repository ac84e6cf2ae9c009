import stringWidth from 'string-width';

const ascii = /^[\x20-\x7e]*$/;
/** Characters two columns wide that never join a neighbour: the bulk of Chinese, Japanese and Korean text. */
const simpleWide = /^[\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+$/;
const known = new Map<string, number>();
const mostKnown = 4096;

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a person counts them: emoji sequences and combining marks stay whole. */
export const graphemes = (text: string): readonly string[] => {
  if (ascii.test(text) || simpleWide.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

const measure = (grapheme: string): number => {
  const parts = Array.from(grapheme);
  const whole = stringWidth(grapheme);
  return parts.length === 1 ? whole : Math.max(whole, parts.reduce((sum, part) => sum + stringWidth(part), 0));
};

const graphemeWidth = (grapheme: string): number => {
  if (grapheme.length > 32) return measure(grapheme);
  const before = known.get(grapheme);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const width = measure(grapheme);
  known.set(grapheme, width);
  return width;
};

/**
 * Columns a text takes at most. Terminals disagree on joined emoji (one picture, or each part beside the other);
 * the wider reading counts, so that a line never runs over the edge.
 */
export const displayWidth = (text: string): number => {
  if (ascii.test(text)) return text.length;
  if (simpleWide.test(text)) return text.length * 2;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
};

const colours = new RegExp('\\u001b\\[[\\d;]*m', 'g');

/** Columns that a line of styled text takes at most. */
export const paintedWidth = (line: string): number => displayWidth(line.replace(colours, ''));
