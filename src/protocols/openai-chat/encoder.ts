import type { FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { parseJson, toObject, toText } from '../json.js';
import type { AnswerEnd, AnswerHead, Encoder, ServerRequest } from '../protocol.js';
import type { ServerDialect } from './server-dialect.js';

/** Chat Completions has no word for the rest. */
export const writeFinishReason = (reason: FinishReason): string => (reason === 'other' ? 'stop' : reason);

/** The fields that chunks and whole answers begin with. */
export const headOf = (server: ServerDialect, head: AnswerHead, object: 'chat.completion' | 'chat.completion.chunk'): JsonObject => ({
  id: `${server.idPrefix}${head.id}`, object, created: Math.floor(head.createdMs / 1000), model: head.model,
});

/** The reasoning in the fields the vendor has for it; none where it keeps the reasoning to itself. */
export const writeReasoning = (server: ServerDialect, text: string): JsonObject => {
  if (server.reasoning === 'hidden' || text === '') return {};
  return server.reasoning === 'reasoning'
    ? { reasoning: text }
    : { reasoning: text, reasoning_details: [{ type: 'reasoning.text', text, index: 0, format: 'unknown' }] };
};

type Chunks = {
  readonly choices: (choices: readonly JsonObject[], extra?: JsonObject) => string;
  readonly delta: (delta: JsonObject, finish: FinishReason | null, extra?: JsonObject) => string;
};

const toEvent = (value: JsonObject, name?: string): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`;

const createChunks = (server: ServerDialect, head: AnswerHead, isUsageAsked: boolean): Chunks => {
  // With `include_usage`, OpenAI's chunks all have the field; only the last one fills it.
  const nullUsage = server.usage === 'extra-chunk-if-asked' && isUsageAsked ? { usage: null } : {};
  const choices: Chunks['choices'] = (list, extra) =>
    toEvent({ ...headOf(server, head, 'chat.completion.chunk'), ...server.chunkFields, choices: list, ...nullUsage, ...extra });
  return {
    choices,
    delta: (delta, finish, extra) => {
      const word = finish === null ? null : writeFinishReason(finish);
      const said = server.role === 'role-only' ? delta : { role: 'assistant', content: '', ...delta };
      const repeated = server.repeatsText === true ? { text: toText(toObject(said)['content']) } : {};
      return choices([{ index: 0, ...repeated, delta: said, ...server.choiceFields?.(word), finish_reason: word }], extra);
    },
  };
};

const done = 'data: [DONE]\n\n';

const closings = (server: ServerDialect, head: AnswerHead, chunks: Chunks, end: AnswerEnd, isUsageAsked: boolean): readonly string[] => {
  const usage = server.writeUsage(end.usage);
  switch (server.usage) {
    case 'finish-chunk':
      return [chunks.delta({}, end.finishReason, { usage }) + done];
    case 'repeated-finish-chunk':
      return [chunks.delta({}, end.finishReason), chunks.delta({}, end.finishReason, { usage }) + done];
    case 'finish-and-extra-chunk':
      return [
        chunks.delta({}, end.finishReason, { x_groq: { id: `req_${head.id}`, usage }, usage }),
        (isUsageAsked ? chunks.choices([], { usage, service_tier: 'on_demand' }) : '') + done,
      ];
    case 'extra-chunk-if-asked':
      return [chunks.delta({}, end.finishReason), (isUsageAsked ? chunks.choices([], { usage }) : '') + done];
  }
};

/** Writes a stream as the vendor does: role, reasoning, usage and errors in that vendor's places. */
export const createChatEncoder = (server: ServerDialect, head: AnswerHead, request: ServerRequest): Encoder => {
  const isUsageAsked = toObject(toObject(parseJson(request.body))['stream_options'])['include_usage'] === true;
  const chunks = createChunks(server, head, isUsageAsked);
  const isRoleOnly = server.role === 'role-only';
  const first = (): string => chunks.delta({ role: 'assistant', content: '' }, null, server.firstChunkFields?.(head.id));
  return {
    contentType: server.contentType,
    open: () => (server.keepAlive ?? '') + (isRoleOnly ? first() : ''),
    empty: () => (isRoleOnly ? '' : first()),
    reasoning: (text) => (server.reasoning === 'hidden' ? '' : chunks.delta(writeReasoning(server, text), null)),
    text: (text) => chunks.delta({ content: text }, null),
    close: (end) => closings(server, head, chunks, end, isUsageAsked),
    error: (failure) => {
      const { body } = server.writeFailure(failure);
      // OpenRouter's error rides on a last chunk of the answer.
      return server.usage === 'repeated-finish-chunk'
        ? chunks.choices([{ index: 0, delta: { content: '' }, finish_reason: 'error', native_finish_reason: 'error' }], body)
        : toEvent(body, server.errorEvent);
    },
  };
};
