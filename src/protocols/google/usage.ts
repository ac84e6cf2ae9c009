import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { sumTokens, toTokenCount } from '../../core/usage.js';
import { isObject } from '../json.js';

/**
 * `usageMetadata`; undefined when it has no counts. Google leaves out counts of 0, which looks the same as not
 * counted: a missing one is 0 only when those that are there already make up the total.
 */
export const readUsage = (value: unknown): Usage | undefined => {
  if (!isObject(value)) return undefined;
  const prompt = toTokenCount(value['promptTokenCount']);
  const tools = toTokenCount(value['toolUsePromptTokenCount']);
  const candidates = toTokenCount(value['candidatesTokenCount']);
  const thoughts = toTokenCount(value['thoughtsTokenCount']);
  const total = toTokenCount(value['totalTokenCount']);
  const known = sumTokens(prompt, tools, candidates, thoughts);
  if (known === null && total !== 0) return undefined;
  const missing = total === (known ?? 0) ? 0 : null;
  const visible = candidates ?? missing;
  const input = prompt ?? missing;
  return {
    inputTokens: input === null ? null : input + (tools ?? 0),
    // The candidates' count leaves the thoughts out.
    outputTokens: visible === null ? null : visible + (thoughts ?? 0),
    reasoningTokens: thoughts ?? missing,
    cachedInputTokens: toTokenCount(value['cachedContentTokenCount']),
  };
};

/** `usageMetadata` for a server to send, without the counts that are 0. */
export const writeUsage = (usage: Usage): JsonObject => {
  const thoughts = usage.reasoningTokens ?? 0;
  const counts = {
    promptTokenCount: usage.inputTokens ?? 0,
    candidatesTokenCount: Math.max(0, (usage.outputTokens ?? 0) - thoughts),
    totalTokenCount: sumTokens(usage.inputTokens, usage.outputTokens) ?? 0,
    cachedContentTokenCount: usage.cachedInputTokens ?? 0,
    thoughtsTokenCount: thoughts,
  };
  return {
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ...(counts.promptTokenCount === 0 ? {} : { promptTokensDetails: [{ modality: 'TEXT', tokenCount: counts.promptTokenCount }] }),
  };
};
