const maximumLength = 60;

const escapeCharacter = (character: string): string =>
  character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** A text from outside in quotes, on one line, cut to 60 characters and without control characters. */
export const quote = (text: string): string => {
  const characters = Array.from(text.slice(0, maximumLength * 2));
  const shown = characters.slice(0, maximumLength).join('').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter);
  return characters.length > maximumLength ? `"${shown}…"` : `"${shown}"`;
};
