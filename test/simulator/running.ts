import { onTestFinished } from 'vitest';
import { parseSimulatorOptions } from '../../src/simulator/options.js';
import type { Simulator } from '../../src/simulator/server.js';
import { startSimulator } from '../../src/simulator/server.js';

const files = (contents: Readonly<Record<string, string>>) => (path: string): Uint8Array => {
  const content = contents[path];
  if (content === undefined) throw new Error('no such file');
  return new TextEncoder().encode(content);
};

/** A simulator on a spare port that is closed with the test. */
export const runSimulator = async (options = '', contents: Readonly<Record<string, string>> = {}): Promise<Simulator> => {
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, options: parseSimulatorOptions(options, files(contents)) });
  onTestFinished(() => simulator.close());
  return simulator;
};

type Asked = { readonly prompt?: string; readonly key?: string; readonly stream?: boolean; readonly body?: Record<string, unknown>; readonly signal?: AbortSignal };

/** Posts a chat request to the simulated OpenAI. */
export const askOpenAi = (simulator: Simulator, { prompt = 'hi', key = 'sk-test', stream = true, body = {}, signal }: Asked = {}): Promise<Response> =>
  fetch(`${simulator.baseUrls.openai}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({
      model: 'gpt-5', messages: [{ role: 'user', content: prompt }], stream, ...(stream ? { stream_options: { include_usage: true } } : {}), ...body,
    }),
    ...(signal === undefined ? {} : { signal }),
    redirect: 'manual',
  });

type Chunk = {
  readonly choices: readonly { readonly delta: { readonly content?: string }; readonly finish_reason: string | null }[];
  readonly usage?: { readonly completion_tokens: number; readonly prompt_tokens: number };
};

/** The chunks of a Chat Completions stream, `[DONE]` left out. */
export const chunksOf = (stream: string): readonly Chunk[] => stream.split(/\r?\n/)
  .filter((line) => line.startsWith('data: {')).map((line) => JSON.parse(line.slice(6)) as Chunk);

/** The visible text of a Chat Completions stream. */
export const textOf = (stream: string): string => chunksOf(stream).map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
