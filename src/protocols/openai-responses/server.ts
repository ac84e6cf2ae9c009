import type { JsonObject } from '../../core/request.js';
import { readBearer } from '../headers.js';
import { encodeFailure, encodeModelList, requestIdOf } from '../openai-chat/server.js';
import { openai } from '../openai-chat/server-dialects.js';
import type { ServerRequest, ServerResponse, ServerRoute, ServerSide, WholeAnswer } from '../protocol.js';
import { createResponseEncoder } from './encoder.js';
import { parseResponseBody } from './parse.js';
import { callItem, echoOf, endFields, itemStatus, messageItem, reasoningItem, responseObject, summaryPart, textPart, type Echo } from './response-object.js';

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && request.path === '/responses') return 'chat';
  return request.method === 'GET' && request.path === '/models' ? 'models' : undefined;
};

const outputOf = ({ head, reasoning, text, finishReason }: WholeAnswer, echo: Echo): readonly JsonObject[] => [
  ...(reasoning === '' ? [] : [reasoningItem(head, echo.showsReasoning ? [summaryPart(reasoning)] : [])]),
  ...(text === '' && finishReason !== 'stop' ? [] : [messageItem(head, itemStatus(finishReason), [textPart(text)])]),
  ...(finishReason === 'tool_calls' ? [callItem(head)] : []),
];

const encodeAnswer = (answer: WholeAnswer, request: ServerRequest): ServerResponse => {
  const echo = echoOf(request.body);
  const body = responseObject(answer.head, echo, endFields(answer, outputOf(answer, echo)));
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
};

/** The server of the Responses API: what is not of the format is as in Chat Completions. */
export const responsesServer: ServerSide = {
  route,
  credential: (request) => readBearer(request.headers),
  parse: (request) => parseResponseBody(request.body),
  createEncoder: createResponseEncoder,
  encodeAnswer,
  headers: (head) => ({ ...requestIdOf(openai, head.id), ...openai.headers }),
  encodeFailure: (failure, id) => encodeFailure(openai, failure, id),
  encodeModels: (models) => encodeModelList(openai, models),
};
