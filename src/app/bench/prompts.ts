import { createRandom } from '../../bench/random.js';
import type { Distribution } from '../../simulator/distribution.js';
import { draw } from '../../simulator/distribution.js';

/** What one request asks, and how long its answer may get. */
export type BenchPrompt = { readonly text: string; readonly maxTokens: number };

/** The prompt of a request by its number; warm-up requests have numbers below 0. */
export type Prompts = (index: number) => BenchPrompt;

/** Everything that prompts are made of; plain data, so that it can be handed to another thread. */
export type PromptSpec = {
  /** A word that no run had before. */
  readonly run: string;
  readonly seed: number;
  readonly inputTokens: Distribution;
  readonly outputTokens: Distribution;
  /** Asked in turn, in place of made-up ones. */
  readonly lines?: readonly string[] | undefined;
  /** So many prompts in turn, for the warm-up as well, where they are to be asked again. @default each is asked once */
  readonly distinct?: number | undefined;
  /** Lengths by request, in place of the distributions. */
  readonly lengths?: readonly BenchLengths[] | undefined;
};

export type BenchLengths = { readonly inputTokens: number; readonly outputTokens: number };

const words = [
  'river', 'stone', 'paper', 'light', 'engine', 'garden', 'window', 'market', 'signal', 'winter', 'harbour', 'copper', 'island', 'letter', 'mirror', 'forest',
  'bridge', 'candle', 'desert', 'feather', 'glacier', 'hammer', 'lantern', 'meadow', 'needle', 'orchard', 'pebble', 'quarry', 'ribbon', 'saddle', 'timber', 'valley',
];

/** A token is about four characters of English. */
const charactersPerToken = 4;

const drawLengths = ({ seed, inputTokens, outputTokens }: PromptSpec, index: number): BenchLengths => {
  const random = createRandom(seed * 7919 + index);
  const whole = (distribution: Distribution): number => Math.max(1, Math.round(draw(distribution, random)));
  return { inputTokens: whole(inputTokens), outputTokens: whole(outputTokens) };
};

const lengthsOf = (spec: PromptSpec, index: number): BenchLengths => spec.lengths?.[index] ?? drawLengths(spec, index);

const makeText = ({ run, seed }: PromptSpec, index: number, { inputTokens, outputTokens }: BenchLengths): string => {
  const random = createRandom(seed + index);
  // What is unique stands in front: a cache of prefixes ends there.
  const parts = [`[${run}-${index}] Write at least ${outputTokens} words about these:`];
  for (let length = parts[0]?.length ?? 0; length < inputTokens * charactersPerToken;) {
    const word = words[Math.floor(random() * words.length)] ?? '';
    parts.push(word);
    length += word.length + 1;
  }
  return parts.join(' ');
};

/**
 * Prompts of about the asked lengths that no cache has seen, or the given lines in turn. The same seed gives the same
 * words behind what makes each unique. Warm-up prompts are always made up: a given line is asked in the measurement only.
 */
export const createPrompts = (spec: PromptSpec): Prompts => (number) => {
  const index = spec.distinct === undefined ? number : (number < 0 ? -1 - number : number) % spec.distinct;
  const lengths = lengthsOf(spec, index);
  const line = index < 0 || spec.lines === undefined ? undefined : spec.lines[index % spec.lines.length];
  return { text: line ?? makeText(spec, index, lengths), maxTokens: lengths.outputTokens };
};
