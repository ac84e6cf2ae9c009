import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** What the server does with one request. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export type ScriptedServer = {
  readonly url: string;
  /** Bodies of the requests so far, as JSON. */
  readonly bodies: readonly Record<string, unknown>[];
  readonly headers: readonly IncomingMessage['headers'][];
  /** Requests whose client left before the end. */
  readonly leftCount: () => number;
  /** Connections so far. */
  readonly connectionCount: () => number;
};

const chunk = (delta: unknown, finishReason: string | null = null, name = 'scripted'): string =>
  `data: ${JSON.stringify({ id: `chatcmpl-${name}`, object: 'chat.completion.chunk', created: 1, model: name, choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;

const begin = (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'text/event-stream' });

/** A whole answer in OpenAI's chat format, a piece an event; the model has this name. */
export const sayEach = (pieces: readonly string[], model?: string, finishReason = 'stop'): Reply => (response) => {
  begin(response);
  const deltas = ['', ...pieces].map((content) => chunk({ role: 'assistant', content }, null, model));
  response.end(`${deltas.join('')}${chunk({}, finishReason, model)}data: [DONE]\n\n`);
};

export const say = (text: string): Reply => sayEach([text]);

/** An answer that comes as the test says. */
export const sayOnCue = (): { readonly reply: Reply; readonly say: (text: string) => void; readonly end: () => void; readonly hangUp: () => void } => {
  let speak: (response: ServerResponse) => void = () => undefined;
  const begun = new Promise<ServerResponse>((resolve) => (speak = resolve));
  return {
    reply: (response) => {
      begin(response);
      speak(response);
    },
    say: (text) => void begun.then((response) => response.write(chunk({ role: 'assistant', content: text }))),
    end: () => void begun.then((response) => response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)),
    hangUp: () => void begun.then((response) => response.destroy()),
  };
};

/** Some text, then the connection is cut. */
export const sayThenBreak = (text: string): Reply => (response) => {
  begin(response);
  response.write(chunk({ role: 'assistant', content: text }), () => setImmediate(() => response.destroy()));
};

/** An error with OpenAI's error body. */
export const refuse = (status: number, headers: Readonly<Record<string, string>> = {}, code: string | null = null): Reply => (response) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message: `Scripted ${status}.`, type: 'scripted', param: null, code } }));
};

export const hangUp: Reply = (response) => void response.socket?.resetAndDestroy();

/** Headers and a first event without a word, then nothing more. */
export const saySilence: Reply = (response) => {
  begin(response);
  response.write(chunk({ role: 'assistant', content: '' }));
};

/** A server that plays one reply a request, the last one again and again. It is closed behind the tests of a file. */
export const useScriptedServer = async (...replies: readonly [Reply, ...Reply[]]): Promise<ScriptedServer> => {
  const bodies: Record<string, unknown>[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let leftCount = 0;
  let connectionCount = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const reply = replies[Math.min(bodies.length, replies.length - 1)] ?? replies[0];
      bodies.push(JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>);
      headers.push(request.headers);
      reply(response, request);
    });
    response.on('close', () => {
      if (!response.writableFinished) leftCount += 1;
    });
  });
  server.on('connection', () => (connectionCount += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  }));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, headers, leftCount: () => leftCount, connectionCount: () => connectionCount };
};
