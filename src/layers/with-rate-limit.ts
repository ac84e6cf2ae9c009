import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import { sumTokens } from '../core/usage.js';
import type { RateLimitNotice } from './notice.js';
import type { Permit, RateLimiter } from './rate-limiter.js';

export type RateLimitOptions = {
  readonly limiter: RateLimiter;
  /** Tokens a request will use, before that is known. @default 0 */
  readonly estimateTokens?: ((request: ChatRequest) => number) | undefined;
  /** A longer wait, as for the quota of a day, is an error. @default 600_000 */
  readonly longestWaitMs?: number | undefined;
  /** Told when a request has come to the front of the queue and must wait there. */
  readonly notify?: ((notice: RateLimitNotice) => void) | undefined;
};

/** Waits for a place under the limits, which a request needs each time it goes out. */
export const enterLimit = (provider: string, request: ChatRequest, signal: AbortSignal, options: RateLimitOptions): Promise<Permit> => {
  const { limiter, estimateTokens, longestWaitMs = 600_000, notify } = options;
  return limiter.enter({
    tokens: estimateTokens?.(request) ?? 0, signal, longestWaitMs, onWait: (wait) => notify?.({ type: 'rate_limit', provider, ...wait }),
  });
};

/** A refusal holds back everybody else too, for as long as it says. */
export const pauseAfter = (error: unknown, limiter: RateLimiter): void => {
  if (error instanceof UadaError && error.kind === 'rate_limit' && error.isRetryable) limiter.pause(error.retryAfterMs ?? 0);
};

const learnFrom = (event: StreamEvent, permit: Permit): void => {
  if (event.type === 'start' && event.rateLimits !== undefined) permit.learn(event.rateLimits);
  if (event.type !== 'end' || event.usage === undefined) return;
  const used = sumTokens(event.usage.inputTokens, event.usage.outputTokens);
  if (used !== null) permit.settle(used);
};

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, options: RateLimitOptions): AsyncGenerator<StreamEvent> {
  const permit = await enterLimit(next.id, request, signal, options);
  try {
    for await (const event of next.stream(request, signal)) {
      learnFrom(event, permit);
      yield event;
    }
  } catch (error) {
    pauseAfter(error, options.limiter);
    throw error;
  }
}

/** Lets requests through no faster than a provider allows, in the order in which they come. */
export const withRateLimit = (options: RateLimitOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
