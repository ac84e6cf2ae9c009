let segmenter: Intl.Segmenter | undefined;

const lineStart = (text: string, offset: number): number => (offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
};

/** The bounds of the grapheme that holds the code unit at an offset; its line alone is looked at. */
const graphemeAt = (text: string, offset: number): readonly [start: number, end: number] => {
  if (text[offset] === '\n') return [offset, offset + 1];
  const start = lineStart(text, offset);
  segmenter ??= new Intl.Segmenter();
  const found = segmenter.segment(text.slice(start, lineEnd(text, offset))).containing(offset - start);
  return found === undefined ? [offset, offset + 1] : [start + found.index, start + found.index + found.segment.length];
};

/** Where the grapheme before the offset begins. */
export const before = (text: string, offset: number): number => (offset <= 0 ? 0 : graphemeAt(text, offset - 1)[0]);

/** Where the grapheme behind the offset ends. */
export const after = (text: string, offset: number): number => (offset >= text.length ? text.length : graphemeAt(text, offset)[1]);

/** The offset, or the next one between two graphemes. */
export const snap = (text: string, offset: number): number => {
  if (offset <= 0 || offset >= text.length) return Math.min(Math.max(0, offset), text.length);
  const [start, end] = graphemeAt(text, offset);
  return start === offset ? offset : end;
};

/** Where the logical line of an offset begins. */
export const startOfLine = lineStart;

/** Where the logical line of an offset ends, before its line feed. */
export const endOfLine = lineEnd;

const isWordPart = (text: string, from: number, to: number): boolean => /[\p{L}\p{N}\p{M}_\u{10f000}-\u{10fffd}]/u.test(text.slice(from, to));

/** The start of the word before the offset, as Emacs and readline count words. */
export const wordBefore = (text: string, offset: number): number => {
  let at = offset;
  while (at > 0 && !isWordPart(text, before(text, at), at)) at = before(text, at);
  while (at > 0 && isWordPart(text, before(text, at), at)) at = before(text, at);
  return at;
};

/** The end of the word behind the offset. */
export const wordAfter = (text: string, offset: number): number => {
  let at = offset;
  while (at < text.length && !isWordPart(text, at, after(text, at))) at = after(text, at);
  while (at < text.length && isWordPart(text, at, after(text, at))) at = after(text, at);
  return at;
};

/** The start of what stands before the offset without a blank. */
export const blankBefore = (text: string, offset: number): number => {
  const head = text.slice(0, offset);
  return offset - (/\S*\s*$/.exec(head)?.[0].length ?? 0);
};
