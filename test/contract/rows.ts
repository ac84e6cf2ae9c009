import type { RateLimit } from '../../src/core/events.js';
import type { ChatRequest } from '../../src/core/request.js';
import type { ProtocolName } from '../../src/protocols/load.js';
import type { ProviderRow } from '../../src/providers/registry.js';
import { compatibleRow, providerRows } from '../../src/providers/registry.js';
import type { SimulatedProvider } from '../../src/simulator/providers.js';

/** One provider under contract: what it is, and what its format can and cannot say. */
export type ContractRow = {
  /** What the titles of its tests begin with. */
  readonly name: string;
  readonly row: ProviderRow;
  readonly protocol: ProtocolName;
  /** The part of the simulator that plays it. */
  readonly simulated: SimulatedProvider;
  readonly model: string;
  /** Where reasoning shows: in the text of an answer, in the counts, or in both. */
  readonly reasoning: { readonly isShown: boolean; readonly isCounted: boolean };
  /** The form of the id for support; undefined where the vendor gives none. */
  readonly requestId?: RegExp;
  readonly limitScopes: readonly RateLimit['scope'][];
  /** Finish reasons beyond `stop` and `length` that the format has a word for. */
  readonly finishReasons: readonly ('content_filter' | 'tool_calls' | 'other')[];
  /** Parameters the format has no place for. */
  readonly missing: readonly (keyof ChatRequest)[];
  /** True where a temperature of 5 is refused; Ollama takes any number. */
  readonly refusesTemperature: boolean;
  /** What a 403 is about: the key, or something that no key changes. */
  readonly forbidden: 'auth' | 'provider';
  /** False where an error in a stream does not tell what went wrong (Cohere). @default true */
  readonly tellsInBand?: boolean;
  /** The pages of a model list as the vendor words them, and where it asks for the second. */
  readonly modelPages?: { readonly first: string; readonly second: string; readonly asks: string };
};

const rowOf = (id: string): ProviderRow => {
  const row = providerRows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`There is no provider ${id}.`);
  return row;
};

const openAiFamily = {
  reasoning: { isShown: true, isCounted: true }, limitScopes: [], finishReasons: ['content_filter', 'tool_calls'], missing: [],
  refusesTemperature: true, forbidden: 'provider',
} as const;

const openAiId = /^req_[0-9a-f]{24}$/;

/** The eight providers, OpenAI's second format, and a server of a person's own. */
export const contractRows: readonly ContractRow[] = [
  {
    ...openAiFamily, name: 'openrouter', row: rowOf('openrouter'), protocol: 'openrouter', simulated: 'openrouter', model: 'openai/gpt-5-mini',
    requestId: /^gen-[0-9a-f]{24}$/, forbidden: 'auth',
  },
  {
    ...openAiFamily, name: 'openai', row: rowOf('openai'), protocol: 'openai', simulated: 'openai', model: 'gpt-5',
    reasoning: { isShown: false, isCounted: true }, requestId: openAiId, limitScopes: ['requests', 'tokens'],
  },
  {
    ...openAiFamily, name: 'openai (responses)', row: rowOf('openai'), protocol: 'openai-responses', simulated: 'openai', model: 'gpt-5',
    requestId: openAiId, limitScopes: ['requests', 'tokens'], missing: ['stop', 'seed'],
  },
  {
    name: 'anthropic', row: rowOf('anthropic'), protocol: 'anthropic', simulated: 'anthropic', model: 'claude-sonnet-4-6',
    reasoning: { isShown: true, isCounted: true }, requestId: openAiId, limitScopes: ['requests', 'tokens', 'input_tokens', 'output_tokens'],
    finishReasons: ['content_filter', 'tool_calls', 'other'], missing: ['seed'],
    refusesTemperature: true, forbidden: 'auth',
    modelPages: {
      first: '{"data":[{"type":"model","id":"one"}],"has_more":true,"first_id":"one","last_id":"one"}',
      second: '{"data":[{"type":"model","id":"two"}],"has_more":false,"first_id":"two","last_id":"two"}',
      asks: 'after_id=one',
    },
  },
  {
    name: 'google', row: rowOf('google'), protocol: 'google', simulated: 'google', model: 'gemini-2.5-flash',
    reasoning: { isShown: true, isCounted: true }, limitScopes: [], finishReasons: ['content_filter', 'other'], missing: [],
    refusesTemperature: true, forbidden: 'auth',
    modelPages: {
      first: '{"models":[{"name":"models/one"}],"nextPageToken":"p/2"}', second: '{"models":[{"name":"models/two"}]}', asks: 'pageToken=p%2F2',
    },
  },
  {
    ...openAiFamily, name: 'groq', row: rowOf('groq'), protocol: 'groq', simulated: 'groq', model: 'openai/gpt-oss-120b',
    requestId: openAiId, limitScopes: ['requests', 'tokens'], forbidden: 'auth',
  },
  {
    ...openAiFamily, name: 'together', row: rowOf('together'), protocol: 'together', simulated: 'together', model: 'openai/gpt-oss-20b',
    requestId: /^o[0-9a-f]{24}$/,
  },
  {
    name: 'cohere', row: rowOf('cohere'), protocol: 'cohere', simulated: 'cohere', model: 'command-a-03-2025',
    reasoning: { isShown: true, isCounted: false }, requestId: /^[0-9a-f]{24}$/, limitScopes: ['requests'], finishReasons: ['tool_calls'], missing: [],
    refusesTemperature: true, forbidden: 'auth', tellsInBand: false,
    modelPages: { first: '{"models":[{"name":"one"}],"next_page_token":"p/2"}', second: '{"models":[{"name":"two"}]}', asks: 'page_token=p%2F2' },
  },
  {
    name: 'ollama', row: rowOf('ollama'), protocol: 'ollama', simulated: 'ollama', model: 'qwen3:8b',
    reasoning: { isShown: true, isCounted: false }, limitScopes: [], finishReasons: [], missing: [],
    refusesTemperature: false, forbidden: 'auth',
  },
  {
    ...openAiFamily, name: 'openai-compatible', row: compatibleRow('workshop', 'http://127.0.0.1', 'WORKSHOP_KEY', undefined), protocol: 'openai-compatible',
    simulated: 'openai', model: 'local-model', reasoning: { isShown: false, isCounted: true }, requestId: openAiId, limitScopes: ['requests', 'tokens'],
  },
];
