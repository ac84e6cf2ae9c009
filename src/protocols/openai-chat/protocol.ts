import { bearerHeaders } from '../headers.js';
import { readRateLimits } from '../rate-limits.js';
import type { Protocol } from '../protocol.js';
import { createChatDecoder, decodeChatBody } from './decoder.js';
import type { OpenAiChatDialect } from './dialect.js';
import { encodeChat } from './encode.js';
import { parseFailedReply } from './failure.js';
import { decodeModelList } from './models.js';
import { createChatServer } from './server.js';

/**
 * OpenAI Chat Completions, the format that OpenAI, OpenRouter, Groq and Together share
 * (OpenAI API reference, "Chat"; the vendors' differences are the dialect).
 */
export const createOpenAiChat = (dialect: OpenAiChatDialect): Protocol => ({
  framing: 'sse',
  encode: (request, endpoint) => encodeChat(dialect, request, endpoint),
  createDecoder: (context) => createChatDecoder(dialect, context),
  decodeBody: (body, context) => decodeChatBody(dialect, body, context),
  parseError: (reply) => parseFailedReply(dialect, reply),
  readHeaders: (headers) => {
    const requestId = headers['x-request-id'] ?? headers['x-generation-id'];
    const rateLimits = readRateLimits(headers);
    return { ...(requestId === undefined ? {} : { requestId }), ...(rateLimits.length === 0 ? {} : { rateLimits }) };
  },
  encodeModels: (endpoint) => ({
    method: 'GET', url: `${endpoint.baseUrl}/models`, headers: { ...bearerHeaders(endpoint), accept: 'application/json' },
  }),
  decodeModels: (body) => decodeModelList(dialect, body),
  server: createChatServer(dialect.server),
});
