import type { Protocol } from '../protocol.js';
import { createChatDecoder, decodeAnswer } from './decoder.js';
import { encodeChat } from './encode.js';
import { parseFailedReply } from './failure.js';
import { decodeModelList, encodeModelList } from './models.js';
import { readCohereLimits } from './rate-limits.js';
import { chatServer } from './server.js';

/** Cohere's chat (docs.cohere.com, "API reference", v2). */
export const cohere: Protocol = {
  framing: 'sse',
  encode: encodeChat,
  createDecoder: createChatDecoder,
  decodeBody: decodeAnswer,
  parseError: parseFailedReply,
  readHeaders: (headers) => {
    const requestId = headers['x-debug-trace-id'];
    const rateLimits = readCohereLimits(headers);
    return { ...(requestId === undefined ? {} : { requestId }), ...(rateLimits.length === 0 ? {} : { rateLimits }) };
  },
  encodeModels: encodeModelList,
  decodeModels: decodeModelList,
  server: chatServer,
};
