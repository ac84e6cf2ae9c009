import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { toTokenCount } from '../../core/usage.js';
import { toObject } from '../json.js';

/**
 * What the model really read and wrote: `usage.tokens`. Cohere charges `usage.billed_units`, which leaves out
 * the preamble it adds itself, so a cost computed from these counts is a little too high, never too low.
 * There is no count of reasoning tokens.
 */
export const readUsage = (value: unknown): Usage | undefined => {
  const usage = toObject(value);
  const tokens = toObject(usage['tokens']);
  const inputTokens = toTokenCount(tokens['input_tokens']);
  const outputTokens = toTokenCount(tokens['output_tokens']);
  if (inputTokens === null && outputTokens === null) return undefined;
  return { inputTokens, outputTokens, reasoningTokens: null, cachedInputTokens: toTokenCount(usage['cached_tokens']) };
};

/** The usage object for a server to send. */
export const writeUsage = (usage: Usage): JsonObject => {
  const counts = { input_tokens: usage.inputTokens ?? 0, output_tokens: usage.outputTokens ?? 0 };
  return { billed_units: counts, tokens: counts, cached_tokens: usage.cachedInputTokens ?? 0 };
};
