import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { BreakerOutcome, Breakers, Passage } from './breaker.js';
import { toWaitText } from './wait-text.js';

export type BreakerOptions = {
  readonly breakers: Breakers;
  /** Provider, base URL and fingerprint of the key: what fails and recovers together. */
  readonly key: string;
};

/** A refusal or a rate limit shows a provider that is well; what counts is one that cannot answer. */
const isFailure = ({ kind, status, isRetryable }: UadaError): boolean =>
  kind === 'network' || kind === 'timeout' || kind === 'incomplete' || (kind === 'provider' && (isRetryable || (status ?? 0) >= 500));

const toOutcome = (error: unknown): BreakerOutcome =>
  error instanceof UadaError && isFailure(error) ? { type: 'failure', error } : { type: 'neutral' };

const refuse = ({ waitMs, failureCount, lastError }: Extract<Passage, { isOpen: true }>, provider: string): UadaError => {
  const kind = lastError.kind === 'network' || lastError.kind === 'timeout' ? 'network' : 'provider';
  const wait = toWaitText(waitMs);
  return new UadaError(kind, `${provider} failed ${failureCount} times in a row and is left alone for ${wait}; the last time: ${lastError.message}`, {
    provider, code: 'circuit_open', status: lastError.status, isRetryable: true, retryAfterMs: waitMs, cause: lastError,
    hint: `Try again in ${wait}, or ask another provider.`,
  });
};

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, { breakers, key }: BreakerOptions): AsyncGenerator<StreamEvent> {
  const passage = breakers.of(key).enter();
  if (passage.isOpen) throw refuse(passage, next.id);
  let outcome: BreakerOutcome = { type: 'neutral' };
  try {
    for await (const event of next.stream(request, signal)) {
      // Noted before the consumer has it, who may leave with the last event.
      if (event.type === 'end') outcome = { type: 'success' };
      yield event;
    }
  } catch (error) {
    outcome = toOutcome(error);
    throw error;
  } finally {
    passage.end(outcome);
  }
}

/**
 * Leaves a provider alone that fails again and again, errors in the middle of an answer included: while its breaker
 * is open, requests fail at once with a retryable error that says how long.
 */
export const withBreaker = (options: BreakerOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
