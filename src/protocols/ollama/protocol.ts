import { unreadable } from '../failure.js';
import { bearerHeaders } from '../headers.js';
import { isObject, parseJson } from '../json.js';
import type { Protocol } from '../protocol.js';
import { createChatDecoder } from './decoder.js';
import { encodeChat } from './encode.js';
import { parseFailedReply } from './failure.js';
import { decodeModelList } from './models.js';
import { ollamaServer } from './server.js';

/** Ollama's native chat, NDJSON over `/api/chat` (Ollama API documentation). Base URL: the server's root. */
export const ollama: Protocol = {
  framing: 'ndjson',
  encode: encodeChat,
  createDecoder: createChatDecoder,
  decodeBody: (body, context) => {
    if (!isObject(parseJson(body))) throw unreadable('ollama', 'an answer that is not JSON');
    const decoder = createChatDecoder(context);
    return [...decoder.push({ data: body }), ...decoder.finish()];
  },
  parseError: parseFailedReply,
  // Ollama sends none; a gateway in front of it may.
  readHeaders: (headers) => {
    const requestId = headers['x-request-id'];
    return requestId === undefined ? {} : { requestId };
  },
  encodeModels: (endpoint) => ({
    method: 'GET', url: `${endpoint.baseUrl}/api/tags`, headers: { ...bearerHeaders(endpoint), accept: 'application/json' },
  }),
  decodeModels: decodeModelList,
  server: ollamaServer,
};
