import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type SlowProxy = {
  readonly port: number;
  /** Milliseconds by which what the server says is late from now on. */
  delayMs: number;
  /** How many pieces of what the server said have passed late. */
  readonly passedLate: () => number;
};

/** Stands before a server of loopback and lets its answers through late. Ends with the running test. */
export const startSlowProxy = async (targetPort: number, delayMs: number): Promise<SlowProxy> => {
  const sockets = new Set<Socket>();
  let late = 0;
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (proxy.delayMs === 0) {
        client.write(chunk);
        return;
      }
      setTimeout(() => { late += 1; client.write(chunk); }, proxy.delayMs).unref();
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const proxy: SlowProxy = { port: (server.address() as AddressInfo).port, delayMs, passedLate: () => late };
  return proxy;
};
