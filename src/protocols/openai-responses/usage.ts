import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { sumTokens, toTokenCount } from '../../core/usage.js';
import { isObject, toObject } from '../json.js';

/** The usage object of a response; undefined when it carries no counts. */
export const readUsage = (value: unknown): Usage | undefined => {
  if (!isObject(value)) return undefined;
  const inputTokens = toTokenCount(value['input_tokens']);
  const outputTokens = toTokenCount(value['output_tokens']);
  if (inputTokens === null && outputTokens === null) return undefined;
  return {
    inputTokens,
    outputTokens,
    reasoningTokens: toTokenCount(toObject(value['output_tokens_details'])['reasoning_tokens']),
    cachedInputTokens: toTokenCount(toObject(value['input_tokens_details'])['cached_tokens']),
  };
};

/** The usage object of a response for a server to send. */
export const writeUsage = (usage: Usage): JsonObject => ({
  input_tokens: usage.inputTokens ?? 0,
  input_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0, cache_write_tokens: 0 },
  output_tokens: usage.outputTokens ?? 0,
  output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  total_tokens: sumTokens(usage.inputTokens, usage.outputTokens) ?? 0,
});
