import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { createRandom } from '../bench/random.js';
import { UadaError } from '../core/errors.js';

/** The prompt of a request by its number; warm-up requests have numbers below 0. */
export type Prompts = (index: number) => string;

const words = [
  'river', 'stone', 'paper', 'light', 'engine', 'garden', 'window', 'market', 'signal', 'winter', 'harbour', 'copper', 'island', 'letter', 'mirror', 'forest',
  'bridge', 'candle', 'desert', 'feather', 'glacier', 'hammer', 'lantern', 'meadow', 'needle', 'orchard', 'pebble', 'quarry', 'ribbon', 'saddle', 'timber', 'valley',
];

/**
 * Prompts of about so many tokens (a quarter of the characters) that no cache has seen: each begins with a word of its
 * own run and number. The same seed gives the same words behind it.
 */
export const synthesisePrompts = ({ inputTokens, outputTokens, seed }: { readonly inputTokens: number; readonly outputTokens: number; readonly seed: number }): Prompts => {
  const run = randomUUID().slice(0, 8);
  return (index) => {
    const random = createRandom(seed + index);
    const parts = [`[${run}-${index}] Write at least ${outputTokens} words about these:`];
    for (let length = parts[0]?.length ?? 0; length < inputTokens * 4;) {
      const word = words[Math.floor(random() * words.length)] ?? '';
      parts.push(word);
      length += word.length + 1;
    }
    return parts.join(' ');
  };
};

/** The lines of a file, in turn, as they stand. Throws a `usage` error for a file without any. */
export const readPrompts = async (path: string): Promise<Prompts> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new UadaError('usage', `The file ${path} cannot be read.`, { cause: error, hint: 'Check the path after --prompts.' });
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new UadaError('usage', `The file ${path} holds no prompt.`, { hint: 'Write one prompt a line.' });
  return (index) => lines[((index % lines.length) + lines.length) % lines.length] ?? '';
};
