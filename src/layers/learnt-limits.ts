import type { RateLimit } from '../core/events.js';
import { createLearntAllowance } from './learnt-allowance.js';
import type { LimitWait } from './limit-wait.js';
import { longestOf } from './limit-wait.js';

type Scope = RateLimit['scope'];

/** The limits that the responses of a provider tell of. */
export type LearntLimits = {
  wait(tokens: number, nowMs: number): LimitWait;
  /** Counts a request that goes out; the returned function takes in what its response says. */
  take(tokens: number): (limits: readonly RateLimit[], nowMs: number) => void;
};

const scopes: readonly Scope[] = ['requests', 'tokens', 'input_tokens', 'output_tokens'];

/** What a request takes of a limit; of its answer nothing is known but that there will be one. */
const amountOf = (scope: Scope, tokens: number): number => (scope === 'requests' || scope === 'output_tokens' ? 1 : Math.max(1, tokens));

export const createLearntLimits = (provider: string): LearntLimits => {
  const allowances = scopes.map((scope) => ({ scope, allowance: createLearntAllowance() }));
  return {
    wait: (tokens, nowMs) => longestOf(allowances.map(({ scope, allowance }) => ({
      waitMs: allowance.waitMs(amountOf(scope, tokens), nowMs), reason: `${provider} says that too few ${scope.replace('_', ' ')} are left`,
    }))),
    take: (tokens) => {
      const taken = allowances.map(({ scope, allowance }) => allowance.take(amountOf(scope, tokens)));
      return (limits, nowMs) => {
        for (const { scope, remaining, resetMs } of limits) {
          const index = scopes.indexOf(scope);
          if (remaining !== null && resetMs !== null) allowances[index]?.allowance.learn(remaining, resetMs, taken[index] ?? 0, nowMs);
        }
      };
    },
  };
};
