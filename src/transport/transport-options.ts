import type { Agent as HttpAgent } from 'node:http';
import type { Agent, AgentOptions } from 'node:https';
import type { ProxySettings } from './proxy/proxy-settings.js';
import { systemTimers, type Timers } from './timers.js';

/** Limits in milliseconds; 0 or Infinity is no limit. */
export type Timeouts = {
  /** DNS, TCP and TLS together. @default 10_000 */
  readonly connectTimeoutMs: number;
  /** From a usable connection to the headers and the first byte of the body. @default 300_000 */
  readonly firstByteTimeoutMs: number;
  /** Between two pieces of the body. @default 120_000 */
  readonly idleTimeoutMs: number;
  /** The whole request, redirects included. @default 0 */
  readonly totalTimeoutMs: number;
};

/** Brings the agent for a URL, for example one that goes through a proxy; undefined means the direct one. */
export type CreateAgent = (url: URL, defaults: AgentOptions) => HttpAgent | Agent | undefined;

export type TransportOptions = { readonly [Name in keyof Timeouts]?: Timeouts[Name] | undefined } & {
  /** Connections to one origin at the same time. @default Infinity */
  readonly maxSockets?: number | undefined;
  /** PEM certificates that are trusted besides the default ones. */
  readonly caCertificates?: string | undefined;
  /** @default 'uada' */
  readonly userAgent?: string | undefined;
  /** Overrides `proxy`. */
  readonly createAgent?: CreateAgent | undefined;
  /** Proxies out of the environment; loopback is always reached directly. @default none */
  readonly proxy?: ProxySettings | undefined;
  /** @default Node's own timers */
  readonly timers?: Timers | undefined;
  /** A monotonic clock in milliseconds. @default performance.now */
  readonly nowMs?: (() => number) | undefined;
};

/** The options with every default filled in. */
export type TransportSettings = {
  readonly timeouts: Timeouts;
  readonly maxSockets: number;
  readonly caCertificates: string | undefined;
  readonly userAgent: string;
  readonly createAgent: CreateAgent | undefined;
  readonly proxy: ProxySettings;
  readonly timers: Timers;
  readonly nowMs: () => number;
};

export const toSettings = (options: TransportOptions): TransportSettings => ({
  timeouts: {
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    firstByteTimeoutMs: options.firstByteTimeoutMs ?? 300_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 120_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 0,
  },
  maxSockets: options.maxSockets ?? Infinity,
  caCertificates: options.caCertificates,
  userAgent: options.userAgent ?? 'uada',
  createAgent: options.createAgent,
  proxy: options.proxy ?? {},
  timers: options.timers ?? systemTimers,
  nowMs: options.nowMs ?? (() => performance.now()),
});
