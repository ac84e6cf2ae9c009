import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { RequestTaker } from '../connection-watch.js';
import type { CreateAgent } from '../transport-options.js';
import { chooseProxy } from './choose-proxy.js';
import { connectToProxy, openTunnel, toProxyHeaders, type ProxyRoute } from './proxy-connection.js';
import type { ProxySettings } from './proxy-settings.js';

/** Agents that go through the proxies of the settings, where those apply. */
export const createProxyAgents = (settings: ProxySettings, connectTimeoutMs: number): CreateAgent => (url, defaults) => {
  const proxy = chooseProxy(url, settings);
  if (proxy === undefined) return undefined;
  const route = { proxy, secureContext: defaults.secureContext };
  return url.protocol === 'https:'
    ? createTunnellingAgent(url, route, defaults, connectTimeoutMs)
    : createForwardingAgent(url, route, defaults, connectTimeoutMs);
};

const createTunnellingAgent = (url: URL, route: ProxyRoute, defaults: AgentOptions, connectTimeoutMs: number): HttpsAgent => {
  const agent = new HttpsAgent(defaults);
  const limit = endWith(agent, connectTimeoutMs);
  const host = `${url.hostname}:${url.port || 443}`;
  const servername = isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) === 0 ? url.hostname : '';
  agent.createConnection = (options, callback) =>
    answer(openTunnel(route, host, limit()).then((socket) => connectTls({ ...(options as ConnectionOptions), socket, servername })), callback as OnConnection);
  return agent;
};

const createForwardingAgent = (url: URL, route: ProxyRoute, defaults: AgentOptions, connectTimeoutMs: number): HttpAgent => {
  const agent = new HttpAgent(defaults) as HttpAgent & RequestTaker;
  const limit = endWith(agent, connectTimeoutMs);
  const addRequest = agent.addRequest.bind(agent);
  agent.addRequest = (request: ClientRequest, ...rest) => {
    // A proxy wants the whole URL (RFC 9112, 3.2.2).
    request.path = `${url.origin}${request.path}`;
    for (const [name, value] of Object.entries(toProxyHeaders(route.proxy))) request.setHeader(name, value);
    addRequest(request, ...rest);
  };
  agent.createConnection = (_options, callback) => answer(connectToProxy(route, limit()), callback as OnConnection);
  return agent;
};

type OnConnection = (error: Error | null, socket?: Socket) => void;

/** Hands the socket to the agent when it is there. */
const answer = (opening: Promise<Socket>, callback: OnConnection | undefined): undefined => {
  opening.then((socket) => callback?.(null, socket), (cause: unknown) => callback?.(cause instanceof Error ? cause : new Error(String(cause))));
  return undefined;
};

/** Signals for connections that are being opened: they abort after the limit, or with the agent. */
const endWith = (agent: HttpAgent, connectTimeoutMs: number): (() => AbortSignal) => {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const destroy = agent.destroy.bind(agent);
  agent.destroy = () => {
    closing.abort();
    destroy();
  };
  const isLimited = connectTimeoutMs > 0 && connectTimeoutMs < 2 ** 31;
  return () => (isLimited ? AbortSignal.any([closing.signal, AbortSignal.timeout(connectTimeoutMs)]) : closing.signal);
};
