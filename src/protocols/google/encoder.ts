import type { JsonObject } from '../../core/request.js';
import type { AnswerEnd, AnswerHead, Encoder, ServerRequest } from '../protocol.js';
import { writeFinishReason } from './finish-reason.js';
import { showsThoughts } from './parse.js';
import { errorBody } from './server-failure.js';
import { writeUsage } from './usage.js';

export const chunkOf = (head: AnswerHead, candidate: JsonObject, usage?: JsonObject): JsonObject => ({
  candidates: [{ ...candidate, index: 0 }],
  ...(usage === undefined ? {} : { usageMetadata: usage }),
  modelVersion: head.model,
  responseId: head.id,
});

/** How pieces are put on the wire: as events, or as the elements of one array where `alt=sse` was not asked for. */
type Frame = { readonly contentType: string; put(piece: JsonObject): string; last(piece: JsonObject): string };

const eventFrame: Frame = {
  contentType: 'text/event-stream',
  put: (piece) => `data: ${JSON.stringify(piece)}\n\n`,
  last: (piece) => `data: ${JSON.stringify(piece)}\n\n`,
};

const createArrayFrame = (): Frame => {
  let isFirst = true;
  const put = (piece: JsonObject): string => {
    const before = isFirst ? '[' : ',\r\n';
    isFirst = false;
    return before + JSON.stringify(piece, undefined, 2);
  };
  return { contentType: 'application/json; charset=UTF-8', put, last: (piece) => `${put(piece)}\n]\n` };
};

const contentOf = (part: JsonObject): JsonObject => ({ content: { parts: [part], role: 'model' } });

/** The closing chunk: a filtered answer has no content in it. */
export const finishOf = (end: AnswerEnd): JsonObject => ({
  ...(end.finishReason === 'content_filter' ? {} : contentOf({ text: '' })),
  finishReason: writeFinishReason(end.finishReason),
});

/** Writes a stream as Gemini does; finish reason and usage share the last chunk, and nothing says that it was the last. */
export const createChatEncoder = (head: AnswerHead, request: ServerRequest): Encoder => {
  const frame = request.query.get('alt') === 'sse' ? eventFrame : createArrayFrame();
  const areThoughtsShown = showsThoughts(request);
  const send = (part: JsonObject): string => frame.put(chunkOf(head, contentOf(part)));
  return {
    contentType: frame.contentType,
    open: () => '',
    empty: () => send({ text: '' }),
    reasoning: (text) => (areThoughtsShown ? send({ text, thought: true }) : ''),
    text: (text) => send({ text }),
    close: (end) => [frame.last(chunkOf(head, finishOf(end), writeUsage(end.usage)))],
    error: (failure) => frame.last(errorBody(failure)),
  };
};
