import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { HttpRequest } from '../core/http.js';
import { createAgents, type Agents } from './agents.js';
import type { ClosableTransport } from './closable-transport.js';
import { watchPhases } from './connect-phases.js';
import { toConnectionError } from './connection-error.js';
import type { ConnectionWatch } from './connection-watch.js';
import { createEndOfTurn, type EndOfTurn } from './end-of-turn.js';
import type { Exchange } from './exchange.js';
import { createHttpTransport, type Connector, type Reply } from './http-transport.js';
import { releaseStream } from './release-stream.js';
import { replaceStale } from './replace-stale.js';
import { createStamps, openStampedBody, type Stamps } from './stamps.js';
import { toSettings, type TransportOptions, type TransportSettings } from './transport-options.js';

/**
 * HTTP/1.1 over Node's own client, for measuring: every response has `stamps`, taken as near to the socket as Node
 * allows. It asks for content without encoding; where a server encodes all the same, stamps are of the decoded pieces.
 * Throws as the other transports do. Close it to close its connections.
 */
export const createTimedTransport = (options: TransportOptions = {}): ClosableTransport => {
  const settings = toSettings(options);
  const agents = createAgents(settings);
  const endOfTurn = createEndOfTurn();
  const connector: Connector = {
    send: (url, request, exchange) => send({ url, request, exchange, agents, settings, endOfTurn }),
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
  readonly endOfTurn: EndOfTurn;
};

const send = (sending: Sending): Promise<Reply> =>
  replaceStale(sending, (watch, staleCount) => attempt(sending, watch, staleCount));

const attempt = async (sending: Sending, watch: ConnectionWatch, staleCount: number): Promise<Reply> => {
  const { url, exchange, settings: { nowMs } } = sending;
  const stamps = createStamps(staleCount);
  try {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const beganMs = nowMs();
      const outgoing = open(sending, watch.agent);
      watch.follow(outgoing, beganMs);
      outgoing.once('socket', (socket) => watchPhases(socket, stamps, nowMs, beganMs));
      outgoing.once('finish', () => (stamps.sentMs = nowMs()));
      outgoing.once('response', (response) => {
        stamps.headersMs = nowMs();
        resolve(response);
      });
      outgoing.on('error', reject);
      exchange.onStop((failure) => {
        outgoing.destroy();
        reject(failure);
      });
      outgoing.end(sending.request.body);
    });
    return toReply(message, watch, stamps, sending);
  } catch (error) {
    throw exchange.failure() ?? toConnectionError(watch.error() ?? error, url);
  }
};

const open = ({ url, request }: Sending, agent: Agent): ClientRequest => {
  const { body } = request;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: request.method, agent, headers: { ...request.headers, ...length, 'accept-encoding': 'identity' },
  });
};

const toReply = (message: IncomingMessage, watch: ConnectionWatch, stamps: Stamps, { settings: { nowMs, timers }, endOfTurn }: Sending): Reply => ({
  status: message.statusCode ?? 0,
  headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
  connectMs: watch.connectMs(),
  stream: message,
  stamps,
  isCutOff: () => !message.complete,
  release: () => releaseStream(message, timers),
  openBody: openStampedBody(stamps, { nowMs, endOfTurn }),
});
