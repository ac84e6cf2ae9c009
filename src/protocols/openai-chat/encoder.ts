import type { FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { parseJson, toObject } from '../json.js';
import type { AnswerEnd, AnswerHead, Encoder, ServerRequest } from '../protocol.js';
import type { OpenAiChatDialect } from './dialect.js';
import { errorBody } from './server-failure.js';
import { writeUsage } from './usage.js';

/** Chat Completions has no word for the rest. */
export const writeFinishReason = (reason: FinishReason): string => (reason === 'other' ? 'stop' : reason);

export const chunkOf = (head: AnswerHead, dialect: OpenAiChatDialect, choices: readonly JsonObject[], extra: JsonObject = {}): JsonObject => ({
  id: `${dialect.server.idPrefix}${head.id}`,
  object: 'chat.completion.chunk',
  created: Math.floor(head.createdMs / 1000),
  model: head.model,
  choices,
  ...extra,
});

const toEvent = (chunk: JsonObject): string => `data: ${JSON.stringify(chunk)}\n\n`;

const reasoningDelta = (dialect: OpenAiChatDialect, text: string): JsonObject =>
  dialect.server.reasoning === 'reasoning-and-details'
    ? { reasoning: text, reasoning_details: [{ type: 'reasoning.text', text, index: 0, format: 'unknown' }] }
    : { reasoning: text };

type Send = (delta: JsonObject, finish: FinishReason | null, extra?: JsonObject) => string;

const closings = (dialect: OpenAiChatDialect, head: AnswerHead, send: Send, end: AnswerEnd, isUsageAsked: boolean): readonly string[] => {
  const usage = writeUsage(end.usage);
  const done = 'data: [DONE]\n\n';
  const extraChunk = toEvent(chunkOf(head, dialect, [], { usage })) + done;
  switch (dialect.server.usage) {
    case 'finish-chunk':
      return [send({ content: '' }, end.finishReason, { usage }) + done];
    case 'repeated-finish-chunk':
      return [send({ content: '' }, end.finishReason), send({ content: '' }, end.finishReason, { usage: withCost(usage, end.usage) }) + done];
    case 'finish-and-extra-chunk':
      return [send({}, end.finishReason, { x_groq: { id: `req_${head.id}`, usage }, usage }), isUsageAsked ? extraChunk : done];
    case 'extra-chunk-if-asked':
      return [send({}, end.finishReason), isUsageAsked ? extraChunk : done];
  }
};

/** OpenRouter states what it charged. A simulated answer costs nothing. */
const withCost = (usage: JsonObject, source: Usage): JsonObject => ({ ...usage, cost: source.reportedCostUsd ?? 0, is_byok: false });

/** Writes a stream as the dialect's vendor does: role, reasoning and usage in that vendor's places. */
export const createChatEncoder = (dialect: OpenAiChatDialect, head: AnswerHead, request: ServerRequest): Encoder => {
  const isUsageAsked = toObject(toObject(parseJson(request.body))['stream_options'])['include_usage'] === true;
  const isRoleOnly = dialect.server.role === 'role-only';
  const send: Send = (delta, finish, extra) => toEvent(chunkOf(head, dialect, [{
    index: 0,
    delta: isRoleOnly ? delta : { role: 'assistant', ...delta },
    logprobs: null,
    finish_reason: finish === null ? null : writeFinishReason(finish),
  }], extra));
  const first = send({ role: 'assistant', content: '' }, null, dialect.provider === 'groq' ? { x_groq: { id: `req_${head.id}` } } : {});
  return {
    contentType: 'text/event-stream; charset=utf-8',
    open: () => (dialect.server.keepAlive ?? '') + (isRoleOnly ? first : ''),
    empty: () => (isRoleOnly ? '' : first),
    reasoning: (text) => (dialect.server.reasoning === 'hidden' ? '' : send(reasoningDelta(dialect, text), null)),
    text: (text) => send({ content: text }, null),
    close: (end) => closings(dialect, head, send, end, isUsageAsked),
    error: (failure) => toEvent(dialect.provider === 'openrouter'
      ? { ...chunkOf(head, dialect, [{ index: 0, delta: { content: '' }, finish_reason: 'error' }]), ...errorBody(dialect, failure) }
      : errorBody(dialect, failure)),
  };
};
