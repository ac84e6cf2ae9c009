import type { ModelInfo } from '../core/provider.js';
import type { SimulatedProvider } from './providers.js';

const own = ['simulated-small', 'simulated-large'];

/** Names that people have in their settings, the default first; any other name is served as well. */
const usual: Readonly<Record<SimulatedProvider, readonly string[]>> = {
  openrouter: ['openrouter/auto', 'openai/gpt-6.1-sol', 'anthropic/claude-sonnet-5.5', 'google/gemini-3.8-flash'],
  openai: ['gpt-6.1-sol', 'gpt-6.1-terra', 'gpt-5-mini', 'gpt-4.1'],
  anthropic: ['claude-sonnet-5-5', 'claude-opus-5-5', 'claude-haiku-5-5'],
  google: ['gemini-3.8-flash', 'gemini-3.1-pro-preview', 'gemini-2.5-flash'],
  groq: ['openai/gpt-oss-120b', 'openai/gpt-oss-20b', 'llama-3.3-70b-versatile', 'llama-3.1-8b-instant'],
  together: ['openai/gpt-oss-120b', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', 'Qwen/Qwen2.5-7B-Instruct-Turbo'],
  cohere: ['command-a-plus-05-2026', 'command-a-03-2025', 'command-r7b-12-2024'],
  ollama: ['gemma4', 'qwen3:8b', 'gpt-oss:20b'],
};

const toModel = (id: string): ModelInfo => ({
  id, name: id, contextTokens: 128_000, maxOutputTokens: 16_384, inputUsdPerMillion: null, outputUsdPerMillion: null,
  isChat: true, isDeprecated: false,
});

/** The model list of one vendor. */
export const listSimulatedModels = (provider: SimulatedProvider): readonly ModelInfo[] => [...own, ...usual[provider]].map(toModel);

/** True for the names that stand for a model that does not exist. */
export const isUnknownModel = (model: string): boolean => /unknown|no-such/i.test(model);
