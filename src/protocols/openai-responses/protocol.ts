import { openai } from '../openai-chat/dialects.js';
import { parseFailedReply } from '../openai-chat/failure.js';
import { decodeModelList, encodeModelsRequest } from '../openai-chat/models.js';
import type { Protocol } from '../protocol.js';
import { readResponseFacts } from '../response-facts.js';
import { decodeResponseBody } from './body.js';
import { createResponseDecoder } from './decoder.js';
import { encodeResponse } from './encode.js';
import { responsesVendor } from './failure.js';
import { responsesServer } from './server.js';

/** OpenAI Responses, the newer of OpenAI's two formats (OpenAI API reference, "Responses"). */
export const openaiResponses: Protocol = {
  framing: 'sse',
  encode: encodeResponse,
  createDecoder: createResponseDecoder,
  decodeBody: decodeResponseBody,
  parseError: (reply) => parseFailedReply(responsesVendor, reply),
  readHeaders: readResponseFacts,
  encodeModels: encodeModelsRequest,
  decodeModels: (body) => decodeModelList(openai, body),
  server: responsesServer,
};
