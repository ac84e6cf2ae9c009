import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import { toTimeLimitText } from '../core/time-limit-text.js';
import type { Clock } from './clock.js';

export type TotalTimeoutOptions = {
  readonly clock: Clock;
  /** Most milliseconds from the first request to the end of the answer, retries and their waits included; 0 for no limit. */
  readonly limitMs: number;
};

const toTimeoutError = (provider: string, limitMs: number): UadaError =>
  new UadaError('timeout', `The answer of ${provider} was not complete within ${toTimeLimitText(limitMs)}.`, {
    provider, code: 'total_timeout', hint: 'Raise the limit with --timeout.',
  });

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, { clock, limitMs }: TotalTimeoutOptions): AsyncGenerator<StreamEvent> {
  const [expiry, ended] = [new AbortController(), new AbortController()];
  const expire = async (): Promise<void> => {
    await clock.sleep(limitMs, ended.signal);
    expiry.abort(toTimeoutError(next.id, limitMs));
  };
  expire().catch(() => undefined);
  try {
    yield* next.stream(request, AbortSignal.any([signal, expiry.signal]));
  } finally {
    ended.abort();
  }
}

/** Ends an answer that takes longer than a person wants to wait for all of it. */
export const withTotalTimeout = (options: TotalTimeoutOptions): ProviderLayer => (next) =>
  options.limitMs <= 0 ? next : { id: next.id, stream: (request, signal) => stream(next, request, signal, options) };
