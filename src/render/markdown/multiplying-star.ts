import { hasCjk } from './break-rules.js';

/** Thai, Lao, Myanmar and Khmer. */
const withoutBlanks = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/;

const isFactor = (character: string): boolean => {
  if (character < '\u0080') return /[A-Za-z\d]/.test(character);
  return !hasCjk(character) && !withoutBlanks.test(character) && /[\p{L}\p{N}]/u.test(character);
};

/**
 * Whether the star between two characters multiplies: between letters or digits, as emphasis it would vanish twice from
 * "5*3 = 15 and 2*4 = 8". Scripts without blanks have no other place for emphasis than between letters.
 */
export const isMultiplying = (before: string, after: string): boolean => isFactor(before) && isFactor(after);
