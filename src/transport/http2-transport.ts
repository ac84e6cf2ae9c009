import { constants, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { UadaError } from '../core/errors.js';
import type { HttpHeaders, HttpRequest } from '../core/http.js';
import type { ClosableTransport } from './closable-transport.js';
import { createEndOfTurn } from './end-of-turn.js';
import type { Exchange } from './exchange.js';
import { createHttpTransport, type Connector, type Reply } from './http-transport.js';
import { isStale, toSessionError, toStreamError } from './http2-errors.js';
import { createSessions, type Lease, type Sessions } from './http2-sessions.js';
import { chooseProxy } from './proxy/choose-proxy.js';
import type { ProxySettings } from './proxy/proxy-settings.js';
import { createStamps, openStampedBody, type StampClock, type Stamps } from './stamps.js';
import { toSettings, type TransportOptions } from './transport-options.js';

/**
 * HTTP/2 over node:http2, one session for each origin; `http:` URLs need a server that expects HTTP/2 there.
 * Throws as the fetch transport does, and a `network` error when the server does not speak HTTP/2.
 * `usage` for a host behind a proxy. `maxSockets` and `createAgent` have no meaning here. When it is given a clock
 * (`nowMs`), every response has `stamps` and content without encoding is asked for, as the timed transport does; the
 * steps of connecting are those of the request that the session was opened for.
 */
export const createHttp2Transport = (options: TransportOptions = {}): ClosableTransport => {
  const settings = toSettings(options);
  const sessions = createSessions(settings.caCertificates, settings.nowMs);
  const clock = options.nowMs === undefined ? undefined : { nowMs: options.nowMs, endOfTurn: createEndOfTurn() };
  const connector: Connector = {
    send: async (url, request, exchange) => {
      assertDirect(url, settings.proxy);
      return sendOverHttp2({ url, request, exchange, sessions, clock, nowMs: settings.nowMs });
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
  /** Undefined where nobody asks for stamps. */
  readonly clock: StampClock | undefined;
};

const sendOverHttp2 = async (sending: Sending): Promise<Reply> => {
  const first = sending.sessions.lend(sending.url);
  try {
    return await attempt(sending, first, 0);
  } catch (error) {
    if (sending.exchange.failure() !== undefined || !isStale(first, error)) throw error;
  }
  return attempt(sending, sending.sessions.lend(sending.url), 1);
};

const attempt = async (sending: Sending, lease: Lease, staleCount: number): Promise<Reply> => {
  const { url, exchange, nowMs } = sending;
  const startedMs = nowMs();
  try {
    if (!lease.isReused) exchange.deadlines.enter('connect');
    await untilStopped(lease.ready, exchange);
    // Waiting for the connection of another request is no connecting.
    const connectMs = lease.isFirst ? nowMs() - startedMs : 0;
    exchange.deadlines.enter('firstByte');
    const stream = openStream(sending, lease);
    exchange.onStop(() => cancel(stream));
    const stamped = sending.clock === undefined ? {} : stamp(stream, lease, staleCount, sending.clock);
    return { ...toReply(stream, await untilStopped(responseOf(stream, lease), exchange), connectMs), ...stamped };
  } catch (error) {
    lease.release();
    throw exchange.failure() ?? toSessionError(error, url, lease);
  }
};

const stamp = (stream: ClientHttp2Stream, lease: Lease, staleCount: number, clock: StampClock): Pick<Reply, 'stamps' | 'openBody'> => {
  const stamps: Stamps = { ...createStamps(staleCount), ...(lease.isFirst ? lease.phases : {}) };
  stream.once('finish', () => (stamps.sentMs = clock.nowMs()));
  stream.once('response', () => (stamps.headersMs = clock.nowMs()));
  return { stamps, openBody: openStampedBody(stamps, clock) };
};

const untilStopped = <Value>(promise: Promise<Value>, exchange: Exchange): Promise<Value> => new Promise((resolve, reject) => {
  promise.then(resolve, reject);
  exchange.onStop(reject);
});

const openStream = ({ url, request, clock }: Sending, lease: Lease): ClientHttp2Stream => {
  const plain = clock === undefined ? {} : { 'accept-encoding': 'identity' };
  const stream = lease.session.request({ ...toRequestHeaders(url, request), ...plain }, { endStream: request.body === undefined });
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
  stream.once('close', () => reject(toStreamError(stream.rstCode, lease.error() ?? error)));
});

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
