import type { Server } from 'node:http';
import { UadaError } from '../core/errors.js';

const problems: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  EADDRINUSE: ['is in use by another program', 'Choose another port with --port, or 0 for any free one.'],
  EACCES: ['may not be used by this user', 'Choose a port above 1023 with --port.'],
  EADDRNOTAVAIL: ['does not belong to this machine', 'Choose 127.0.0.1 or another address of this machine with --host.'],
  ENOTFOUND: ['is not a known host', 'Choose 127.0.0.1 or another address of this machine with --host.'],
};

const toError = (error: NodeJS.ErrnoException, host: string, port: number): UadaError => {
  const [problem, hint] = problems[error.code ?? ''] ?? [`cannot be used (${error.message})`, 'Choose another address with --host and --port.'];
  return new UadaError('usage', `The address ${host}:${port} ${problem}.`, { hint, cause: error });
};

/** Waits until the server listens and returns its port. Throws a `usage` error when it cannot. */
export const listen = (server: Server, host: string, port: number): Promise<number> => new Promise((resolve, reject) => {
  server.once('error', (error) => reject(toError(error, host, port)));
  server.listen({ host, port, backlog: 4096 }, () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
});

/** How a client on this machine reaches a server: an unspecified address is reached by the loopback one. */
export const toBaseAddress = (host: string, port: number): string => {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};
