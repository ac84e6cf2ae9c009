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
  /** Told when a request has come to the front of the queue and must wait there. */
  readonly notify?: ((notice: RateLimitNotice) => void) | undefined;
};

const learnFrom = (event: StreamEvent, limiter: RateLimiter, permit: Permit): void => {
  if (event.type === 'start' && event.rateLimits !== undefined) limiter.learn(event.rateLimits);
  if (event.type !== 'end' || event.usage === undefined) return;
  const used = sumTokens(event.usage.inputTokens, event.usage.outputTokens);
  if (used !== null) permit.settle(used);
};

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, options: RateLimitOptions): AsyncGenerator<StreamEvent> {
  const { limiter, estimateTokens, notify } = options;
  const tokens = estimateTokens?.(request) ?? 0;
  const permit = await limiter.enter(tokens, signal, (waitMs) => notify?.({ type: 'rate_limit', provider: next.id, waitMs, reason: 'rate limit' }));
  try {
    for await (const event of next.stream(request, signal)) {
      learnFrom(event, limiter, permit);
      yield event;
    }
  } catch (error) {
    if (error instanceof UadaError && error.kind === 'rate_limit' && error.isRetryable) limiter.pause(error.retryAfterMs ?? 0);
    throw error;
  }
}

/** Lets requests through no faster than a provider allows, in the order in which they come. */
export const withRateLimit = (options: RateLimitOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
