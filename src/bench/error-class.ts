import type { UadaError } from '../core/errors.js';
import { UadaError as AnyUadaError } from '../core/errors.js';

/** Why a request failed. `cancelled` is the end of the run and no failure. */
export type ErrorClass =
  | 'dns' | 'connect' | 'tls' | 'timeout' | 'auth' | 'bad-request' | 'not-found' | 'rate-limited' | 'overloaded' | 'server'
  | 'in-band' | 'truncated' | 'malformed' | 'empty' | 'filtered' | 'cache-miss' | 'cancelled';

/** How far the exchange had come. */
export type Progress = {
  /** An event of the answer was decoded. */
  readonly hasEvents: boolean;
  /** Headers were there and at least one byte after them. */
  readonly hasBody: boolean;
  /** The HTTP status; null before the headers. */
  readonly status: number | null;
};

const dnsCodes: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN'];
const tlsCode = /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO|HOSTNAME_MISMATCH)/;

const ofStatus = (status: number): ErrorClass => {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status === 503 || status === 529) return 'overloaded';
  return status >= 500 ? 'server' : 'bad-request';
};

const ofNetwork = ({ code = '' }: UadaError, { status }: Progress): ErrorClass => {
  if (status !== null) return 'truncated';
  if (dnsCodes.includes(code)) return 'dns';
  return tlsCode.test(code) ? 'tls' : 'connect';
};

/** A failure after the first text is wrapped by the provider; what it wraps tells more. */
const unwrap = (error: UadaError): UadaError =>
  error.kind === 'incomplete' && error.cause instanceof AnyUadaError ? unwrap(error.cause) : error;

/** The class of a failure. An error the server sent inside an answer it had begun is `in-band`, whatever its words. */
export const classifyError = (thrown: UadaError, progress: Progress): ErrorClass => {
  const error = unwrap(thrown);
  switch (error.kind) {
    case 'cancelled': return 'cancelled';
    case 'timeout': return 'timeout';
    case 'cache_miss': return 'cache-miss';
    case 'incomplete': return 'truncated';
    case 'network': return ofNetwork(error, progress);
    default: break;
  }
  const isAccepted = progress.status !== null && progress.status < 300;
  // Anything a server says in the words of an error behind a status of success is in the band of the answer.
  if (progress.hasEvents || (isAccepted && (error.status !== undefined || error.code !== undefined))) return 'in-band';
  if (error.status !== undefined) return ofStatus(error.status);
  if (error.kind === 'auth') return 'auth';
  if (error.kind === 'rate_limit') return 'rate-limited';
  if (progress.status === null) return 'bad-request';
  return progress.hasBody ? 'malformed' : 'empty';
};
