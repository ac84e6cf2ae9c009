import { UadaError } from '../core/errors.js';
import type { RateLimit } from '../core/events.js';
import { abortable } from './abortable.js';
import type { Clock } from './clock.js';
import type { WindowEntry } from './minute-window.js';
import { createMinuteWindow } from './minute-window.js';
import { toWaitText } from './wait-text.js';

export type RateLimiterOptions = {
  readonly clock: Clock;
  /** Requests in any 60 seconds. @default no limit */
  readonly requestsPerMinute?: number | undefined;
  /** Prompt and answer tokens in any 60 seconds. @default no limit */
  readonly tokensPerMinute?: number | undefined;
  /** A longer wait, as for the quota of a day, is an error. @default 600_000 */
  readonly longestWaitMs?: number | undefined;
};

/** A request's place under the limits. */
export type Permit = {
  /** Puts the tokens that were really used in the place of the estimate. */
  settle(tokens: number): void;
};

/** The limits of one account at one provider, shared by everything that asks it. */
export type RateLimiter = {
  /**
   * Resolves when the request may go out, first come, first served; `onWait` is told how long that takes. Throws a
   * `rate_limit` error for a wait that is too long, and the signal's reason when it aborts.
   */
  enter(tokens: number, signal: AbortSignal, onWait: (waitMs: number) => void): Promise<Permit>;
  /** Takes in what a response says: nothing left means that nobody enters before the reset. */
  learn(limits: readonly RateLimit[]): void;
  /** Nobody enters for so long. */
  pause(ms: number): void;
};

const tooLong = (waitMs: number): UadaError =>
  new UadaError('rate_limit', `The rate limit is used up for the next ${toWaitText(waitMs)}.`, {
    isRetryable: true, retryAfterMs: waitMs, hint: `Try again in ${toWaitText(waitMs)}, or ask another provider.`,
  });

export const createRateLimiter = (options: RateLimiterOptions): RateLimiter => {
  const { clock, requestsPerMinute = Infinity, tokensPerMinute = Infinity, longestWaitMs = 600_000 } = options;
  const requests = createMinuteWindow(requestsPerMinute);
  const usedTokens = createMinuteWindow(tokensPerMinute);
  let pausedUntilMs = -Infinity;
  let lastTurn: Promise<unknown> = Promise.resolve();

  const waitMsFor = (tokens: number): number => {
    const nowMs = clock.monotonicMs();
    return Math.max(requests.waitMs(1, nowMs), usedTokens.waitMs(tokens, nowMs), pausedUntilMs - nowMs);
  };
  const takeTurn = async (tokens: number, signal: AbortSignal, onWait: (waitMs: number) => void): Promise<WindowEntry> => {
    signal.throwIfAborted();
    for (let waitMs = waitMsFor(tokens); waitMs > 0; waitMs = waitMsFor(tokens)) {
      if (waitMs > longestWaitMs) throw tooLong(waitMs);
      onWait(waitMs);
      await clock.sleep(waitMs, signal);
    }
    requests.add(1, clock.monotonicMs());
    return usedTokens.add(tokens, clock.monotonicMs());
  };
  const pause = (ms: number): void => {
    pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + ms);
  };

  return {
    pause,
    enter: async (tokens, signal, onWait) => {
      const turn = lastTurn.then(() => takeTurn(tokens, signal, onWait));
      lastTurn = turn.catch(() => undefined);
      const entry = await abortable(turn, signal);
      return {
        settle: (used) => {
          entry.amount = used;
        },
      };
    },
    learn: (limits) => {
      for (const { remaining, resetMs } of limits) {
        if (remaining === 0 && resetMs !== null) pause(resetMs);
      }
    },
  };
};
