import type { ErrorDetails } from '../core/errors.js';
import { UadaError } from '../core/errors.js';

/** The same failure in other words; the first wording stays as its cause. */
export const reword = (error: UadaError, message: string, details: ErrorDetails = {}): UadaError =>
  new UadaError(error.kind, message, {
    hint: error.hint, status: error.status, provider: error.provider, code: error.code, requestId: error.requestId,
    isRetryable: error.isRetryable, retryAfterMs: error.retryAfterMs, cause: error, ...details,
  });
