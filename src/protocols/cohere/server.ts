import { readBearer } from '../headers.js';
import type { ServerRequest, ServerRoute, ServerSide } from '../protocol.js';
import { createChatEncoder, writeAnswer } from './encoder.js';
import { writeModelList } from './models.js';
import { failureReply } from './server-failure.js';
import { parseChatRequest } from './server-request.js';

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && request.path === '/v2/chat') return 'chat';
  return request.method === 'GET' && request.path === '/v1/models' ? 'models' : undefined;
};

/** The server of Cohere's v2 chat. */
export const chatServer: ServerSide = {
  route,
  credential: (request) => readBearer(request.headers),
  parse: parseChatRequest,
  createEncoder: createChatEncoder,
  encodeAnswer: (answer, request) => ({
    status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(writeAnswer(answer, request)),
  }),
  headers: (head) => ({
    'x-debug-trace-id': head.id,
    'x-endpoint-monthly-call-limit': '1000',
    'x-trial-endpoint-call-limit': '40',
    'x-trial-endpoint-call-remaining': '39',
  }),
  encodeFailure: failureReply,
  encodeModels: writeModelList,
};
