import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { toTokenCount } from '../../core/usage.js';

/**
 * The counts in the line that ends an answer; undefined when it has none. The server leaves out what is 0. That
 * tells nothing of the prompt, which older servers left out when it came from their cache, but it does tell that
 * a counted prompt was followed by no output.
 */
export const readUsage = (line: JsonObject): Usage | undefined => {
  const inputTokens = toTokenCount(line['prompt_eval_count']);
  const outputTokens = toTokenCount(line['eval_count']);
  if (inputTokens === null && outputTokens === null) return undefined;
  return { inputTokens, outputTokens: outputTokens ?? 0, reasoningTokens: null, cachedInputTokens: null };
};

const nanoseconds = 1_000_000;
const promptMsPerToken = 1;
const outputMsPerToken = 20;

/** The metrics of the last line, durations in nanoseconds: nominal ones, since a pure encoder has no clock. */
export const writeMetrics = (usage: Usage): JsonObject => {
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  const promptDuration = input * promptMsPerToken * nanoseconds;
  const outputDuration = output * outputMsPerToken * nanoseconds;
  const metrics = {
    total_duration: nanoseconds + promptDuration + outputDuration,
    load_duration: nanoseconds,
    prompt_eval_count: input,
    prompt_eval_duration: promptDuration,
    eval_count: output,
    eval_duration: outputDuration,
  };
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== 0));
};
