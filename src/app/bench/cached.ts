import { UadaError } from '../../core/errors.js';
import { toDollars } from '../../core/to-dollars.js';
import type { Estimate } from './estimate.js';
import type { BenchOptions } from './options.js';

/** Enough that they are not all in one page of the database. */
const madeUpPrompts = 8;

/** How many prompts a run of `--cached` asks again and again; undefined for any other run. */
export const distinctPrompts = ({ plan: { isCached } }: BenchOptions, lines: readonly string[] | undefined): number | undefined =>
  (isCached === true ? lines?.length ?? madeUpPrompts : undefined);

/** The options with a warm-up that asks every prompt of `--cached` once; any other run's as they are. */
export const withFilling = (options: BenchOptions, lines: readonly string[] | undefined): BenchOptions => {
  const distinct = distinctPrompts(options, lines);
  return distinct === undefined ? options : { ...options, plan: { ...options.plan, warmupCount: Math.max(options.plan.warmupCount, distinct) } };
};

/** What of a run reaches a model, for an estimate: of a run of the cache only the warm-up does, and that at most once. */
export const withoutHits = (options: BenchOptions): BenchOptions => {
  const { plan } = options;
  if (plan.isCached !== true) return options;
  return { ...options, series: undefined, plan: { load: { kind: 'closed', concurrency: 1 }, requestCount: plan.warmupCount, warmupCount: 0, durationMs: undefined, seed: plan.seed } };
};

/** Throws a `usage` error where filling the cache might cost more than it may: what is behind it is not watched. */
export const checkFilling = ({ plan: { isCached } }: BenchOptions, { costUsdAtMost }: Estimate, maxCostUsd: number | undefined): void => {
  if (isCached !== true || maxCostUsd === undefined || (costUsdAtMost !== null && costUsdAtMost <= maxCostUsd)) return;
  throw new UadaError('usage', `Filling the cache may cost ${costUsdAtMost === null ? 'nobody knows what' : toDollars(costUsdAtMost)}, and --max-cost allows ${toDollars(maxCostUsd)}.`, {
    hint: 'Ask fewer or shorter prompts with --prompts or --output-tokens, or add --mock.',
  });
};
