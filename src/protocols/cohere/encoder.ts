import type { JsonObject } from '../../core/request.js';
import { parseJson, toObject } from '../json.js';
import type { AnswerEnd, AnswerHead, Encoder, ServerFailure, ServerRequest, WholeAnswer } from '../protocol.js';
import { writeFinish } from './finish-reason.js';
import { writeUsage } from './usage.js';

const toEvent = (event: JsonObject & { readonly type: string }): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const done = 'data: [DONE]\n\n';

const isThinkingOff = (request: ServerRequest): boolean => toObject(toObject(parseJson(request.body))['thinking'])['type'] === 'disabled';

const ending = (head: AnswerHead, delta: JsonObject): string => toEvent({ type: 'message-end', id: head.id, delta }) + done;

type ContentType = 'thinking' | 'text';

/** Contents in their order: each is opened by its first delta and closed by the next one or the end. */
const createContents = () => {
  let index = -1;
  let open: ContentType | undefined;
  const close = (): string => {
    if (open === undefined) return '';
    open = undefined;
    return toEvent({ type: 'content-end', index });
  };
  const enter = (type: ContentType): string => {
    if (open === type) return '';
    const closing = close();
    open = type;
    index += 1;
    return closing + toEvent({ type: 'content-start', index, delta: { message: { content: { type, [type]: '' } } } });
  };
  const delta = (type: ContentType, text: string): string =>
    enter(type) + toEvent({ type: 'content-delta', index, delta: { message: { content: { [type]: text } } } });
  return { close, delta };
};

const errorDelta = (failure: ServerFailure): JsonObject =>
  ({ error: failure.message, finish_reason: failure.reason === 'timeout' ? 'TIMEOUT' : 'ERROR' });

/** Writes a v2 chat stream as Cohere does, the `[DONE]` behind `message-end` included. */
export const createChatEncoder = (head: AnswerHead, request: ServerRequest): Encoder => {
  const hidesThinking = isThinkingOff(request);
  const contents = createContents();
  return {
    contentType: 'text/event-stream',
    open: () => toEvent({
      type: 'message-start', id: head.id, delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
    }),
    // Cohere's stream has nothing between `message-start` and the first content.
    empty: () => '',
    reasoning: (text) => (hidesThinking ? '' : contents.delta('thinking', text)),
    text: (text) => contents.delta('text', text),
    close: (end: AnswerEnd) => {
      const closing = contents.close();
      return [...(closing === '' ? [] : [closing]), ending(head, { finish_reason: writeFinish(end.finishReason), usage: writeUsage(end.usage) })];
    },
    error: (failure) => ending(head, errorDelta(failure)),
  };
};

/** The body of an answer that is not streamed. */
export const writeAnswer = (answer: WholeAnswer, request: ServerRequest): JsonObject => {
  const thinking = answer.reasoning === '' || isThinkingOff(request) ? [] : [{ type: 'thinking', thinking: answer.reasoning }];
  return {
    id: answer.head.id,
    message: { role: 'assistant', content: [...thinking, { type: 'text', text: answer.text }] },
    finish_reason: writeFinish(answer.finishReason),
    usage: writeUsage(answer.usage),
  };
};
