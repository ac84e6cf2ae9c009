import { metricsOf } from './metrics.js';
import type { BenchRow } from './row.js';
import type { Statistics } from './statistics.js';
import { statisticsOf } from './statistics.js';

/** How long requests took that failed, from their beginning to the failure; those that the end of the run cut off have no part in it. */
export const failedLatency = (rows: readonly BenchRow[]): Statistics =>
  statisticsOf(rows.flatMap(({ errorClass, startMs, endMs }) => (errorClass === null || errorClass === 'cancelled' ? [] : [endMs - startMs])));

/** Times to first token of answers whose prompt came out of the provider's cache, at least in part, and of the others. */
export type CacheSplit = { readonly cached: Statistics; readonly uncached: Statistics };

/** Null where no prompt was cached. Successes only are to be given. */
export const splitByCache = (good: readonly BenchRow[]): CacheSplit | null => {
  const isCached = ({ usage }: BenchRow): boolean => (usage.cachedInputTokens ?? 0) > 0;
  if (!good.some(isCached)) return null;
  const firstTokens = (rows: readonly BenchRow[]): Statistics => statisticsOf(rows.flatMap((row) => metricsOf(row).ttft ?? []));
  return { cached: firstTokens(good.filter(isCached)), uncached: firstTokens(good.filter((row) => !isCached(row))) };
};

/** A model thought before its first token and did not show it: the time to that token holds all of the thinking. */
export const hasHiddenReasoning = ({ usage, hasStreamedReasoning }: BenchRow): boolean => !hasStreamedReasoning && (usage.reasoningTokens ?? 0) > 0;
