import { onTestFinished } from 'vitest';
import type { Answer } from '../../src/core/answer.js';
import { createAnswerRecorder } from '../../src/core/answer.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { Provider } from '../../src/core/provider.js';
import type { ChatRequest } from '../../src/core/request.js';
import { userMessage } from '../../src/core/request.js';
import { Secret } from '../../src/core/secret.js';
import { loadProtocol } from '../../src/protocols/load.js';
import { createProvider } from '../../src/providers/create-provider.js';
import type { ProviderParts } from '../../src/providers/create-provider.js';
import { mounts } from '../../src/simulator/providers.js';
import { createFetchTransport } from '../../src/transport/fetch-transport.js';
import type { TransportOptions } from '../../src/transport/transport-options.js';
import { runSimulator } from '../simulator/running.js';
import type { ContractRow } from './rows.js';

/** 18 tokens with characters of one to four bytes and one of three code points. */
export const answerText = 'Grüße, 世界! 👩‍🚀 Ça va? "Quoted" \\ and\nlines\u2028end.';

/** The first three tokens of it. */
export const firstTokens = 'Grüße, 世界';

/** What the simulator thinks under `reasoning=4` before it answers `question`. */
export const reasoningText = 'A careful client repeats';

/** 7 tokens. */
export const question = 'Wie heißt 東京 auf Deutsch? 🙏';

export const simulatedKey = 'simulated-key-1234567890';

/** What came of one request: the events up to the end or to the error. */
export type Told = { readonly events: readonly StreamEvent[]; readonly answer: Answer; readonly error: unknown };

export type Connected = {
  readonly parts: ProviderParts;
  readonly provider: Provider;
  /** Asks `question`, streamed, with the changes, and hears the answer out. */
  readonly ask: (changes?: Partial<ChatRequest>, signal?: AbortSignal) => Promise<Told>;
};

export const never = new AbortController().signal;

export const requestOf = (row: ContractRow, changes: Partial<ChatRequest> = {}): ChatRequest =>
  ({ model: row.model, messages: [userMessage(question)], stream: true, ...changes });

type ConnectOptions = { readonly key?: string; readonly transport?: TransportOptions };

/** The provider at an address, over the real transport. */
export const connectTo = async (row: ContractRow, baseUrl: string, { key = simulatedKey, transport: options = {} }: ConnectOptions = {}): Promise<Connected> => {
  const transport = createFetchTransport(options);
  onTestFinished(() => transport.close());
  const endpoint = { provider: row.row.id, baseUrl: row.row.toBaseUrl(baseUrl, row.row.id), key: new Secret(key), headers: row.row.headers };
  const parts: ProviderParts = { endpoint, protocol: await loadProtocol(row.protocol, row.row.id), transport, now: Date.now };
  const provider = createProvider(parts);
  const ask: Connected['ask'] = async (changes, signal = never) => {
    const request = requestOf(row, changes);
    const recorder = createAnswerRecorder({ provider: provider.id, model: request.model, monotonicMs: () => 0 });
    const events: StreamEvent[] = [];
    try {
      for await (const event of provider.stream(request, signal)) {
        events.push(event);
        recorder.push(event);
      }
    } catch (error) {
      return { events, answer: recorder.answer(), error };
    }
    return { events, answer: recorder.answer(), error: undefined };
  };
  return { parts, provider, ask };
};

/** The provider at a simulator with these options, which gives `answerText` unless they say otherwise. */
export const connect = async (row: ContractRow, words = 'text=@answer', options?: ConnectOptions): Promise<Connected> => {
  const simulator = await runSimulator(words, { answer: answerText });
  return connectTo(row, simulator.environment[mounts[row.simulated].variable] ?? '', options);
};
