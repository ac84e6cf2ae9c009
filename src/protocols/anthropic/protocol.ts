import type { Protocol } from '../protocol.js';
import { createMessagesDecoder, decodeMessage } from './decoder.js';
import { encodeMessages } from './encode.js';
import { parseFailedReply } from './failure.js';
import { decodeModelList, encodeModelList } from './models.js';
import { readAnthropicLimits } from './rate-limits.js';
import { messagesServer } from './server.js';

/** Anthropic's Messages API (platform.claude.com, "API reference"), versions 2023-06-01 and 2026-10-21. */
export const anthropic: Protocol = {
  framing: 'sse',
  encode: encodeMessages,
  createDecoder: createMessagesDecoder,
  decodeBody: decodeMessage,
  parseError: parseFailedReply,
  readHeaders: (headers, nowMs) => {
    const requestId = headers['request-id'];
    const rateLimits = readAnthropicLimits(headers, nowMs);
    return { ...(requestId === undefined ? {} : { requestId }), ...(rateLimits.length === 0 ? {} : { rateLimits }) };
  },
  encodeModels: encodeModelList,
  decodeModels: decodeModelList,
  server: messagesServer,
};
