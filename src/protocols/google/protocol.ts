import { unreadable } from '../failure.js';
import { parseJson } from '../json.js';
import type { Protocol } from '../protocol.js';
import { createChatDecoder } from './decoder.js';
import { encodeChat } from './encode.js';
import { parseFailedReply } from './failure.js';
import { decodeModelList, encodeModels } from './models.js';
import { googleServer } from './server.js';

/**
 * Gemini's generateContent and streamGenerateContent (Gemini API reference, v1beta). Base URL: the host without
 * the version.
 */
export const google: Protocol = {
  framing: 'sse',
  encode: encodeChat,
  createDecoder: createChatDecoder,
  decodeBody: (body, context) => {
    if (typeof (parseJson(body) ?? undefined) !== 'object') throw unreadable('google', 'an answer that is not JSON');
    const decoder = createChatDecoder(context);
    return [...decoder.push({ data: body }), ...decoder.finish()];
  },
  parseError: parseFailedReply,
  // Google sends none, the answer's id is in its body; a gateway in front of it may.
  readHeaders: (headers) => {
    const requestId = headers['x-request-id'];
    return requestId === undefined ? {} : { requestId };
  },
  encodeModels,
  decodeModels: decodeModelList,
  server: googleServer,
};
