import type { IncomingMessage, ServerResponse as NodeResponse } from 'node:http';
import type { FinishReason } from '../../src/core/events.js';
import { loadProtocol } from '../../src/protocols/load.js';
import type { Encoder, Protocol, ServerFailure, ServerRequest, ServerResponse } from '../../src/protocols/protocol.js';
import { readBody, serveHttp } from '../transport/loopback.js';
import type { ContractRow } from './rows.js';

/** What a server does with every request. The simulator plays models; this plays what no model would be asked for. */
export type Script =
  | { readonly type: 'answer'; readonly text: readonly string[]; readonly finishReason: FinishReason }
  | { readonly type: 'failure'; readonly failure: ServerFailure }
  | { readonly type: 'failure-midway'; readonly text: readonly string[]; readonly failure: ServerFailure }
  /** Sends the text, or not even headers without one, and then nothing more. */
  | { readonly type: 'silence'; readonly text?: readonly string[] }
  | { readonly type: 'body'; readonly body: (url: string) => string };

export type ScriptedServer = {
  readonly origin: string;
  /** Resolves when the first request is there. */
  readonly arrived: Promise<void>;
  /** Resolves when the connection of the first request is closed. */
  readonly closed: Promise<void>;
  /** Path and query of every request. */
  readonly urls: readonly string[];
};

const head = { id: 'a1b2', model: 'scripted', createdMs: 1_779_000_000_000, inputTokens: 7 };
const usage = { inputTokens: 7, outputTokens: 3, reasoningTokens: 0, cachedInputTokens: 0 };

const isStream = (request: ServerRequest): boolean => request.path.includes('streamGenerateContent') || /"stream":true/.test(request.body);

const toRequest = async (incoming: IncomingMessage): Promise<ServerRequest> => {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: {}, body: await readBody(incoming) };
};

const send = (response: NodeResponse, { status, headers, body }: ServerResponse): void => {
  response.writeHead(status, headers).end(body);
};

const open = (encoder: Encoder, text: readonly string[]): string => encoder.open() + text.map((part) => encoder.text(part)).join('');

type Play = { readonly protocol: Protocol; readonly request: ServerRequest; readonly response: NodeResponse };

const startStream = ({ protocol, request, response }: Play, text: readonly string[]): Encoder => {
  const encoder = protocol.server.createEncoder(head, request);
  response.writeHead(200, { 'content-type': encoder.contentType });
  response.write(open(encoder, text));
  return encoder;
};

const sendAnswer = (play: Play, text: readonly string[], finishReason: FinishReason): void => {
  const end = { finishReason, usage };
  if (isStream(play.request)) play.response.end(startStream(play, text).close(end).join(''));
  else send(play.response, play.protocol.server.encodeAnswer({ ...end, head, reasoning: '', text: text.join('') }, play.request));
};

const perform = (play: Play, script: Script): void => {
  const { protocol, request, response } = play;
  switch (script.type) {
    case 'answer':
      sendAnswer(play, script.text, script.finishReason);
      break;
    case 'failure':
      send(response, protocol.server.encodeFailure(script.failure, head.id));
      break;
    case 'failure-midway':
      response.end(startStream(play, script.text).error(script.failure));
      break;
    case 'body':
      send(response, { status: 200, headers: { 'content-type': 'application/json' }, body: script.body(`${request.path}?${request.query.toString()}`) });
      break;
    case 'silence':
      if (script.text !== undefined) startStream(play, script.text);
      break;
  }
};

/** A server that does as the script says, in the words of the row's vendor; it is closed with the test. */
export const serveScript = async (row: ContractRow, script: Script): Promise<ScriptedServer> => {
  const protocol = await loadProtocol(row.protocol, row.row.id);
  const urls: string[] = [];
  const moments = { arrive: (): void => undefined, close: (): void => undefined };
  const arrived = new Promise<void>((resolve) => (moments.arrive = resolve));
  const closed = new Promise<void>((resolve) => (moments.close = resolve));
  const origin = await serveHttp((incoming, response) => {
    urls.push(incoming.url ?? '');
    response.once('close', () => moments.close());
    void toRequest(incoming).then((request) => {
      perform({ protocol, request, response }, script);
      moments.arrive();
    });
  });
  return { origin, arrived, closed, urls };
};
