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

/** Made once: an abort without a reason makes an error with a stack each time. */
const over = new Error('The answer has ended.');

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, { clock, limitMs }: TotalTimeoutOptions): AsyncGenerator<StreamEvent> {
  const [stop, ended] = [new AbortController(), new AbortController()];
  const onAbort = (): void => stop.abort(signal.reason);
  const expire = async (): Promise<void> => {
    await clock.sleep(limitMs, ended.signal);
    stop.abort(toTimeoutError(next.id, limitMs));
  };
  expire().catch(() => undefined);
  // `AbortSignal.any` would leave a trace of every request in the signal of a long run.
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    yield* next.stream(request, stop.signal);
  } finally {
    signal.removeEventListener('abort', onAbort);
    ended.abort(over);
  }
}

/** Ends an answer that takes longer than a person wants to wait for all of it. */
export const withTotalTimeout = (options: TotalTimeoutOptions): ProviderLayer => (next) =>
  options.limitMs <= 0 ? next : { id: next.id, stream: (request, signal) => stream(next, request, signal, options) };
