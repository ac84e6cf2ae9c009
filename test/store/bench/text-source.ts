import type { Random } from '../torture/random.js';
import { below } from '../torture/random.js';

const syllables = ['ka', 'lo', 'mi', 'ten', 'ra', 'su', 'per', 'vo', 'ni', 'gra', 'do', 'el', 'fi', 'son', 'ta', 'bri'];

/** 20,000 made-up words; a lower index is more frequent. */
export const wordAt = (index: number): string => {
  let [word, rest] = ['', index + 16];
  for (; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16] ?? '';
  return word;
};

/** Words as frequent as those of a language: the n-th about 1/n as often as the first. */
export const createTextSource = (random: Random): ((words: number) => string) => {
  const word = (): string => wordAt(Math.floor(20_000 ** random()) - 1 + below(random, 2));
  return (words) => Array.from({ length: words }, word).join(' ');
};
