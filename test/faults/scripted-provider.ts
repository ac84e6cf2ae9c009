import type { IncomingMessage, ServerResponse as NodeResponse } from 'node:http';
import { loadProtocol } from '../../src/protocols/load.js';
import type { Encoder, Protocol, ServerRequest } from '../../src/protocols/protocol.js';
import type { FinishReason } from '../../src/core/events.js';
import { answerText } from '../contract/connected.js';
import { readBody, serveHttp } from '../transport/loopback.js';
import { formatOf } from './providers.js';

/** One request and the means to answer it in the vendor's words. */
export type Play = { readonly protocol: Protocol; readonly request: ServerRequest; readonly response: NodeResponse };

export type Reply = (play: Play) => void;

export type Scripted = {
  /** The words that send a prompt there. */
  readonly words: readonly string[];
  readonly origin: string;
  readonly requests: readonly ServerRequest[];
};

const head = { id: 'a1b2', model: 'scripted', createdMs: 1_779_000_000_000, inputTokens: 7 };
export const scriptedUsage = { inputTokens: 7, outputTokens: 3, reasoningTokens: 0, cachedInputTokens: 0 };

export const encoderOf = ({ protocol, request }: Play): Encoder => protocol.server.createEncoder(head, request);

const isStreamed = ({ request }: Play): boolean => request.path.includes('streamGenerateContent') || /"stream":true/.test(request.body);

/** The bytes of a good stream. */
export const wordStream = (encoder: Encoder, texts: readonly string[], finishReason: FinishReason = 'stop'): string =>
  [encoder.open(), ...texts.map((text) => encoder.text(text)), ...encoder.close({ finishReason, usage: scriptedUsage })].join('');

/** Answers well, streamed or whole as it was asked. */
export const answer = (texts: readonly string[] = [answerText], finishReason: FinishReason = 'stop'): Reply => (play) => {
  if (isStreamed(play)) sendStream(play, wordStream(encoderOf(play), texts, finishReason));
  else sendWhole(play, texts.join(''), finishReason);
};

const sendWhole = ({ protocol, request, response }: Play, text: string, finishReason: FinishReason): void => {
  const { status, headers, body } = protocol.server.encodeAnswer({ head, finishReason, usage: scriptedUsage, reasoning: '', text }, request);
  response.writeHead(status, headers).end(body);
};

const sendStream = (play: Play, bytes: string | Buffer): void => {
  play.response.writeHead(200, { 'content-type': encoderOf(play).contentType }).end(bytes);
};

/** A stream in other bytes than the vendor's own. */
export const changedStream = (change: (stream: string) => string | Buffer, texts: readonly string[] = [answerText]): Reply => (play) =>
  sendStream(play, change(wordStream(encoderOf(play), texts)));

export const rawReply = (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer = ''): Reply => ({ response }) =>
  void response.writeHead(status, headers).end(body);

/** A failure in the vendor's words. */
export const refuse = (status: number): Reply => ({ protocol, response }) => {
  const { headers, body } = protocol.server.encodeFailure({ reason: status === 401 ? 'auth' : 'server', status, message: `Scripted ${status}.` }, head.id);
  response.writeHead(status, headers).end(body);
};

export const hangUp: Reply = ({ response }) => void response.socket?.resetAndDestroy();

/** Headers, then a reset. */
export const hangUpAfterHeaders: Reply = ({ response }) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  setImmediate(() => response.socket?.resetAndDestroy());
};

const toRequest = async (incoming: IncomingMessage): Promise<ServerRequest> => {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body: await readBody(incoming) };
};

/** A server that plays one reply a request, the last one again and again; it is closed with the test. */
export const serveReplies = async (provider: string, ...replies: readonly [Reply, ...Reply[]]): Promise<Scripted> => {
  const protocol = await loadProtocol(formatOf(provider).protocol, provider);
  const requests: ServerRequest[] = [];
  const origin = await serveHttp((incoming, response) => {
    void toRequest(incoming).then((request) => {
      const reply = replies[Math.min(requests.length, replies.length - 1)] ?? replies[0];
      requests.push(request);
      reply({ protocol, request, response });
    });
  });
  return { words: ['--base-url', origin, '-m', formatOf(provider).model], origin, requests };
};
