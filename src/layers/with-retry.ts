import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Clock } from './clock.js';
import { holdBack } from './held-stream.js';
import type { RetryNotice } from './notice.js';
import { reword } from './reword.js';
import type { RetryBudget } from './retry-budget.js';
import { toRetryWaitMs } from './retry-wait.js';
import { toShortReason } from './short-reason.js';
import { toWaitText } from './wait-text.js';

export type RetryOptions = {
  readonly clock: Clock;
  /** How often one request may be sent again. */
  readonly maxRetries: number;
  readonly budget: RetryBudget;
  /** The longest wait a server may ask for; above it the request fails at once. @default 60_000 */
  readonly longestWaitMs?: number | undefined;
  /** No retry begins later than this after the request was first sent; 0 for no limit. @default 0 */
  readonly giveUpAfterMs?: number | undefined;
  /** Holds every answer back until it is whole, so that one that broke off in the middle is asked for again, too. @default false */
  readonly isHeldToEnd?: boolean | undefined;
  /** Told before every wait. */
  readonly notify?: ((notice: RetryNotice) => void) | undefined;
  /** Awaited before the request goes out again, for a place under a rate limit. */
  readonly beforeRetry?: ((request: ChatRequest, signal: AbortSignal) => Promise<unknown>) | undefined;
};

/** A limit that a person set is the time after which they want to know, so a request that reached one is not repeated. */
const mayHelp = (error: unknown): error is UadaError =>
  error instanceof UadaError && error.isRetryable && error.kind !== 'timeout' && error.kind !== 'cancelled';

const comeBackLater = (error: UadaError, provider: string, waitMs: number): UadaError => {
  const wait = toWaitText(waitMs);
  return reword(error, `${provider} asks to come back in ${wait}: ${error.message}`, { hint: `Try again in ${wait}, or ask another provider.` });
};

type Run = RetryOptions & { readonly provider: string; readonly startedMs: number };
type Decision = { readonly notice: RetryNotice } | { readonly error: unknown };

const decide = (error: unknown, retryIndex: number, run: Run): Decision => {
  const { clock, maxRetries, budget, provider, longestWaitMs = 60_000, giveUpAfterMs = 0 } = run;
  if (!mayHelp(error)) return { error };
  const { retryAfterMs } = error;
  if (retryAfterMs !== undefined && retryAfterMs > longestWaitMs) return { error: comeBackLater(error, provider, retryAfterMs) };
  const waitMs = toRetryWaitMs(retryIndex, retryAfterMs, () => clock.random());
  const isTooLate = giveUpAfterMs > 0 && clock.monotonicMs() - run.startedMs + waitMs > giveUpAfterMs;
  if (retryIndex >= maxRetries || isTooLate || !budget.take()) return { error };
  return { notice: { type: 'retry', provider, attempt: retryIndex + 1, maxRetries, waitMs, reason: toShortReason(error, provider), error } };
};

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, options: RetryOptions): AsyncGenerator<StreamEvent> {
  const run: Run = { ...options, provider: next.id, startedMs: options.clock.monotonicMs() };
  options.budget.countRequest();
  for (let retryIndex = 0; ; retryIndex += 1) {
    const held = holdBack(next.stream(request, signal), options.isHeldToEnd);
    try {
      yield* held.events;
      return;
    } catch (error) {
      const decision = held.isShown || signal.aborted ? { error } : decide(error, retryIndex, run);
      if ('error' in decision) {
        yield* held.release();
        throw decision.error;
      }
      options.notify?.(decision.notice);
      await options.clock.sleep(decision.notice.waitMs, signal);
      await options.beforeRetry?.(request, signal);
    }
  }
}

/**
 * Sends a request again when it failed in a way that may pass, as long as nothing of the answer was shown. Waits
 * with full jitter, never less than the server asks for. When the signal aborts, a wait ends at once with its reason.
 */
export const withRetry = (options: RetryOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
