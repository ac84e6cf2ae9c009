import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { sumTokens, toTokenCount } from '../../core/usage.js';
import { isObject, toNumber, toObject } from '../json.js';

/** The usage object of Chat Completions and of its dialects; undefined when it carries no counts. */
export const readUsage = (value: unknown): Usage | undefined => {
  if (!isObject(value)) return undefined;
  const inputTokens = toTokenCount(value['prompt_tokens']);
  const outputTokens = toTokenCount(value['completion_tokens']);
  if (inputTokens === null && outputTokens === null) return undefined;
  const costUsd = toNumber(value['cost']);
  return {
    inputTokens,
    outputTokens,
    reasoningTokens: toTokenCount(toObject(value['completion_tokens_details'])['reasoning_tokens']),
    // Together has it flat beside the totals.
    cachedInputTokens: toTokenCount(toObject(value['prompt_tokens_details'])['cached_tokens']) ?? toTokenCount(value['cached_tokens']),
    ...(costUsd === null || costUsd < 0 ? {} : { reportedCostUsd: costUsd }),
  };
};

const totals = (usage: Usage): JsonObject => ({
  prompt_tokens: usage.inputTokens ?? 0,
  completion_tokens: usage.outputTokens ?? 0,
  total_tokens: sumTokens(usage.inputTokens, usage.outputTokens) ?? 0,
});

/** OpenAI's usage object for a server to send. */
export const writeUsage = (usage: Usage): JsonObject => ({
  ...totals(usage),
  prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: usage.reasoningTokens ?? 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0,
  },
});

/** OpenRouter's, which states what it charged. A simulated answer costs nothing. */
export const writePricedUsage = (usage: Usage): JsonObject => {
  const cost = usage.reportedCostUsd ?? 0;
  return {
    ...totals(usage),
    cost,
    is_byok: false,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0, cache_write_tokens: 0, audio_tokens: 0, video_tokens: 0 },
    cost_details: { upstream_inference_cost: cost, upstream_inference_prompt_cost: 0, upstream_inference_completions_cost: cost },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0, audio_tokens: 0 },
  };
};

/** Groq's, with the times it spent. */
export const writeGroqUsage = (usage: Usage): JsonObject => ({
  queue_time: 0.001, prompt_time: 0.001, completion_time: 0.001, total_time: 0.002,
  ...totals(usage),
  prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
  completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
});

/** Together's, flat beside the totals. */
export const writeFlatUsage = (usage: Usage): JsonObject => ({
  ...totals(usage), cached_tokens: usage.cachedInputTokens ?? 0,
  // Reasoning models there use OpenAI's place for it.
  ...(usage.reasoningTokens === null ? {} : { completion_tokens_details: { reasoning_tokens: usage.reasoningTokens } }),
});
