/**
 * Two signs of a script without spaces; a word with the space before it, in pieces of at most seven letters; up
 * to three digits or signs; up to four characters of white space. Every character is in exactly one piece.
 */
const piece = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{1,2}| ?[\p{L}\p{M}]{1,7}| ?\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]{1,3}|\s{1,4}/gu;

/**
 * The simulator's own tokens: about four characters of English each. Joined they are the text again, to the
 * last code unit, and no surrogate pair is ever cut.
 */
export const splitTokens = (text: string): readonly string[] => text.match(piece) ?? [];

/** Beyond this length a count is scaled up: nobody waits for the millionth word of a prompt. */
const countedCharacters = 1_048_576;

/** How many tokens a text has; an estimate beyond a million characters. */
export const countTokens = (text: string): number => {
  if (text.length <= countedCharacters) return splitTokens(text).length;
  return Math.round(splitTokens(text.slice(0, countedCharacters)).length * (text.length / countedCharacters));
};

/** The first `count` tokens; the same list when it has no more. */
export const firstOf = (tokens: readonly string[], count: number): readonly string[] =>
  (tokens.length <= count ? tokens : tokens.slice(0, count));
