import type { ServerRequest, ServerRoute, ServerSide } from '../protocol.js';
import { createMessagesEncoder, writeMessage } from './encoder.js';
import { readKey } from './headers.js';
import { writeModelList } from './models.js';
import { writeAnthropicLimits } from './rate-limits.js';
import { failureReply } from './server-failure.js';
import { parseMessagesRequest } from './server-request.js';

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && request.path === '/v1/messages') return 'chat';
  return request.method === 'GET' && request.path === '/v1/models' ? 'models' : undefined;
};

/** The server of the Messages API, in both of its versions. */
export const messagesServer: ServerSide = {
  route,
  credential: (request) => readKey(request.headers),
  parse: parseMessagesRequest,
  createEncoder: createMessagesEncoder,
  encodeAnswer: (answer, request) => ({
    status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(writeMessage(answer, request)),
  }),
  headers: (head) => ({
    'request-id': `req_${head.id}`,
    'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
    ...writeAnthropicLimits(head.createdMs),
  }),
  encodeFailure: failureReply,
  encodeModels: writeModelList,
};
