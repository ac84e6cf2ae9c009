import type { EndEvent, FinishReason, StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { endedEarly, unreadable } from '../failure.js';
import { isObject, parseJson, toArray, toObject, toText } from '../json.js';
import type { DecodeContext, Decoder, Payload } from '../protocol.js';
import type { OpenAiChatDialect } from './dialect.js';
import { failureOf } from './failure.js';
import { readUsage } from './usage.js';

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop', eos: 'stop', length: 'length', content_filter: 'content_filter', tool_calls: 'tool_calls', function_call: 'tool_calls',
};

const toFinishReason = (value: string): FinishReason => finishReasons[value] ?? 'other';

const reasoningOf = (delta: JsonObject): string => {
  const plain = toText(delta['reasoning']) || toText(delta['reasoning_content']);
  if (plain !== '') return plain;
  // OpenRouter repeats the same text in both places; the details count only where the plain field is missing.
  return toArray(delta['reasoning_details']).map((detail) => toText(toObject(detail)['text']) || toText(toObject(detail)['summary'])).join('');
};

const firstChoice = (chunk: JsonObject): JsonObject =>
  toObject(toArray(chunk['choices']).find((choice) => (toObject(choice)['index'] ?? 0) === 0));

/** Whatever of the seven known in-band error signals the chunk carries. */
const errorIn = (payload: Payload, chunk: JsonObject, choice: JsonObject): unknown => {
  if (chunk['error']) return chunk['error'];
  if (choice['error']) return choice['error'];
  if (payload.event === 'error' || chunk['type'] === 'error') return chunk;
  const early = toObject(chunk['x_groq'])['error'];
  if (early) return early;
  return choice['finish_reason'] === 'error' ? { message: 'the model stopped with an error' } : undefined;
};

type State = {
  isStarted: boolean;
  isEnded: boolean;
  finishReason: FinishReason | undefined;
  hasRefused: boolean;
  usage: Usage | undefined;
};

const startOf = (chunk: JsonObject, context: DecodeContext): StreamEvent => {
  const id = toText(chunk['id']);
  return { type: 'start', model: toText(chunk['model']) || context.model, ...(id === '' ? {} : { id }) };
};

const deltasOf = (delta: JsonObject, state: State): readonly StreamEvent[] => {
  const events: StreamEvent[] = [];
  const reasoning = reasoningOf(delta);
  if (reasoning !== '') events.push({ type: 'reasoning', text: reasoning });
  const refusal = toText(delta['refusal']);
  if (refusal !== '') state.hasRefused = true;
  const text = toText(delta['content']) + refusal;
  if (text !== '') events.push({ type: 'text', text });
  return events;
};

const endOf = (state: State): EndEvent => {
  state.isEnded = true;
  return {
    type: 'end',
    finishReason: state.hasRefused ? 'content_filter' : (state.finishReason ?? 'other'),
    ...(state.usage === undefined ? {} : { usage: state.usage }),
  };
};

const readChunk = (dialect: OpenAiChatDialect, payload: Payload, context: DecodeContext, state: State): readonly StreamEvent[] => {
  const chunk = parseJson(payload.data);
  if (!isObject(chunk)) throw unreadable(dialect.provider, 'an event that is not JSON');
  const choice = firstChoice(chunk);
  const error = errorIn(payload, chunk, choice);
  if (error !== undefined) throw failureOf(dialect, error, { model: context.model });
  const events: StreamEvent[] = [];
  // Azure-compatible routers first send a chunk about the prompt that names neither model nor answer.
  if (!state.isStarted && toArray(chunk['choices']).length > 0) {
    state.isStarted = true;
    events.push(startOf(chunk, context));
  }
  events.push(...deltasOf(isObject(choice['delta']) ? choice['delta'] : toObject(choice['message']), state));
  const finish = toText(choice['finish_reason']);
  if (finish !== '') state.finishReason = toFinishReason(finish);
  // Groq sends the same usage three times and OpenRouter with the finish repeated: the last one counts.
  state.usage = readUsage(chunk['usage']) ?? readUsage(toObject(chunk['x_groq'])['usage']) ?? state.usage;
  return events;
};

/** Reads a Chat Completions stream, or a whole answer as its only chunk, in any of the dialects. */
export const createChatDecoder = (dialect: OpenAiChatDialect, context: DecodeContext): Decoder => {
  const state: State = { isStarted: false, isEnded: false, finishReason: undefined, hasRefused: false, usage: undefined };
  const finish = (): readonly StreamEvent[] => {
    if (state.isEnded) return [];
    // `[DONE]` alone proves nothing: only a finish reason says that the model came to its end.
    if (state.finishReason === undefined) throw endedEarly(dialect.provider);
    return [endOf(state)];
  };
  return {
    push: (payload) => {
      if (state.isEnded) return [];
      return payload.data.trim() === '[DONE]' ? finish() : readChunk(dialect, payload, context, state);
    },
    finish,
    get isEnded() {
      return state.isEnded;
    },
  };
};
