import { onTestFinished, vi } from 'vitest';
import type { SimulatedProvider } from '../../src/simulator/providers.js';
import { mounts } from '../../src/simulator/providers.js';
import type { Simulator } from '../../src/simulator/server.js';
import { runSimulator } from '../simulator/running.js';

/** What every SDK is to read, with characters of one to four bytes and one of three code points. 18 tokens. */
export const answerText = 'Grüße, 世界! 👩‍🚀 Ça va? "Quoted" \\ and\nlines\u2028end.';

/** What every SDK asks. */
export const question = 'Wie heißt 東京 auf Deutsch? 🙏';

/** What the simulator thinks under `reasoning=4` before it answers `question`. */
export const reasoningText = 'A careful client repeats';

export const systemPrompt = 'Antworte in einem Satz.';

/** A JSON Schema that every vendor takes: closed, everything required. */
export const personSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['name', 'age', 'tags'],
  additionalProperties: false,
} as const;

/**
 * A simulator that gives `answerText`, with the variables of one vendor's SDK pointing at it: the base URL as
 * the simulator prints it, and a key. Options are those of `--mock=`; `text=` among them replaces the answer.
 */
export const simulate = async (provider: SimulatedProvider, options = 'text=@answer'): Promise<Simulator> => {
  const simulator = await runSimulator(options, { answer: answerText });
  const { variable, keyVariable } = mounts[provider];
  vi.stubEnv(variable, simulator.environment[variable]);
  if (keyVariable !== undefined) vi.stubEnv(keyVariable, 'sk-simulated');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return simulator;
};

/** Every item of an async iterable (`Array.fromAsync` is not in Node 20). */
export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** What a promise is rejected with. */
export const rejection = async (promise: PromiseLike<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise was not rejected.');
};
