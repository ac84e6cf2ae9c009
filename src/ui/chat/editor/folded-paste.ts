/** One character each stands for a folded paste; plane 16 has no assigned characters. */
const firstMark = 0x10f000;
const lastMark = 0x10fffd;
const marks = /[\u{10f000}-\u{10fffd}]/gu;

/** A longer paste is folded: nobody wants to scroll through it, and every key would cost its length. */
const mostShownLines = 8;
const mostShownCharacters = 1000;

/** Whether a paste is shown as one mark. */
export const isWorthFolding = (text: string): boolean =>
  text.length > mostShownCharacters || (text.match(/\n/g)?.length ?? 0) >= mostShownLines;

/** The mark of the paste with this number; undefined when there are too many. */
export const markOf = (index: number): string | undefined =>
  firstMark + index > lastMark ? undefined : String.fromCodePoint(firstMark + index);

export const isMark = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return code >= firstMark && code <= lastMark;
};

/** A text from outside, in which nothing can be taken for a mark. */
export const withoutMarks = (text: string): string => text.replace(marks, '');

const pasteOf = (mark: string, pastes: readonly string[]): string => pastes[(mark.codePointAt(0) ?? 0) - firstMark] ?? '';

/** The text with every paste in its place. */
export const unfold = (text: string, pastes: readonly string[]): string => text.replace(marks, (mark) => pasteOf(mark, pastes));

const counted = (count: number, noun: string): string => `${count.toLocaleString('en-US')} ${noun}`;

/** What a person sees of a paste. */
export const labelOf = (mark: string, pastes: readonly string[]): string => {
  const paste = pasteOf(mark, pastes);
  const lines = paste.replace(/\n$/, '').split('\n').length;
  return `[pasted ${lines > 1 ? counted(lines, 'lines') : counted(paste.length, 'characters')}]`;
};

/** The text as a person sees it, every paste by its label. */
export const withLabels = (text: string, pastes: readonly string[]): string => text.replace(marks, (mark) => labelOf(mark, pastes));
