import { connect, type ClientHttp2Session } from 'node:http2';
import { watchPhases, type ConnectPhases } from './connect-phases.js';
import { toSecureContext } from './trusted-certificates.js';

/** A session lent to one request. An idle session does not keep the program alive. */
export type Lease = {
  readonly session: ClientHttp2Session;
  /** True when the session was connected before this request came. */
  readonly isReused: boolean;
  /** True for the request that the session was opened for: others that wait for it open none. */
  readonly isFirst: boolean;
  /** How long the steps of connecting took. */
  readonly phases: Readonly<ConnectPhases>;
  /** Resolves when the session is connected. */
  readonly ready: Promise<void>;
  /** True when the server was reached and has not shown that it speaks HTTP/2. */
  isForeign(): boolean;
  /** Why the session ended, where it said so. */
  error(): Error | undefined;
  /** A session that nobody waits for any more is not connected further. */
  release(): void;
};

/** One session for each origin. */
export type Sessions = {
  lend(url: URL): Lease;
  close(): void;
};

type Entry = {
  readonly session: ClientHttp2Session;
  readonly ready: Promise<void>;
  readonly phases: ConnectPhases;
  userCount: number;
  isConnected: boolean;
  isHttp2: boolean;
  error: Error | undefined;
};

/** Opens sessions as they are asked for; `nowMs` is a monotonic clock in milliseconds. */
export const createSessions = (caCertificates: string | undefined, nowMs: () => number): Sessions => {
  const entries = new Map<string, Entry>();

  const open = (url: URL): Entry => {
    const entry = openEntry(url, caCertificates, nowMs);
    const forget = (): void => {
      if (entries.get(url.origin) === entry) entries.delete(url.origin);
    };
    entry.session.once('close', forget).once('goaway', forget);
    entries.set(url.origin, entry);
    return entry;
  };

  return {
    lend: (url) => {
      const known = entries.get(url.origin);
      return known === undefined || known.session.closed ? toLease(open(url), true) : toLease(known, false);
    },
    close: () => {
      for (const { session } of entries.values()) session.destroy();
    },
  };
};

const openEntry = (url: URL, caCertificates: string | undefined, nowMs: () => number): Entry => {
  const secure = url.protocol === 'https:' && caCertificates !== undefined ? { secureContext: toSecureContext(caCertificates) } : {};
  const session = connect(url.origin, { ...secure, settings: { enablePush: false } });
  const phases: ConnectPhases = { dnsMs: null, tcpMs: null, tlsMs: null };
  watchPhases(session.socket, phases, nowMs);
  const ready = new Promise<void>((resolve, reject) => {
    session.once('connect', () => {
      entry.isConnected = true;
      entry.isHttp2 = session.alpnProtocol === 'h2';
      if (session.encrypted === true && !entry.isHttp2) session.destroy();
      else resolve();
    });
    // Without TLS nothing is agreed on: only the server's settings show that it understands.
    session.once('remoteSettings', () => (entry.isHttp2 = true));
    session.on('error', (cause: Error) => (entry.error ??= cause));
    session.once('close', () => reject(entry.error ?? new Error('The session closed.')));
  });
  // A session may close while nobody waits for it.
  ready.catch(() => undefined);
  const entry: Entry = { session, ready, phases, userCount: 0, isConnected: false, isHttp2: false, error: undefined };
  return entry;
};

const toLease = (entry: Entry, isFirst: boolean): Lease => {
  const { session, ready, phases, isConnected } = entry;
  let isReleased = false;
  entry.userCount += 1;
  session.ref();
  return {
    session, ready, phases, isFirst,
    isReused: isConnected,
    isForeign: () => entry.isConnected && !entry.isHttp2,
    error: () => entry.error,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      entry.userCount -= 1;
      if (entry.userCount > 0) return;
      if (entry.isConnected) session.unref();
      else session.destroy();
    },
  };
};
