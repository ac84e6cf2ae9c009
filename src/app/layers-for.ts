import type { Settings } from '../config/setting-rows.js';
import type { ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Notice } from '../layers/notice.js';
import { withBreaker } from '../layers/with-breaker.js';
import { withMaxCost } from '../layers/with-max-cost.js';
import type { RateLimitOptions } from '../layers/with-rate-limit.js';
import { enterLimit, pauseAfter, withRateLimit } from '../layers/with-rate-limit.js';
import { withRetry } from '../layers/with-retry.js';
import { withTotalTimeout } from '../layers/with-total-timeout.js';
import { createClock } from './clock.js';
import type { Candidate } from './complete-plan.js';
import { estimateTokens } from './estimate-tokens.js';
import type { Io } from './io.js';
import type { Limits } from './limits.js';
import { readModelPrice } from './model-price.js';

export type LayersInput = {
  readonly settings: Pick<Settings, 'maxRetries' | 'timeoutMs' | 'maxCostUsd'>;
  /** Shared by all requests of the process. */
  readonly limits: Limits;
  readonly io: Io;
  readonly notify?: ((notice: Notice) => void) | undefined;
  /** Others can be asked when this one is not at hand: a long wait is no use then. @default false */
  readonly hasSubstitute?: boolean | undefined;
  /** Holds an answer back until it is whole, so that one that broke off in the middle is asked for again, too. @default false */
  readonly isHeldToEnd?: boolean | undefined;
};

const longestWaitBeforeOtherMs = 5000;
/** Stands for an answer whose length nobody bounds, until it is known. */
const typicalAnswerTokens = 400;

const estimateAllTokens = (request: ChatRequest): number => estimateTokens(request) + (request.maxTokens ?? typicalAnswerTokens);

const costLayer = (candidate: Candidate, { settings: { maxCostUsd }, notify }: LayersInput): ProviderLayer =>
  maxCostUsd === undefined ? (next) => next : withMaxCost({ maxCostUsd, readPrice: () => readModelPrice(candidate), estimateTokens, notify });

/**
 * All that stands between whoever asks a model and the connection to it, from outside in: the cap on costs, the
 * breaker, the place under the rate limit, the time for the whole answer, and the retries, each of which needs a
 * place under the rate limit again. What waits in that queue at first costs no time.
 */
export const layersFor = (candidate: Candidate, input: LayersInput): ProviderLayer => {
  const { settings, limits, io, notify, hasSubstitute = false } = input;
  const { limiter, budget, breakers, key } = limits.of(candidate.target);
  const clock = createClock(io);
  const longestWaitMs = hasSubstitute ? longestWaitBeforeOtherMs : undefined;
  const limit: RateLimitOptions = { limiter, estimateTokens: estimateAllTokens, longestWaitMs, notify };
  const retry = withRetry({
    clock, maxRetries: settings.maxRetries, budget, giveUpAfterMs: settings.timeoutMs, longestWaitMs, isHeldToEnd: input.isHeldToEnd,
    beforeRetry: (request, signal) => enterLimit(candidate.target.row.id, request, signal, limit),
    notify: (notice) => {
      pauseAfter(notice.error, limiter);
      notify?.(notice);
    },
  });
  const layers = [costLayer(candidate, input), withBreaker({ breakers, key }), withRateLimit(limit), withTotalTimeout({ clock, limitMs: settings.timeoutMs }), retry];
  return (provider) => layers.reduceRight((next, layer) => layer(next), provider);
};
