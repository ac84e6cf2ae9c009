import type { ModelInfo } from '../core/provider.js';
import type { SimulatedProvider } from './providers.js';

const own = ['simulated-small', 'simulated-large'];

/** Names that people have in their settings; any other name is served as well. */
const usual: Readonly<Record<SimulatedProvider, readonly string[]>> = {
  openrouter: ['openrouter/auto', 'openai/gpt-5-mini', 'anthropic/claude-sonnet-4.5', 'google/gemini-2.5-flash'],
  openai: ['gpt-5', 'gpt-5-mini', 'gpt-4.1', 'gpt-4o-mini'],
  anthropic: ['claude-opus-4-1', 'claude-sonnet-4-5', 'claude-haiku-4-5'],
  google: ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'],
  groq: ['llama-3.3-70b-versatile', 'llama-3.1-8b-instant', 'openai/gpt-oss-120b', 'openai/gpt-oss-20b'],
  together: ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'openai/gpt-oss-20b', 'Qwen/Qwen2.5-7B-Instruct-Turbo'],
  cohere: ['command-a-03-2025', 'command-r7b-12-2024'],
  ollama: ['llama3.2:latest', 'qwen3:8b', 'gpt-oss:20b'],
};

const toModel = (id: string): ModelInfo => ({
  id, name: id, contextTokens: 128_000, maxOutputTokens: 16_384, inputUsdPerMillion: null, outputUsdPerMillion: null,
  isChat: true, isDeprecated: false,
});

/** The model list of one vendor. */
export const listSimulatedModels = (provider: SimulatedProvider): readonly ModelInfo[] => [...own, ...usual[provider]].map(toModel);

/** True for the names that stand for a model that does not exist. */
export const isUnknownModel = (model: string): boolean => /unknown|no-such/i.test(model);
