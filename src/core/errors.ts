/** The words of `error.kind` in every JSON output. */
export type ErrorKind =
  | 'bug' | 'usage' | 'auth' | 'rate_limit' | 'provider' | 'network' | 'timeout' | 'incomplete'
  | 'cache_miss' | 'partial' | 'slo' | 'regression' | 'invalid_measurement' | 'cancelled';

/** The exit code of each kind: the contract with scripts. */
export const exitCodes: Readonly<Record<ErrorKind, number>> = {
  bug: 1, usage: 2, auth: 3, rate_limit: 4, provider: 5, network: 6, timeout: 6, incomplete: 7,
  cache_miss: 8, partial: 9, slo: 10, regression: 11, invalid_measurement: 12, cancelled: 130,
};

export type ErrorDetails = {
  /** What the person can do next, as a sentence. */
  readonly hint?: string | undefined;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  readonly provider?: string | undefined;
  /** The vendor's own error code or type. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** True when the same request may succeed later. @default false */
  readonly isRetryable?: boolean | undefined;
  /** How long the server asked to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
};

/** Every expected failure. The message is one sentence for a person; only the program's entry prints it. */
export class UadaError extends Error {
  override readonly name: string = 'UadaError';
  readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly status: number | undefined;
  readonly provider: string | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly isRetryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.hint = details.hint;
    this.status = details.status;
    this.provider = details.provider;
    this.code = details.code;
    this.requestId = details.requestId;
    this.isRetryable = details.isRetryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }

  get exitCode(): number {
    return exitCodes[this.kind];
  }
}

/** The same failure with other details, as a layer that knows more would have thrown it. */
export const withDetails = (error: UadaError, details: ErrorDetails): UadaError =>
  new UadaError(error.kind, error.message, {
    hint: error.hint, status: error.status, provider: error.provider, code: error.code, requestId: error.requestId,
    isRetryable: error.isRetryable, retryAfterMs: error.retryAfterMs, cause: error.cause, ...details,
  });

/** The stream ended without the protocol's own end, or an error came after visible text. */
export class IncompleteAnswerError extends UadaError {
  override readonly name = 'IncompleteAnswerError';

  constructor(message: string, details: ErrorDetails = {}) {
    super('incomplete', message, details);
  }
}

/** The person, a signal or a losing race stopped the request. */
export class CancelledError extends UadaError {
  override readonly name = 'CancelledError';

  constructor(message = 'Stopped.', details: ErrorDetails = {}) {
    super('cancelled', message, details);
  }
}
