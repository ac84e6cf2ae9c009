import type { UadaError } from '../core/errors.js';
import type { Clock } from './clock.js';

const mostFailures = 5;
const firstRestMs = 30_000;
const longestRestMs = 300_000;
/** What to wait for while the probe of somebody else is on its way. */
const probeMs = 1000;

/** What became of a request, for a breaker: `neutral` tells nothing about the provider's health. */
export type BreakerOutcome = { readonly type: 'success' | 'neutral' } | { readonly type: 'failure'; readonly error: UadaError };

/** Whether a request may go out. The one that may must say how it ended. */
export type Passage =
  | { readonly isOpen: false; end(outcome: BreakerOutcome): void }
  | { readonly isOpen: true; readonly waitMs: number; readonly failureCount: number; readonly lastError: UadaError };

type Breaker = { enter(): Passage };

const createBreaker = (clock: Pick<Clock, 'monotonicMs'>): Breaker => {
  let failureCount = 0;
  let lastError: UadaError | undefined;
  let restMs = firstRestMs;
  let restsUntilMs = -Infinity;
  let isProbing = false;

  const close = (): void => {
    failureCount = 0;
    lastError = undefined;
    restMs = firstRestMs;
  };
  const open = (): void => {
    restsUntilMs = clock.monotonicMs() + restMs;
    restMs = Math.min(longestRestMs, restMs * 2);
  };
  const fail = (error: UadaError, wasProbe: boolean): void => {
    failureCount += 1;
    lastError = error;
    // Requests that were on their way when it opened do not make the rest longer.
    if (wasProbe || failureCount === mostFailures) open();
  };
  const pass = (isProbe: boolean): Passage => ({
    isOpen: false,
    end: (outcome) => {
      if (isProbe) isProbing = false;
      if (outcome.type === 'success') close();
      if (outcome.type === 'failure') fail(outcome.error, isProbe);
    },
  });
  return {
    enter: () => {
      if (failureCount < mostFailures || lastError === undefined) return pass(false);
      const waitMs = restsUntilMs - clock.monotonicMs();
      if (waitMs > 0 || isProbing) return { isOpen: true, waitMs: Math.max(waitMs, probeMs), failureCount, lastError };
      isProbing = true;
      return pass(true);
    },
  };
};

/** The breakers of a run by key, shared by everything that asks the same providers. */
export type Breakers = {
  /** `key` names provider, base URL and key; it is only compared. */
  of(key: string): Breaker;
};

/**
 * Breakers that open after five failures in a row, for 30 seconds at first; then exactly one request probes. Each
 * probe that fails doubles the rest, up to five minutes; one good answer closes the breaker.
 */
export const createBreakers = (clock: Pick<Clock, 'monotonicMs'>): Breakers => {
  const breakers = new Map<string, Breaker>();
  return {
    of: (key) => {
      const breaker = breakers.get(key) ?? createBreaker(clock);
      breakers.set(key, breaker);
      return breaker;
    },
  };
};
