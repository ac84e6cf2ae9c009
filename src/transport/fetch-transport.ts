import { Readable } from 'node:stream';
import type { Response } from 'node-fetch';
import type { HttpRequest } from '../core/http.js';
import { createAgents, type Agents } from './agents.js';
import type { ClosableTransport } from './closable-transport.js';
import { toConnectionError } from './connection-error.js';
import { toWatchingAgent, type ConnectionWatch } from './connection-watch.js';
import type { Exchange } from './exchange.js';
import { createHttpTransport, type Connector, type Reply } from './http-transport.js';
import { releaseStream } from './release-stream.js';
import { replaceStale } from './replace-stale.js';
import { toSettings, type TransportOptions, type TransportSettings } from './transport-options.js';

/**
 * HTTP/1.1 over node-fetch with connections that are kept alive; node-fetch is loaded with the first request.
 * Throws `network`, `timeout` and `cancelled` errors; `provider` for a redirect that must not be followed;
 * `usage` or `auth` for a request that cannot be sent. Close it to close its connections.
 */
export const createFetchTransport = (options: TransportOptions = {}): ClosableTransport => {
  const settings = toSettings(options);
  const agents = createAgents(settings);
  const connector: Connector = {
    send: (url, request, exchange) => sendOverFetch({ url, request, exchange, agents, settings }),
    close: () => agents.close(),
  };
  return createHttpTransport(connector, settings);
};

type Sending = {
  readonly url: URL;
  readonly request: HttpRequest;
  readonly exchange: Exchange;
  readonly agents: Agents;
  readonly settings: TransportSettings;
};

const sendOverFetch = (sending: Sending): Promise<Reply> => replaceStale(sending, (watch) => attempt(sending, watch));

const attempt = async ({ url, request, exchange, settings }: Sending, watch: ConnectionWatch): Promise<Reply> => {
  const { default: fetch } = await import('node-fetch');
  try {
    const response = await fetch(url.href, {
      method: request.method,
      headers: request.headers,
      body: request.body === undefined ? null : Buffer.from(request.body),
      redirect: 'manual',
      // Content is decoded here, because node-fetch loses what is being decoded when a connection breaks.
      compress: false,
      signal: exchange.signal(),
      agent: toWatchingAgent(watch, settings.nowMs),
    });
    return toReply(response, watch, settings);
  } catch (error) {
    throw exchange.failure() ?? toConnectionError(watch.error() ?? error, url);
  }
};

const toReply = (response: Response, watch: ConnectionWatch, { timers }: TransportSettings): Reply => {
  const stream = response.body instanceof Readable ? response.body : Readable.from([]);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    connectMs: watch.connectMs(),
    stream,
    isCutOff: () => false,
    release: () => releaseStream(stream, timers),
  };
};
