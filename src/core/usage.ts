/** Token counts as the provider reported them; null is "not reported", never 0. */
export type Usage = {
  /** Prompt tokens, cached ones included. */
  readonly inputTokens: number | null;
  /** Generated tokens, reasoning included. */
  readonly outputTokens: number | null;
  /** The hidden part of `outputTokens`. */
  readonly reasoningTokens: number | null;
  /** The part of `inputTokens` the provider read from its own prompt cache. */
  readonly cachedInputTokens: number | null;
  /** What the provider says it charged, in USD (OpenRouter only). */
  readonly reportedCostUsd?: number;
};

export const unknownUsage: Usage = {
  inputTokens: null, outputTokens: null, reasoningTokens: null, cachedInputTokens: null,
};

/** A token count out of foreign JSON: a finite number of at least 0, else null. */
export const toTokenCount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** Sum of counts in which an unreported one counts as 0; null when all are unreported. */
export const sumTokens = (...counts: readonly (number | null)[]): number | null =>
  counts.every((count) => count === null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
