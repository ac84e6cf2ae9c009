import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/core/http.js';
import type { ClosableTransport } from '../../src/transport/closable-transport.js';

/** Listens on a free loopback port until the test ends, and gives the port. */
export const listen = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
};

/** An HTTP server; gives its origin. */
export const serveHttp = async (listener: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createServer(listener))}`;

/** A server that answers in bytes: called with each complete request head. Gives its origin. */
export const serveTcp = async (onRequest: (socket: Socket, head: string, index: number) => void): Promise<string> => {
  let index = -1;
  const server = createTcpServer((socket) => {
    let head = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      onRequest(socket, head, (index += 1));
      head = '';
    });
  });
  return `http://127.0.0.1:${await listen(server)}`;
};

export const readBody = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

export const toGet = (url: string, headers: Record<string, string> = {}): HttpRequest => ({ method: 'GET', url, headers });
export const toPost = (url: string, body: string): HttpRequest =>
  ({ method: 'POST', url, headers: { 'content-type': 'application/json', authorization: 'Bearer secret-key' }, body });

export const never = new AbortController().signal;

/** The transport, closed when the test ends. */
export const closeLater = (transport: ClosableTransport): ClosableTransport => {
  onTestFinished(() => transport.close());
  return transport;
};

export const textOf = async ({ body }: HttpResponse): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** What came before the body threw, and what it threw. */
export const untilFailure = async ({ body }: HttpResponse): Promise<{ readonly text: string; readonly error: unknown }> => {
  let text = '';
  try {
    for await (const chunk of body) text += Buffer.from(chunk).toString();
  } catch (error) {
    return { text, error };
  }
  throw new Error(`The body ended well after ${JSON.stringify(text)}.`);
};

/** What a promise is rejected with. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise was not rejected.');
};

export const closeOf = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

/** Lets the event loop turn, so that what is on its way over loopback arrives. */
export const turns = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await new Promise((resolve) => setImmediate(resolve));
};
