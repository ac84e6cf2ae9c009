import type { Usage } from './usage.js';

/** Why a model stopped, in one vocabulary for all vendors. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other';

/** How much of a rate limit is left, out of the response headers. Unknown is null. */
export type RateLimit = {
  readonly scope: 'requests' | 'tokens' | 'input_tokens' | 'output_tokens';
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Milliseconds from the answer's arrival until the limit is full again. */
  readonly resetMs: number | null;
};

export type StartEvent = {
  readonly type: 'start';
  /** The model that answers, as the provider names it. */
  readonly model: string;
  /** The provider's id of the answer. */
  readonly id?: string;
  /** The id to quote to the provider's support. */
  readonly requestId?: string;
  readonly rateLimits?: readonly RateLimit[];
  /** Time to a usable connection, DNS, TCP and TLS together; 0 on a reused one. */
  readonly connectMs?: number;
  /** Who answers, where that may differ from who was asked (fallback, race, cache). */
  readonly provider?: string;
  /** When its first token came, on the program's monotonic clock, where events are handed over later than they came. */
  readonly firstTokenAtMs?: number;
  /** Set when the answer comes out of the cache: how long ago it was given. */
  readonly cachedAgeMs?: number;
};
export type ReasoningEvent = { readonly type: 'reasoning'; readonly text: string };
export type TextEvent = { readonly type: 'text'; readonly text: string };
export type EndEvent = {
  readonly type: 'end';
  readonly finishReason: FinishReason;
  /** The vendor's own words for the stop, when they say more than `finishReason`. */
  readonly detail?: string;
  readonly usage?: Usage;
};

/**
 * One step of an answer. A stream is one `start`, then any number of `reasoning` and `text`, then one
 * `end`; or it throws a `UadaError`. Nothing follows an `end`.
 */
export type StreamEvent = StartEvent | ReasoningEvent | TextEvent | EndEvent;
