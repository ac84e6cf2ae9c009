import type { JsonObject } from '../../core/request.js';
import { parseJson, toObject, toText } from '../json.js';
import type { AnswerEnd, AnswerHead, Encoder, ServerRequest, WholeAnswer } from '../protocol.js';
import { knownTraits } from './model-traits.js';
import { errorBody } from './server-failure.js';
import { writeStop } from './stop-reason.js';
import { writeUsage } from './usage.js';

const toEvent = (event: JsonObject & { readonly type: string }): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const ping = toEvent({ type: 'ping' });

/** A stand-in for the seal that Anthropic puts on thinking; nothing here can check one. */
const signatureOf = (head: AnswerHead): string => `EqQBsimulated${head.id}`;

/** Whether the client gets thinking with its text, without it, or not at all. */
const displayOf = (head: AnswerHead, request: ServerRequest): 'summarized' | 'omitted' | 'none' => {
  const thinking = toObject(toObject(parseJson(request.body))['thinking']);
  const type = toText(thinking['type']);
  if (type === 'disabled' || type === 'between_tools') return 'none';
  const display = toText(thinking['display']);
  if (display === 'summarized' || display === 'omitted') return display;
  return knownTraits(head.model)?.hidesThinking === true ? 'omitted' : 'summarized';
};

const messageOf = (head: AnswerHead, fields: JsonObject): JsonObject => ({
  id: `msg_${head.id}`, type: 'message', role: 'assistant', model: head.model, diagnostics: null, ...fields,
});

const fullUsage = (usage: JsonObject): JsonObject => ({
  ...usage, cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 }, service_tier: 'standard', inference_geo: 'global', speed: null,
});

const openingUsage = (head: AnswerHead): JsonObject => fullUsage(writeUsage({
  inputTokens: head.inputTokens ?? 0, outputTokens: 1, reasoningTokens: null, cachedInputTokens: 0,
}));

const closingEvents = (end: AnswerEnd): string =>
  toEvent({ type: 'message_delta', delta: writeStop(end.finishReason), usage: writeUsage(end.usage) }) + toEvent({ type: 'message_stop' });

type BlockType = 'thinking' | 'text';

/** Content blocks in their order: each is opened by its first delta and closed by the next block or the end. */
const createBlocks = (head: AnswerHead) => {
  let index = -1;
  let open: BlockType | undefined;
  const close = (): string => {
    if (open === undefined) return '';
    const signature = open === 'thinking'
      ? toEvent({ type: 'content_block_delta', index, delta: { type: 'signature_delta', signature: signatureOf(head) } })
      : '';
    open = undefined;
    return signature + toEvent({ type: 'content_block_stop', index });
  };
  const enter = (type: BlockType): string => {
    if (open === type) return '';
    const closing = close();
    open = type;
    index += 1;
    const block = type === 'thinking' ? { type, thinking: '', signature: '' } : { type, text: '' };
    // Anthropic's first ping comes right behind the first block.
    return closing + toEvent({ type: 'content_block_start', index, content_block: block }) + (index === 0 ? ping : '');
  };
  return { close, enter, delta: (delta: JsonObject): string => toEvent({ type: 'content_block_delta', index, delta }) };
};

/** Writes a Messages stream as Anthropic does: named events, content blocks, pings, cumulative usage. */
export const createMessagesEncoder = (head: AnswerHead, request: ServerRequest): Encoder => {
  const display = displayOf(head, request);
  const blocks = createBlocks(head);
  return {
    contentType: 'text/event-stream; charset=utf-8',
    open: () => toEvent({
      type: 'message_start',
      message: messageOf(head, { content: [], stop_reason: null, stop_sequence: null, stop_details: null, container: null, usage: openingUsage(head) }),
    }),
    empty: () => ping,
    reasoning: (thinking) => {
      if (display === 'none') return '';
      return blocks.enter('thinking') + (display === 'omitted' ? '' : blocks.delta({ type: 'thinking_delta', thinking }));
    },
    text: (text) => blocks.enter('text') + blocks.delta({ type: 'text_delta', text }),
    close: (end) => {
      const closing = blocks.close();
      return [...(closing === '' ? [] : [closing]), closingEvents(end)];
    },
    error: (failure) => toEvent({ type: 'error', ...errorBody(failure, head.id) }),
  };
};

/** The body of an answer that is not streamed. */
export const writeMessage = (answer: WholeAnswer, request: ServerRequest): JsonObject => {
  const display = displayOf(answer.head, request);
  const hasThinking = answer.reasoning !== '' && display !== 'none';
  const thinking = { type: 'thinking', thinking: display === 'omitted' ? '' : answer.reasoning, signature: signatureOf(answer.head) };
  return messageOf(answer.head, {
    content: [...(hasThinking ? [thinking] : []), ...(answer.text === '' ? [] : [{ type: 'text', text: answer.text, citations: null }])],
    ...writeStop(answer.finishReason),
    usage: fullUsage(writeUsage(answer.usage)),
  });
};
