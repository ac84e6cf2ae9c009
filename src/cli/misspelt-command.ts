import { editDistance } from '../core/did-you-mean.js';

/** Shorter names are a letter away from words that questions begin with: "what" from chat, "text" from test. */
const shortestName = 5;

/** The command whose name the first word of a command line is one edit away from; undefined where it is none, or a command itself. */
export const misspeltCommand = ([word = '']: readonly string[], names: readonly string[]): string | undefined =>
  names.includes(word) ? undefined : names.find((name) => name.length >= shortestName && name[0] === word[0] && editDistance(name, word) === 1);
