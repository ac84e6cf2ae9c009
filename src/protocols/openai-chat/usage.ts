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

/** The usage object of Chat Completions for a server to send. */
export const writeUsage = (usage: Usage): Record<string, unknown> => ({
  prompt_tokens: usage.inputTokens ?? 0,
  completion_tokens: usage.outputTokens ?? 0,
  total_tokens: sumTokens(usage.inputTokens, usage.outputTokens) ?? 0,
  prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
  completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
});
