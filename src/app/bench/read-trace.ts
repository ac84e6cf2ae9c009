import { UadaError } from '../../core/errors.js';
import { isObject, parseJson } from '../../protocols/json.js';
import { wrongFlag } from './numbers.js';
import type { BenchLengths } from './prompts.js';
import type { FileLine } from '../read-lines.js';
import { readLines } from '../read-lines.js';

/** Recorded requests in the order of their arrival: when they came after the first, and how long they were. */
export type Trace = { readonly timesMs: readonly number[]; readonly lengths: readonly BenchLengths[] };

type Entry = BenchLengths & { readonly atMs: number };

const isAmount = (value: unknown, least: number): value is number => typeof value === 'number' && Number.isFinite(value) && value >= least;

const readEntry = (path: string) => ({ text, number }: FileLine): Entry => {
  const value = parseJson(text);
  if (isObject(value)) {
    const { timestamp, input_length: inputTokens, output_length: outputTokens } = value;
    if (isAmount(timestamp, 0) && isAmount(inputTokens, 1) && isAmount(outputTokens, 1)) return { atMs: timestamp, inputTokens, outputTokens };
  }
  throw new UadaError('usage', `${path}, line ${number}: the request cannot be read.`, {
    hint: 'Each line is {"timestamp": MILLISECONDS, "input_length": TOKENS, "output_length": TOKENS}.',
  });
};

const toSpeed = (text: string): number => {
  const speed = Number(/^(\d+(?:\.\d+)?)x?$/.exec(text.trim())?.[1] ?? 0);
  if (speed > 0) return speed;
  throw wrongFlag('--speed', text, 'a factor above 0, such as 2x');
};

/** Reads a trace of JSON lines and plays it so many times as fast. Throws a `usage` error. */
export const readTrace = async (path: string, speedText: string): Promise<Trace> => {
  const speed = toSpeed(speedText);
  const entries = (await readLines('--replay', path, 'request')).map(readEntry(path)).sort((left, right) => left.atMs - right.atMs);
  const firstMs = entries[0]?.atMs ?? 0;
  return {
    timesMs: entries.map(({ atMs }) => (atMs - firstMs) / speed),
    lengths: entries.map(({ inputTokens, outputTokens }) => ({ inputTokens, outputTokens })),
  };
};
