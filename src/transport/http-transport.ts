import type { ExchangeStamps, HttpHeaders, HttpRequest, HttpResponse } from '../core/http.js';
import type { ClosableTransport } from './closable-transport.js';
import { acceptEncoding } from './content-decoder.js';
import { createExchange, type Exchange } from './exchange.js';
import { toProxyLoginError } from './proxy/proxy-error.js';
import { toRedirectUrl, type RedirectQuestion } from './redirect.js';
import { assertHeaders, toRequestUrl } from './request-check.js';
import { createResponseBody, type RawBody } from './response-body.js';
import type { TransportSettings } from './transport-options.js';

/** An answer whose body has not been touched. */
export type Reply = Omit<RawBody, 'encoding'> & {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly connectMs: number | undefined;
  readonly stamps?: ExchangeStamps;
  /** Reads the body in another way than all others do. */
  readonly openBody?: typeof createResponseBody;
};

/** One way to put a request on the wire: no redirects, no decoding. */
export type Connector = {
  /** Throws `exchange.failure()` when it is stopped, else a `network` error. */
  send(url: URL, request: HttpRequest, exchange: Exchange): Promise<Reply>;
  close(): void;
};

/** What all transports share: checks, redirects, decoding, time limits. */
export const createHttpTransport = (connector: Connector, settings: TransportSettings): ClosableTransport => {
  const send = async (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
    const url = toRequestUrl(request.url);
    const complete = withOwnHeaders(request, settings.userAgent);
    assertHeaders(complete.headers, url.host);
    const exchange = createExchange(url.host, signal, settings, request.onConnect);
    try {
      return toResponse(await follow(connector, url, complete, exchange), exchange);
    } catch (error) {
      exchange.close();
      throw error;
    }
  };
  return Object.assign(send, { close: () => connector.close() });
};

const withOwnHeaders = (request: HttpRequest, userAgent: string): HttpRequest =>
  ({ ...request, headers: { accept: '*/*', 'accept-encoding': acceptEncoding, 'user-agent': userAgent, ...request.headers } });

const follow = async (connector: Connector, first: URL, request: HttpRequest, exchange: Exchange): Promise<Reply> => {
  let url = first;
  for (let followedCount = 0; ; followedCount += 1) {
    const failure = exchange.failure();
    if (failure !== undefined) throw failure;
    const reply = await connector.send(url, request, exchange);
    const target = findTarget(reply, { method: request.method, url, followedCount, isPublic: request.isPublic });
    if (target === undefined) return reply;
    reply.release();
    url = target;
  }
};

/** Where the reply sends the request. One that must not be obeyed does not keep its body open. */
const findTarget = (reply: Reply, question: Omit<RedirectQuestion, 'status' | 'location'>): URL | undefined => {
  const { status, headers, release } = reply;
  try {
    if (status === 407) throw toProxyLoginError(question.url.host);
    return toRedirectUrl({ ...question, status, location: headers['location'] });
  } catch (error) {
    release();
    throw error;
  }
};

const toResponse = (reply: Reply, exchange: Exchange): HttpResponse => {
  const { status, headers, connectMs, stream, isCutOff, release } = reply;
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  const body = (reply.openBody ?? createResponseBody)({ stream, encoding, isCutOff, release }, exchange);
  const { stamps } = reply;
  return { status, headers, body, ...(connectMs === undefined ? {} : { connectMs }), ...(stamps === undefined ? {} : { stamps }) };
};
