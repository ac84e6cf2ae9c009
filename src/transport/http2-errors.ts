import { constants } from 'node:http2';
import { UadaError } from '../core/errors.js';
import { codeOf, toConnectionError } from './connection-error.js';
import type { Lease } from './http2-sessions.js';

const staleCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_HTTP2_INVALID_SESSION', 'ERR_HTTP2_GOAWAY_SESSION', 'ERR_HTTP2_STREAM_CANCEL']);
const refusedCode = 'NGHTTP2_REFUSED_STREAM';
const http1Code = 'NGHTTP2_HTTP_1_1_REQUIRED';
const http1Codes: ReadonlySet<string> = new Set([http1Code, 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL']);

/** A session that had worked before and ended, or was about to, before it answered. */
export const isStale = ({ isReused, session }: Lease, error: unknown): boolean =>
  isReused && (codeOf(error) === refusedCode || (session.closed && staleCodes.has(codeOf(error))));

/** Why a stream closed without an answer. */
export const toStreamError = (rstCode: number | undefined, cause: Error | undefined): Error => {
  if (rstCode === constants.NGHTTP2_REFUSED_STREAM) return Object.assign(new Error('The stream was refused.', { cause }), { code: refusedCode });
  if (rstCode === constants.NGHTTP2_HTTP_1_1_REQUIRED) return Object.assign(new Error('HTTP/1.1 is required.', { cause }), { code: http1Code });
  return cause ?? Object.assign(new Error('The stream closed without an answer.'), { code: 'ECONNRESET' });
};

/** The error for a request that failed before its response was there. */
export const toSessionError = (error: unknown, url: URL, lease: Lease): UadaError =>
  lease.isForeign() || http1Codes.has(codeOf(error)) ? toHttp2Error(url.host, error) : toConnectionError(error, url);

/** The error for a server that was reached but does not speak HTTP/2. */
const toHttp2Error = (host: string, cause: unknown): UadaError =>
  new UadaError('network', `${host} does not speak HTTP/2.`, { hint: 'Leave out --http2.', code: 'no_http2', cause });
