import { request } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { toProxyRefusalError, toUnreachableProxyError } from './proxy-error.js';

/** How to reach a proxy. */
export type ProxyRoute = {
  readonly proxy: URL;
  /** For a proxy that is itself reached over TLS. */
  readonly secureContext: SecureContext | undefined;
};

/** A connection to the proxy itself, destroyed if the signal aborts before. Throws a `network` error that says "proxy". */
export const connectToProxy = (route: ProxyRoute, signal: AbortSignal): Promise<Socket> => new Promise((resolve, reject) => {
  const { socket, readyEvent } = openSocket(route);
  const release = destroyOnAbort(socket, signal);
  const fail = (cause: unknown): void => {
    release();
    reject(toUnreachableProxyError(cause, route.proxy));
  };
  socket.setNoDelay(true);
  socket.once('error', fail);
  socket.once(readyEvent, () => {
    release();
    socket.removeListener('error', fail);
    resolve(socket);
  });
});

/** A connection to `host:port` through the proxy (CONNECT). Throws as `connectToProxy` does. */
export const openTunnel = async (route: ProxyRoute, host: string, signal: AbortSignal): Promise<Socket> => {
  const socket = await connectToProxy(route, signal);
  const release = destroyOnAbort(socket, signal);
  try {
    return await askForTunnel(socket, route, host);
  } finally {
    release();
  }
};

const askForTunnel = (socket: Socket, { proxy }: ProxyRoute, host: string): Promise<Socket> => new Promise((resolve, reject) => {
  const asking = request({ method: 'CONNECT', path: host, headers: { host, ...toProxyHeaders(proxy) }, createConnection: () => socket });
  asking.once('error', (cause) => reject(toUnreachableProxyError(cause, proxy)));
  asking.once('connect', ({ statusCode = 0 }, _tunnel, head) => {
    if (statusCode >= 200 && statusCode < 300) {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
      return;
    }
    socket.destroy();
    reject(toProxyRefusalError(statusCode, proxy, host));
  });
  asking.end();
});

const openSocket = ({ proxy, secureContext }: ProxyRoute): { readonly socket: Socket; readonly readyEvent: string } => {
  const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1');
  if (proxy.protocol === 'http:') return { socket: connectTcp({ host, port: Number(proxy.port || 80) }), readyEvent: 'connect' };
  const servername = isIP(host) === 0 ? host : '';
  return { socket: connectTls({ host, port: Number(proxy.port || 443), servername, secureContext }), readyEvent: 'secureConnect' };
};

const destroyOnAbort = (socket: Socket, signal: AbortSignal): (() => void) => {
  const stop = (): void => void socket.destroy(Object.assign(new Error('The connection was given up.'), { code: 'ETIMEDOUT' }));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return () => signal.removeEventListener('abort', stop);
};

/** The login in a proxy URL as a header; nothing when there is none. */
export const toProxyHeaders = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '' && password === '') return {};
  const login = Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64');
  return { 'proxy-authorization': `Basic ${login}` };
};

/** A percent sign that encodes nothing stands for itself. */
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
