import type { ProtocolName } from '../protocols/load.js';
import { withoutVersion, withVersion } from './base-url.js';
import { parseOllamaHost } from './ollama-host.js';

/** Everything that tells one provider from another outside its wire format. */
export type ProviderRow = {
  readonly id: string;
  /** The vendor's name as people write it. */
  readonly name: string;
  readonly protocol: ProtocolName;
  /** Environment variables that may hold the key; the first one set wins. */
  readonly keyVariables: readonly string[];
  /** Variables whose value goes out as a bearer token where keys normally do not (Anthropic). */
  readonly bearerVariables?: readonly string[];
  readonly baseUrlVariable?: string;
  readonly defaultBaseUrl: string;
  /** The one form of an address this provider's protocol works with. */
  readonly toBaseUrl: (text: string, provider: string) => string;
  /** Asked when the person names only the provider; undefined where it must be looked up. */
  readonly defaultModel?: string;
  /** The vendor's id for a model as people write it after the provider's name. */
  readonly toModelId?: (model: string) => string;
  /** Where a key is made. */
  readonly keyPage?: string;
  /** A local server needs no key. @default true */
  readonly needsKey?: boolean;
  /** Loads a model when it is asked, which takes a while. @default false */
  readonly loadsModels?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

const attribution = { 'http-referer': 'https://www.npmjs.com/package/uada', 'x-openrouter-title': 'uada', 'x-openrouter-categories': 'cli-agent' };

/** The eight providers, in the order in which a default is looked for. */
export const providerRows: readonly ProviderRow[] = [
  {
    id: 'openrouter', name: 'OpenRouter', protocol: 'openrouter', keyVariables: ['OPENROUTER_API_KEY'], baseUrlVariable: 'OPENROUTER_BASE_URL',
    defaultBaseUrl: 'https://openrouter.ai/api/v1', toBaseUrl: withVersion('/api/v1'), defaultModel: 'openrouter/auto',
    keyPage: 'https://openrouter.ai/keys', headers: attribution,
    // Every id there has an author; `openrouter/auto` is one of its own.
    toModelId: (model) => (model.includes('/') ? model : `openrouter/${model}`),
  },
  {
    id: 'openai', name: 'OpenAI', protocol: 'openai', keyVariables: ['OPENAI_API_KEY'], baseUrlVariable: 'OPENAI_BASE_URL',
    defaultBaseUrl: 'https://api.openai.com/v1', toBaseUrl: withVersion('/v1'), defaultModel: 'gpt-6.1-sol', keyPage: 'https://platform.openai.com/api-keys',
  },
  {
    id: 'anthropic', name: 'Anthropic', protocol: 'anthropic', keyVariables: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
    bearerVariables: ['ANTHROPIC_AUTH_TOKEN'], baseUrlVariable: 'ANTHROPIC_BASE_URL',
    defaultBaseUrl: 'https://api.anthropic.com', toBaseUrl: withoutVersion, defaultModel: 'claude-sonnet-5-5', keyPage: 'https://platform.claude.com/settings/keys',
  },
  {
    id: 'google', name: 'Google', protocol: 'google', keyVariables: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'], baseUrlVariable: 'GOOGLE_GEMINI_BASE_URL',
    defaultBaseUrl: 'https://generativelanguage.googleapis.com', toBaseUrl: withoutVersion, defaultModel: 'gemini-3.8-flash', keyPage: 'https://aistudio.google.com/apikey',
  },
  {
    id: 'groq', name: 'Groq', protocol: 'groq', keyVariables: ['GROQ_API_KEY'], baseUrlVariable: 'GROQ_BASE_URL',
    defaultBaseUrl: 'https://api.groq.com/openai/v1', toBaseUrl: withVersion('/openai/v1'), defaultModel: 'openai/gpt-oss-120b', keyPage: 'https://console.groq.com/keys',
    toModelId: (model) => (/^compound(-|$)/.test(model) ? `groq/${model}` : model),
  },
  {
    id: 'together', name: 'Together', protocol: 'together', keyVariables: ['TOGETHER_API_KEY'], baseUrlVariable: 'TOGETHER_BASE_URL',
    defaultBaseUrl: 'https://api.together.ai/v1', toBaseUrl: withVersion('/v1'), defaultModel: 'openai/gpt-oss-120b', keyPage: 'https://api.together.ai/settings/api-keys',
  },
  {
    id: 'cohere', name: 'Cohere', protocol: 'cohere', keyVariables: ['CO_API_KEY', 'COHERE_API_KEY'], baseUrlVariable: 'CO_API_URL',
    defaultBaseUrl: 'https://api.cohere.com', toBaseUrl: withoutVersion, defaultModel: 'command-a-plus-05-2026', keyPage: 'https://dashboard.cohere.com/api-keys',
  },
  {
    id: 'ollama', name: 'Ollama', protocol: 'ollama', keyVariables: ['OLLAMA_API_KEY'], baseUrlVariable: 'OLLAMA_HOST',
    defaultBaseUrl: 'http://127.0.0.1:11434', toBaseUrl: (text) => parseOllamaHost(text), needsKey: false, loadsModels: true,
  },
];

/** A server of the user's own that speaks Chat Completions, out of the config file. */
export const compatibleRow = (id: string, baseUrl: string, keyVariable: string | undefined, defaultModel: string | undefined): ProviderRow => ({
  id, name: id, protocol: 'openai-compatible', keyVariables: keyVariable === undefined ? [] : [keyVariable],
  defaultBaseUrl: baseUrl, toBaseUrl: withVersion('/v1'), needsKey: keyVariable !== undefined,
  ...(defaultModel === undefined ? {} : { defaultModel }),
});
