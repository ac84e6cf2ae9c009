import { UadaError } from '../core/errors.js';
import type { RateLimit } from '../core/events.js';
import { abortable } from './abortable.js';
import type { Clock } from './clock.js';
import { createLearntLimits } from './learnt-limits.js';
import type { LimitWait } from './limit-wait.js';
import { longestOf } from './limit-wait.js';
import { createMinuteWindow } from './minute-window.js';
import { toWaitText } from './wait-text.js';

export type RateLimiterOptions = {
  readonly clock: Clock;
  /** Whose limits these are, as a person calls it. */
  readonly provider: string;
  /** Requests in any 60 seconds. @default no limit */
  readonly requestsPerMinute?: number | undefined;
  /** Prompt and answer tokens in any 60 seconds. @default no limit */
  readonly tokensPerMinute?: number | undefined;
};

/** A request's place under the limits. */
export type Permit = {
  /** Puts the tokens that were really used in the place of the estimate. */
  settle(tokens: number): void;
  /** Takes in what the response says is left. */
  learn(limits: readonly RateLimit[]): void;
};

export type Entry = {
  /** Tokens the request will use, as far as that can be told. */
  readonly tokens: number;
  readonly signal: AbortSignal;
  /** A longer wait, as for the quota of a day, is an error. */
  readonly longestWaitMs: number;
  /** Told at the front of the queue. */
  readonly onWait: (wait: LimitWait) => void;
};

/** The limits of one account at one provider, shared by everything that asks it. */
export type RateLimiter = {
  /**
   * Resolves when the request may go out, first come, first served. Throws a `rate_limit` error for a wait that is
   * too long, and the signal's reason when it aborts.
   */
  enter(entry: Entry): Promise<Permit>;
  /** Nobody enters for so long. */
  pause(ms: number): void;
};

/** The limits alone, without the queue before them. */
type Ledger = { wait(tokens: number): LimitWait; issue(tokens: number): Permit; pause(ms: number): void };

const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

const createLedger = ({ clock, provider, requestsPerMinute = Infinity, tokensPerMinute = Infinity }: RateLimiterOptions): Ledger => {
  const requests = createMinuteWindow(requestsPerMinute);
  const usedTokens = createMinuteWindow(tokensPerMinute);
  const learnt = createLearntLimits(provider);
  let pausedUntilMs = -Infinity;
  return {
    pause: (ms) => (pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + ms)),
    wait: (tokens) => {
      const nowMs = clock.monotonicMs();
      return longestOf([
        { waitMs: requests.waitMs(1, nowMs), reason: `${provider} allows ${counted(requestsPerMinute, 'request')} a minute` },
        { waitMs: usedTokens.waitMs(tokens, nowMs), reason: `${provider} allows ${counted(tokensPerMinute, 'token')} a minute` },
        { waitMs: pausedUntilMs - nowMs, reason: `${provider} asked for a pause` },
        learnt.wait(tokens, nowMs),
      ]);
    },
    issue: (tokens) => {
      requests.add(1, clock.monotonicMs());
      const entry = usedTokens.add(tokens, clock.monotonicMs());
      const learn = learnt.take(tokens);
      return { settle: (used) => entry.settle(used), learn: (limits) => learn(limits, clock.monotonicMs()) };
    },
  };
};

const tooLong = (provider: string, { waitMs, reason }: LimitWait): UadaError =>
  new UadaError('rate_limit', `The rate limit of ${provider} is used up for the next ${toWaitText(waitMs)}: ${reason}.`, {
    provider, isRetryable: true, retryAfterMs: waitMs, hint: `Try again in ${toWaitText(waitMs)}, or ask another provider.`,
  });

export const createRateLimiter = (options: RateLimiterOptions): RateLimiter => {
  const ledger = createLedger(options);
  let lastTurn: Promise<unknown> = Promise.resolve();
  const takeTurn = async ({ tokens, signal, longestWaitMs, onWait }: Entry): Promise<Permit> => {
    signal.throwIfAborted();
    for (let wait = ledger.wait(tokens); wait.waitMs > 0; wait = ledger.wait(tokens)) {
      if (wait.waitMs > longestWaitMs) throw tooLong(options.provider, wait);
      onWait(wait);
      await options.clock.sleep(wait.waitMs, signal);
    }
    return ledger.issue(tokens);
  };
  return {
    pause: (ms) => ledger.pause(ms),
    enter: (entry) => {
      const turn = lastTurn.then(() => takeTurn(entry));
      lastTurn = turn.catch(() => undefined);
      return abortable(turn, entry.signal);
    },
  };
};
