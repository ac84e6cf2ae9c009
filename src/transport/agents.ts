import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { createProxyAgents } from './proxy/proxy-agent.js';
import { toSecureContext } from './trusted-certificates.js';
import type { TransportSettings } from './transport-options.js';

/** The agents of one transport, made when first needed. Their idle sockets do not keep the program alive. */
export type Agents = {
  agentFor(url: URL): HttpAgent;
  /** Closes connections that wait for a next request: when one is stale, so may be the others. */
  dropIdle(url: URL): void;
  close(): void;
};

export const createAgents = ({ maxSockets, caCertificates, proxy, timeouts, createAgent }: TransportSettings): Agents => {
  const agents = new Map<string, HttpAgent>();
  const createSpecial = createAgent ?? createProxyAgents(proxy, timeouts.connectTimeoutMs);
  const common: AgentOptions = { keepAlive: true, noDelay: true, scheduling: 'lifo', maxSockets };

  const toOptions = (url: URL): AgentOptions =>
    url.protocol === 'https:' && caCertificates !== undefined ? { ...common, secureContext: toSecureContext(caCertificates) } : common;

  const open = (url: URL): HttpAgent => {
    const options = toOptions(url);
    return createSpecial(url, options) ?? (url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options));
  };

  const agentFor = (url: URL): HttpAgent => {
    const known = agents.get(url.origin);
    if (known !== undefined) return known;
    const agent = open(url);
    agents.set(url.origin, agent);
    return agent;
  };

  return {
    agentFor,
    dropIdle: (url) => {
      for (const socket of Object.values(agentFor(url).freeSockets).flat()) socket?.destroy();
    },
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
};
