import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { sumTokens, toTokenCount } from '../../core/usage.js';
import { toObject } from '../json.js';

/** Anthropic's counters as last reported; null is "not reported". */
export type Counters = {
  readonly input: number | null;
  readonly cacheCreation: number | null;
  readonly cacheRead: number | null;
  readonly output: number | null;
  readonly thinking: number | null;
};

export const noCounters: Counters = { input: null, cacheCreation: null, cacheRead: null, output: null, thinking: null };

/** The counters after one more report. Reports are cumulative: a number replaces, nothing or null keeps. */
export const updateCounters = (counters: Counters, report: unknown): Counters => {
  const fields = toObject(report);
  return {
    input: toTokenCount(fields['input_tokens']) ?? counters.input,
    cacheCreation: toTokenCount(fields['cache_creation_input_tokens']) ?? counters.cacheCreation,
    cacheRead: toTokenCount(fields['cache_read_input_tokens']) ?? counters.cacheRead,
    output: toTokenCount(fields['output_tokens']) ?? counters.output,
    thinking: toTokenCount(toObject(fields['output_tokens_details'])['thinking_tokens']) ?? counters.thinking,
  };
};

/** The counters in uada's words: `input_tokens` alone leaves out what was written to and read from the cache. */
export const toUsage = (counters: Counters): Usage | undefined => {
  const inputTokens = sumTokens(counters.input, counters.cacheCreation, counters.cacheRead);
  if (inputTokens === null && counters.output === null) return undefined;
  return { inputTokens, outputTokens: counters.output, reasoningTokens: counters.thinking, cachedInputTokens: counters.cacheRead };
};

/** The closing usage for a server to send. */
export const writeUsage = (usage: Usage): JsonObject => {
  const cached = usage.cachedInputTokens ?? 0;
  return {
    input_tokens: Math.max(0, (usage.inputTokens ?? 0) - cached),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    output_tokens: usage.outputTokens ?? 0,
    output_tokens_details: usage.reasoningTokens === null ? null : { thinking_tokens: usage.reasoningTokens },
    server_tool_use: null,
  };
};
