import type { IncomingMessage, ServerResponse as NodeResponse } from 'node:http';
import type { HttpHeaders } from '../core/http.js';
import { loadProtocol } from '../protocols/load.js';
import type { ServerFailure, ServerRequest, ServerRoute, ServerSide } from '../protocols/protocol.js';
import type { Call, Shared } from './call.js';
import { sendReply } from './call.js';
import { redirectMark, sendFaultReply } from './fault-reply.js';
import { strike } from './faults/struck.js';
import { listSimulatedModels } from './models.js';
import type { Place } from './providers.js';
import { readRequestBody } from './read-body.js';
import { isBatchPath, serveBatchCall } from './serve-batch-call.js';
import { serveChat } from './serve-chat.js';

/** The path of a URL. Doubled and closing slashes, which base URLs bring in, do not count. */
export const pathOf = (url: string): string => (url.split('?')[0] ?? '').replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');

type Incoming = { readonly request: IncomingMessage; readonly response: NodeResponse; readonly signal: AbortSignal; readonly arrivedMs: number };

/** Where a request goes in its vendor's format; no route is an address the vendor does not know. */
type Match = { readonly side: ServerSide; readonly request: ServerRequest; readonly route: ServerRoute | undefined };

const toHeaders = (request: IncomingMessage): HttpHeaders =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));

const match = async (place: Place, rest: Omit<ServerRequest, 'path'>): Promise<Match> => {
  const request = { ...rest, path: place.path ?? '' };
  let first: ServerSide | undefined;
  for (const name of place.mount.protocols) {
    const { server: side } = await loadProtocol(name);
    first ??= side;
    const route = place.path === undefined ? undefined : side.route(request);
    if (route !== undefined) return { side, request, route };
  }
  if (first === undefined) throw new Error(`No wire format is served under ${place.mount.root}.`);
  return { side: first, request, route: undefined };
};

/** Vendors refuse a request without a key; the simulator takes any that does not call itself invalid. */
const credentialFailure = (place: Place, key: string | undefined, method: string): ServerFailure | undefined => {
  // An upload address that was handed out needs no key (Together).
  if (method === 'PUT') return undefined;
  if (key === undefined || key === '') {
    return place.mount.keyVariable === undefined ? undefined : { reason: 'auth', message: 'No API key was sent. The simulator takes any key.' };
  }
  return /invalid/i.test(key) ? { reason: 'auth', message: 'The API key is not valid. The simulator takes any key without the word "invalid".' } : undefined;
};

const nothingAt = ({ method, url }: IncomingMessage): ServerFailure =>
  ({ reason: 'model', status: 404, message: `There is nothing at ${method ?? 'GET'} ${pathOf(url ?? '')}.` });

const serveRoute = async (call: Call, route: ServerRoute): Promise<void> => {
  if (call.faults.reply !== undefined) return sendFaultReply(call, call.faults.reply);
  if (route === 'chat') return serveChat(call);
  return sendReply(call.response, call.side.encodeModels(listSimulatedModels(call.provider)));
};

/** Answers one request to a vendor's part of the simulator. */
export const serveRequest = async (shared: Shared, place: Place, incoming: Incoming): Promise<void> => {
  const { request: raw, response, signal, arrivedMs } = incoming;
  const query = new URLSearchParams((raw.url ?? '').split(/\?(.*)/s)[1] ?? '');
  const isRedirected = query.has(redirectMark);
  query.delete(redirectMark);
  const body = await readRequestBody(raw);
  const method = raw.method ?? 'GET';
  const { side, request, route } = await match(place, { method, query, headers: toHeaders(raw), body: body ?? '' });
  const identity = shared.identify(`${method} ${place.mount.provider} ${request.path}\n${request.body}`);
  const fail = (failure: ServerFailure): Promise<void> => sendReply(response, side.encodeFailure(failure, identity.id));
  if (route === undefined && !isBatchPath(place.path)) return fail(nothingAt(raw));
  const refusal = credentialFailure(place, side.credential(request), method);
  if (refusal !== undefined) return fail(refusal);
  if (body === undefined) return fail({ reason: 'too_large', message: 'The request body is larger than 64 MiB.' });
  const { reply, ...otherFaults } = strike(shared.options.faults, identity.random('faults'));
  const faults = reply === undefined || (isRedirected && reply.type === 'redirect') ? otherFaults : { reply, ...otherFaults };
  const call: Call = { shared, provider: place.mount.provider, side, request, response, identity, faults, arrivedMs, signal };
  if (route !== undefined) return serveRoute(call, route);
  if (!(await serveBatchCall(call, place.mount))) await fail(nothingAt(raw));
};

