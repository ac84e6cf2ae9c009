import type { BenchPlan } from '../../bench/plan.js';
import type { Price } from '../../core/price.js';
import { costUsd } from '../../core/price.js';
import { toDollars } from '../../core/to-dollars.js';
import { unknownUsage } from '../../core/usage.js';
import { meanLength } from './lengths.js';
import type { BenchOptions } from './options.js';
import { toStepPlan } from './step-plan.js';
import type { BenchLengths } from './prompts.js';

/** What a run is about to use; null where its length is not known before. */
export type Estimate = {
  /** The run may end earlier. */
  readonly isUpperBound: boolean;
  readonly requests: number | null;
  readonly inputTokens: number | null;
  readonly outputTokensAtMost: number | null;
  readonly costUsdAtMost: number | null;
};

const measuredCount = ({ load, requestCount, durationMs }: BenchPlan): number | null => {
  const inTime = durationMs === undefined || load.kind === 'closed' ? Infinity : Math.ceil(load.ratePerSecond * durationMs / 1000);
  const count = Math.min(requestCount ?? Infinity, inTime);
  return Number.isFinite(count) ? count : null;
};

/** Requests of the ramp: at half the rate on average. In a closed loop the server decides how many. */
const rampCount = ({ load, rampMs }: BenchPlan): number | null => {
  if (rampMs === undefined) return 0;
  return load.kind === 'open' ? Math.ceil(load.ratePerSecond * rampMs / 2000) : null;
};

const countOf = ({ plan, series }: BenchOptions): number | null => {
  if (series?.kind === 'find-max') return null;
  const counts = (series?.loads ?? [plan.load]).map((load) => {
    const measured = measuredCount(toStepPlan(plan, load, series));
    const ramp = rampCount({ ...plan, load });
    return measured === null || ramp === null ? null : measured + ramp + plan.warmupCount;
  });
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
};

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const meanLengths = ({ trace, inputTokens, outputTokens }: BenchOptions): BenchLengths => ({
  inputTokens: trace === undefined ? meanLength(inputTokens) : average(trace.lengths.map((length) => length.inputTokens)),
  outputTokens: trace === undefined ? meanLength(outputTokens) : average(trace.lengths.map((length) => length.outputTokens)),
});

/** What a run against models of these prices will use. */
export const estimateRun = (options: BenchOptions, prices: readonly (Price | null)[]): Estimate => {
  const count = countOf(options);
  const lengths = meanLengths(options);
  const times = (perRequest: number): number | null => (count === null ? null : Math.round(count * prices.length * perRequest));
  const costs = prices.map((price) => costUsd({ ...unknownUsage, ...lengths }, price));
  const each = costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
  return {
    isUpperBound: options.plan.until !== undefined, requests: times(1), inputTokens: times(lengths.inputTokens), outputTokensAtMost: times(lengths.outputTokens),
    costUsdAtMost: count === null || each === null ? null : Number((count * each).toPrecision(3)),
  };
};

const toCostWords = (costUsdAtMost: number | null, maxCostUsd: number | undefined): string => {
  if (costUsdAtMost === null) return 'at a price that is not known';
  const isCut = maxCostUsd !== undefined && costUsdAtMost > maxCostUsd;
  return `at most ${toDollars(costUsdAtMost)}${isCut ? `; --max-cost ends the run before ${toDollars(maxCostUsd)}` : ''}`;
};

/** The estimate for a person, and whether a cap on the cost may end the run before its plan does. */
export const toEstimateLine = ({ isUpperBound, requests, inputTokens, outputTokensAtMost, costUsdAtMost }: Estimate, maxCostUsd: number | undefined): string => {
  if (requests === null) {
    const bound = maxCostUsd === undefined ? '--max-cost bounds what it may cost' : `it costs at most ${toDollars(maxCostUsd)} (--max-cost)`;
    return `How many requests this run makes is not known before; ${bound}.`;
  }
  const tokens = `about ${String(inputTokens)} input and at most ${String(outputTokensAtMost)} output tokens`;
  return `${isUpperBound ? 'At most ' : ''}${requests} requests, ${tokens}: ${toCostWords(costUsdAtMost, maxCostUsd)}.`;
};
