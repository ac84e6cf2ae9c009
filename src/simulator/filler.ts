import type { Random } from './random.js';
import { pick } from './random.js';
import { firstOf, splitTokens } from './tokens.js';

const subjects = ['A reader', 'The terminal', 'A slow network', 'The cache', 'Every provider', 'A long answer', 'The next token', 'A careful client'] as const;
const verbs = ['waits for', 'keeps', 'repeats', 'measures', 'counts', 'passes on', 'never loses', 'can do without'] as const;
const objects = ['the first word', 'what came before', 'a steady rhythm', 'the last event', 'each line in turn', 'the whole paragraph', 'a quiet moment', 'the end of the stream'] as const;

/** One sentence of filler, ended by a full stop. */
export const fillerSentence = (random: Random): string => `${pick(subjects, random)} ${pick(verbs, random)} ${pick(objects, random)}.`;

/** A paragraph of five sentences. */
export const fillerParagraph = (random: Random): string => Array.from({ length: 5 }, () => fillerSentence(random)).join(' ');

/** Filler repeats itself after so many tokens: making up sentences takes longer than sending them. */
const repeatAfter = 4_096;

/** The tokens, cut or continued with what `next` writes, so that there are `count`. */
export const fillUp = (start: readonly string[], count: number, next: () => string): readonly string[] => {
  const tokens = [...start];
  while (tokens.length < Math.min(count, start.length + repeatAfter)) tokens.push(...splitTokens(next()));
  for (let index = start.length; tokens.length < count; index += 1) tokens.push(tokens[index] ?? '');
  return firstOf(tokens, count);
};
