import { constants, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { UadaError } from '../core/errors.js';
import type { HttpHeaders, HttpRequest } from '../core/http.js';
import type { ClosableTransport } from './closable-transport.js';
import { codeOf, toConnectionError } from './connection-error.js';
import type { Exchange } from './exchange.js';
import { createHttpTransport, type Connector, type Reply } from './http-transport.js';
import { createSessions, type Lease, type Sessions } from './http2-sessions.js';
import { chooseProxy } from './proxy/choose-proxy.js';
import type { ProxySettings } from './proxy/proxy-settings.js';
import { toSettings, type TransportOptions } from './transport-options.js';

/**
 * HTTP/2 over node:http2, one session for each origin; `http:` URLs need a server that expects HTTP/2 there.
 * Throws as the fetch transport does, and a `network` error when the server does not speak HTTP/2.
 * `usage` for a host behind a proxy. `maxSockets` and `createAgent` have no meaning here.
 */
export const createHttp2Transport = (options: TransportOptions = {}): ClosableTransport => {
  const settings = toSettings(options);
  const sessions = createSessions(settings.caCertificates);
  const connector: Connector = {
    send: async (url, request, exchange) => {
      assertDirect(url, settings.proxy);
      return sendOverHttp2({ url, request, exchange, sessions, nowMs: settings.nowMs });
    },
    close: () => sessions.close(),
  };
  return createHttpTransport(connector, settings);
};

const assertDirect = (url: URL, settings: ProxySettings): void => {
  const proxy = chooseProxy(url, settings);
  if (proxy === undefined) return;
  throw new UadaError('usage', `HTTP/2 does not go through the proxy ${proxy.host}.`, { hint: `Leave out --http2, or name ${url.hostname} in NO_PROXY.` });
};

type Sending = {
  readonly url: URL;
  readonly request: HttpRequest;
  readonly exchange: Exchange;
  readonly sessions: Sessions;
  readonly nowMs: () => number;
};

const sendOverHttp2 = async (sending: Sending): Promise<Reply> => {
  const first = sending.sessions.lend(sending.url);
  try {
    return await attempt(sending, first);
  } catch (error) {
    if (sending.exchange.failure !== undefined || !isStale(first, error)) throw error;
  }
  return attempt(sending, sending.sessions.lend(sending.url));
};

const staleCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_HTTP2_INVALID_SESSION', 'ERR_HTTP2_GOAWAY_SESSION', 'ERR_HTTP2_STREAM_CANCEL']);
const refusedCode = 'NGHTTP2_REFUSED_STREAM';

/** A session that had worked before and ended, or was about to, before it answered. */
const isStale = ({ isReused, session }: Lease, error: unknown): boolean =>
  isReused && (codeOf(error) === refusedCode || (session.closed && staleCodes.has(codeOf(error))));

const attempt = async ({ url, request, exchange, nowMs }: Sending, lease: Lease): Promise<Reply> => {
  const startedMs = nowMs();
  try {
    if (!lease.isReused) exchange.deadlines.enter('connect');
    await untilStopped(lease.ready, exchange);
    const connectMs = lease.isReused ? 0 : nowMs() - startedMs;
    exchange.deadlines.enter('firstByte');
    const stream = openStream(url, request, lease);
    exchange.onStop(() => cancel(stream));
    return toReply(stream, await untilStopped(responseOf(stream, lease), exchange), connectMs);
  } catch (error) {
    lease.release();
    throw exchange.failure ?? toSessionError(error, url, lease);
  }
};

const untilStopped = <Value>(promise: Promise<Value>, exchange: Exchange): Promise<Value> => new Promise((resolve, reject) => {
  promise.then(resolve, reject);
  exchange.onStop(reject);
});

const openStream = (url: URL, request: HttpRequest, lease: Lease): ClientHttp2Stream => {
  const stream = lease.session.request(toRequestHeaders(url, request), { endStream: request.body === undefined });
  stream.once('close', () => lease.release());
  if (request.body !== undefined) stream.end(request.body);
  return stream;
};

/** Headers about the connection, which HTTP/2 has none of (RFC 9113, 8.2.2). */
const connectionHeaders: ReadonlySet<string> = new Set(['connection', 'host', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te']);

const toRequestHeaders = (url: URL, { method, headers, body }: HttpRequest): Record<string, string> => ({
  ':method': method,
  ':path': `${url.pathname}${url.search}`,
  ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  ...Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.has(name))),
});

const responseOf = (stream: ClientHttp2Stream, lease: Lease): Promise<IncomingHttpHeaders> => new Promise((resolve, reject) => {
  let error: Error | undefined;
  stream.once('response', resolve);
  // This listener stays, so that no late error of the stream is thrown at nobody.
  stream.on('error', (cause: Error) => (error ??= cause));
  stream.once('close', () => reject(toStreamError(stream.rstCode, lease.error ?? error)));
});

const toStreamError = (rstCode: number | undefined, cause: Error | undefined): Error => {
  if (rstCode === constants.NGHTTP2_REFUSED_STREAM) return Object.assign(new Error('The stream was refused.', { cause }), { code: refusedCode });
  if (rstCode === constants.NGHTTP2_HTTP_1_1_REQUIRED) return Object.assign(new Error('HTTP/1.1 is required.', { cause }), { code: http1Code });
  return cause ?? Object.assign(new Error('The stream closed without an answer.'), { code: 'ECONNRESET' });
};

const http1Code = 'NGHTTP2_HTTP_1_1_REQUIRED';
const http1Codes: ReadonlySet<string> = new Set([http1Code, 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL']);

const toSessionError = (error: unknown, url: URL, { isForeign }: Lease): UadaError =>
  isForeign || http1Codes.has(codeOf(error)) ? toHttp2Error(url.host, error) : toConnectionError(error, url);

/** The error for a server that was reached but does not speak HTTP/2. */
const toHttp2Error = (host: string, cause: unknown): UadaError =>
  new UadaError('network', `${host} does not speak HTTP/2.`, { hint: 'Leave out --http2.', code: 'no_http2', cause });

const toReply = (stream: ClientHttp2Stream, fields: IncomingHttpHeaders, connectMs: number): Reply => ({
  status: Number(fields[':status']),
  headers: toHeaders(fields),
  connectMs,
  stream,
  // A reset by the server looks like an end to the reader.
  isCutOff: () => stream.rstCode !== constants.NGHTTP2_NO_ERROR,
  release: () => cancel(stream),
});

/** Its other streams keep the session; only this one ends. */
const cancel = (stream: ClientHttp2Stream): void => {
  stream.close(constants.NGHTTP2_CANCEL);
  // A paused stream would never report its end.
  stream.resume();
};

const toHeaders = (fields: IncomingHttpHeaders): HttpHeaders => Object.fromEntries(
  Object.entries(fields).flatMap(([name, value]) => (name.startsWith(':') || value === undefined ? [] : [[name, [value].flat().join(', ')]])),
);
