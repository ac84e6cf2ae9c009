import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in front of a simulator that knows which prompts it was asked. */
export type CountingServer = {
  readonly baseUrl: string;
  /** Requests by the word that stands for a prompt, such as `prompt-17`. */
  readonly counts: ReadonlyMap<string, number>;
  close(): Promise<void>;
};

const pass = (target: URL, body: Buffer, request: IncomingMessage, response: ServerResponse): void => {
  const onward = forward(new URL(request.url ?? '/', target), { method: request.method, headers: request.headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.on('error', () => response.destroy()).pipe(response);
  });
  onward.on('error', () => response.destroy()).end(body);
  response.on('close', () => onward.destroy());
};

/** Starts one in front of a server; every body must hold one word `prompt-N`. */
export const startCountingServer = async (target: string): Promise<CountingServer> => {
  const counts = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const body = Buffer.concat(parts);
      const word = /prompt-\d+/.exec(body.toString())?.[0] ?? '';
      counts.set(word, (counts.get(word) ?? 0) + 1);
      pass(new URL(target), body, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
