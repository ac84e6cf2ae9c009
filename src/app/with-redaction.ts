import { UadaError } from '../core/errors.js';
import type { StartEvent, StreamEvent } from '../core/events.js';
import type { Provider } from '../core/provider.js';
import { redact } from '../core/secret.js';

const optional = (text: string | undefined): string | undefined => (text === undefined ? undefined : redact(text));

const safeStart = (event: StartEvent): StartEvent => ({
  ...event, model: redact(event.model),
  ...(event.id === undefined ? {} : { id: redact(event.id) }),
  ...(event.requestId === undefined ? {} : { requestId: redact(event.requestId) }),
});

/** The same event without any credential in its names and ids. */
export const safeEvent = (event: StreamEvent): StreamEvent => {
  if (event.type === 'start') return safeStart(event);
  return event.type === 'end' && event.detail !== undefined ? { ...event, detail: redact(event.detail) } : event;
};

/** The same failure without any credential in its words. The cause stays: only `--debug` shows it, through `redact`. */
export const safeError = (error: UadaError): UadaError => {
  const message = redact(error.message);
  const hint = optional(error.hint);
  const requestId = optional(error.requestId);
  const code = optional(error.code);
  const isSafe = message === error.message && hint === error.hint && requestId === error.requestId && code === error.code;
  if (isSafe) return error;
  return new UadaError(error.kind, message, {
    hint, requestId, code, status: error.status, provider: error.provider, isRetryable: error.isRetryable,
    retryAfterMs: error.retryAfterMs, cause: error.cause,
  });
};

/**
 * Keeps what a server repeats of a credential from everything behind: names, ids and error texts are redacted before
 * any output, cache or history sees them. The words of the answer pass unchanged.
 */
export const withRedaction = (next: Provider): Provider => ({
  id: next.id,
  async *stream(request, signal) {
    try {
      for await (const event of next.stream(request, signal)) yield safeEvent(event);
    } catch (error) {
      throw error instanceof UadaError ? safeError(error) : error;
    }
  },
});
