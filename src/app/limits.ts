import { setMaxListeners } from 'node:events';
import type { Config } from '../config/config.js';
import type { Settings } from '../config/setting-rows.js';
import type { Breakers } from '../layers/breaker.js';
import { createBreakers } from '../layers/breaker.js';
import type { RateLimiter } from '../layers/rate-limiter.js';
import { createRateLimiter } from '../layers/rate-limiter.js';
import type { RetryBudget } from '../layers/retry-budget.js';
import { createRetryBudget } from '../layers/retry-budget.js';
import { createClock } from './clock.js';
import type { Target } from './complete-plan.js';
import type { Io } from './io.js';

/** What all requests to one provider share, at one address and so for one account. */
export type TargetLimits = {
  readonly limiter: RateLimiter;
  readonly budget: RetryBudget;
  readonly breakers: Breakers;
  /** The breaker's name among the breakers. */
  readonly key: string;
};

/** The limits of a process: one object for all that it sends, so that a batch is held to the rate of its provider. */
export type Limits = { of(target: Target): TargetLimits };

export type LimitsInput = {
  readonly settings: Pick<Settings, 'maxRetries' | 'requestsPerMinute' | 'tokensPerMinute'>;
  readonly config: Config;
  readonly io: Io;
  /** Prompts that are under way at once. @default 1 */
  readonly concurrency?: number | undefined;
};

const smallestBudget = 3;

/** Every prompt under way may be sent again as often as its settings say, and a tenth of those before them. */
const createBudget = ({ concurrency = 1, settings: { maxRetries } }: LimitsInput): RetryBudget => {
  const minimum = Math.max(smallestBudget, concurrency * maxRetries);
  return createRetryBudget({ minimum, mostSaved: Math.max(100, minimum) });
};

const createTargetLimits = ({ row }: Target, key: string, breakers: Breakers, input: LimitsInput): TargetLimits => {
  const { settings, config, io } = input;
  const own = config.providers.get(row.id);
  return {
    key, breakers,
    budget: createBudget(input),
    limiter: createRateLimiter({
      clock: createClock(io), provider: row.id,
      requestsPerMinute: settings.requestsPerMinute ?? own?.requestsPerMinute, tokensPerMinute: settings.tokensPerMinute ?? own?.tokensPerMinute,
    }),
  };
};

/**
 * Rate limits out of the settings and out of what providers say of theirs, circuit breakers and budgets of retries, a
 * set for every address of a provider. What sends more than one request makes this once and gives it to `layersFor`.
 */
export const createLimits = (input: LimitsInput): Limits => {
  const known = new Map<string, TargetLimits>();
  const breakers = createBreakers(createClock(input.io));
  // All that wait in a queue listen to the one signal that stops the program; that is no leak.
  setMaxListeners(0, input.io.signal);
  return {
    of: (target) => {
      const key = `${target.row.id} ${target.baseUrl}`;
      const limits = known.get(key) ?? createTargetLimits(target, key, breakers, input);
      known.set(key, limits);
      return limits;
    },
  };
};
