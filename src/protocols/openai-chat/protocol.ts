import type { Protocol } from '../protocol.js';
import { readResponseFacts } from '../response-facts.js';
import { createChatDecoder, decodeChatBody } from './decoder.js';
import type { OpenAiChatDialect } from './dialect.js';
import { encodeChat } from './encode.js';
import { parseFailedReply } from './failure.js';
import { decodeModelList, encodeModelsRequest } from './models.js';
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
  readHeaders: readResponseFacts,
  encodeModels: encodeModelsRequest,
  decodeModels: (body) => decodeModelList(dialect, body),
  server: createChatServer(dialect.server),
});
