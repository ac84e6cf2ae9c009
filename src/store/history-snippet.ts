/** A stretch of text; `isMatch` marks what was searched for. */
export type SnippetPart = { readonly text: string; readonly isMatch: boolean };

// Private-use characters that no keyboard types mark the matches on their way out of SQLite.
export const matchStart = '\ue0f0';
export const matchEnd = '\ue0f1';

/** Splits marked text into its parts; a stray mark is dropped. */
export const toSnippet = (marked: string): readonly SnippetPart[] =>
  marked.split(matchStart).flatMap((piece, index) => {
    const end = index === 0 ? -1 : piece.indexOf(matchEnd);
    const parts = [
      { text: end < 0 ? '' : piece.slice(0, end), isMatch: true },
      { text: piece.slice(end + 1).replaceAll(matchEnd, ''), isMatch: false },
    ];
    return parts.filter(({ text }) => text !== '');
  });

/** Cuts out where `wanted` (in lower case) first occurs, with some text around it. */
export const cutSnippet = (text: string, wanted: string): readonly SnippetPart[] => {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return [{ text: text.slice(0, 80), isMatch: false }];
  const end = at + wanted.length;
  const start = Math.max(0, at - 40);
  return [
    { text: `${start > 0 ? '…' : ''}${text.slice(start, at)}`, isMatch: false },
    { text: text.slice(at, end), isMatch: true },
    { text: `${text.slice(end, end + 40)}${end + 40 < text.length ? '…' : ''}`, isMatch: false },
  ].filter((part) => part.text !== '');
};
