import { eastAsianWidth } from 'get-east-asian-width';

const ascii = /^[\x20-\x7e]*$/;
/** Characters two columns wide that never join a neighbour: the bulk of Chinese, Japanese and Korean text. */
const simpleWide = /^[\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+$/;
/** Characters one column wide that never join a neighbour: Latin, Greek, Cyrillic, punctuation, lines and boxes. */
const simpleNarrow = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u2199\u2500-\u25e1]*$/;
const known = new Map<string, number>();
const mostKnown = 4096;

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a person counts them: emoji sequences and combining marks stay whole. */
export const graphemes = (text: string): readonly string[] => {
  if (ascii.test(text) || simpleNarrow.test(text) || simpleWide.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

/** Marks above and below letters, joiners and the like take no column of their own. */
const isZeroWidth = (character: string): boolean => /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u.test(character);

const codePointWidth = (character: string): number =>
  isZeroWidth(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);

const measure = (grapheme: string): number => {
  const sum = Array.from(grapheme).reduce((width, part) => width + codePointWidth(part), 0);
  // Asked to look like an emoji, a narrow character becomes a wide one.
  return grapheme.includes('\ufe0f') ? Math.max(2, sum) : sum;
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
  if (ascii.test(text) || simpleNarrow.test(text)) return text.length;
  if (simpleWide.test(text)) return text.length * 2;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
};

const colours = new RegExp('\\u001b\\[[\\d;]*m', 'g');

/** Columns that a line of styled text takes at most. */
export const paintedWidth = (line: string): number => displayWidth(line.replace(colours, ''));
