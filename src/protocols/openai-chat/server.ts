import type { ModelInfo } from '../../core/provider.js';
import { readBearer } from '../headers.js';
import type { ServerFailure, ServerRequest, ServerResponse, ServerRoute, ServerSide, WholeAnswer } from '../protocol.js';
import { createChatEncoder, headOf, writeFinishReason, writeReasoning } from './encoder.js';
import { parseChatBody } from './parse.js';
import type { ServerDialect } from './server-dialect.js';

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && request.path === '/chat/completions') return 'chat';
  return request.method === 'GET' && request.path === '/models' ? 'models' : undefined;
};

const json = { 'content-type': 'application/json' };

const encodeAnswer = (server: ServerDialect, answer: WholeAnswer): ServerResponse => {
  const message = { role: 'assistant', content: answer.text, refusal: null, ...writeReasoning(server, answer.reasoning) };
  const finish = writeFinishReason(answer.finishReason);
  const body = {
    ...headOf(server, answer.head, 'chat.completion'),
    ...server.answerFields,
    choices: [{ index: 0, message, ...server.choiceFields?.(finish), finish_reason: finish }],
    usage: server.writeUsage(answer.usage),
  };
  return { status: 200, headers: json, body: JSON.stringify(body) };
};

/** The model list, in the vendor's envelope. */
export const encodeModelList = (server: ServerDialect, models: readonly ModelInfo[]): ServerResponse => {
  const rows = models.map(server.modelRow);
  const list = { object: 'list', data: rows, ...server.modelListFields?.(rows.length) };
  return { status: 200, headers: json, body: JSON.stringify(server.modelList === 'array' ? rows : list) };
};

/** The header with the id of a request, out of the word that stands for it. */
export const requestIdOf = (server: ServerDialect, id: string): Readonly<Record<string, string>> => ({
  [server.requestIdHeader]: `${server.requestIdPrefix ?? server.idPrefix}${id}`,
});

/** The vendor's reply for a failure before the first token. */
export const encodeFailure = (server: ServerDialect, failure: ServerFailure, id: string): ServerResponse => {
  const { status, body, headers } = server.writeFailure(failure);
  return {
    status,
    headers: {
      ...json,
      ...requestIdOf(server, id),
      ...(failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
      ...headers,
    },
    body: JSON.stringify(body),
  };
};

/** The server of Chat Completions in one vendor's dialect. */
export const createChatServer = (server: ServerDialect): ServerSide => ({
  route,
  credential: (request) => readBearer(request.headers),
  parse: (request) => parseChatBody(server, request.body),
  createEncoder: (head, request) => createChatEncoder(server, head, request),
  encodeAnswer: (answer) => encodeAnswer(server, answer),
  headers: (head) => ({ ...requestIdOf(server, head.id), ...server.headers }),
  encodeFailure: (failure, id) => encodeFailure(server, failure, id),
  encodeModels: (models) => encodeModelList(server, models),
});
