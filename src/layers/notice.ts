import type { UadaError } from '../core/errors.js';

/** A request that may succeed later failed, and is sent again after a wait. */
export type RetryNotice = {
  readonly type: 'retry';
  readonly provider: string;
  /** Which retry begins after the wait, from 1. */
  readonly attempt: number;
  readonly maxRetries: number;
  readonly waitMs: number;
  /** A few words without a full stop, such as "openai is overloaded (503)". */
  readonly reason: string;
  readonly error: UadaError;
};

/** A request waits for its turn under a rate limit. */
export type RateLimitNotice = {
  readonly type: 'rate_limit';
  readonly provider: string;
  readonly waitMs: number;
  /** Which limit, without a full stop: "openai allows 60 requests a minute". */
  readonly reason: string;
};

/** A provider failed before anything was shown, and the next one is asked. */
export type FallbackNotice = {
  readonly type: 'fallback';
  readonly from: string;
  readonly to: { readonly provider: string; readonly model: string };
  readonly reason: string;
  readonly error: UadaError;
};

/** A provider of a race failed while others still run. */
export type RaceNotice = { readonly type: 'race'; readonly provider: string; readonly model: string; readonly reason: string; readonly error: UadaError };

/** A request was given fewer tokens so that its worst case fits under the cap. */
export type MaxCostNotice = {
  readonly type: 'max_cost';
  readonly provider: string;
  readonly model: string;
  readonly maxTokens: number;
  readonly maxCostUsd: number;
  /** The day of the price table, `YYYY-MM-DD`. */
  readonly pricesFrom: string;
};

/** What a layer does that a person wants to know of while it happens. */
export type Notice = RetryNotice | RateLimitNotice | FallbackNotice | RaceNotice | MaxCostNotice;
