import type { FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { parseJson, toObject } from '../json.js';
import type { AnswerHead, Encoder, ServerRequest } from '../protocol.js';
import { errorBody } from './server-failure.js';
import { writeMetrics } from './usage.js';

/** The native format has no word for the rest. */
export const writeDoneReason = (reason: FinishReason): string => (reason === 'length' ? 'length' : 'stop');

export const lineOf = (head: AnswerHead, message: JsonObject, rest: JsonObject): JsonObject => ({
  model: head.model,
  created_at: new Date(head.createdMs).toISOString(),
  message: { role: 'assistant', content: '', ...message },
  ...rest,
});

/** A thinking model thinks unless it is told not to. */
export const showsThinking = (request: ServerRequest): boolean => toObject(parseJson(request.body))['think'] !== false;

/** Writes a chat as Ollama streams it: one JSON object a line, the last one with the metrics. */
export const createChatEncoder = (head: AnswerHead, request: ServerRequest): Encoder => {
  const isThinkingShown = showsThinking(request);
  const toLine = (value: JsonObject): string => `${JSON.stringify(value)}\n`;
  const send = (message: JsonObject): string => toLine(lineOf(head, message, { done: false }));
  return {
    contentType: 'application/x-ndjson',
    open: () => '',
    empty: () => send({}),
    reasoning: (text) => (isThinkingShown ? send({ thinking: text }) : ''),
    text: (text) => send({ content: text }),
    close: (end) => [toLine(lineOf(head, {}, { done: true, done_reason: writeDoneReason(end.finishReason), ...writeMetrics(end.usage) }))],
    error: (failure) => toLine(errorBody(failure)),
  };
};
