import type { ErrorDetails, ErrorKind } from '../../../core/errors.js';
import { CancelledError, IncompleteAnswerError, UadaError } from '../../../core/errors.js';

/** An error on its way to another thread, whose classes are not those of this one. */
export type PlainError = Omit<ErrorDetails, 'cause'> & { readonly kind: ErrorKind; readonly message: string };

/** All of an error but its cause. */
export const toPlainError = ({ kind, message, hint, status, provider, code, requestId, isRetryable, retryAfterMs }: UadaError): PlainError =>
  ({ kind, message, hint, status, provider, code, requestId, isRetryable, retryAfterMs });

/** The same error in this thread. */
export const fromPlainError = ({ kind, message, ...details }: PlainError): UadaError => {
  if (kind === 'incomplete') return new IncompleteAnswerError(message, details);
  return kind === 'cancelled' ? new CancelledError(message, details) : new UadaError(kind, message, details);
};
