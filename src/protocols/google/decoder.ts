import { UadaError } from '../../core/errors.js';
import type { EndEvent, StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { endedEarly, toOneLine } from '../failure.js';
import { createJsonReader } from '../json-reader.js';
import { isObject, parseJson, toArray, toObject, toText } from '../json.js';
import type { DecodeContext, Decoder } from '../protocol.js';
import { showToolCalls, type WireEvent } from '../show-tool-calls.js';
import { errorIn, failureOf } from './failure.js';
import { isMalformed, isPlain, toFinishReason } from './finish-reason.js';
import { readUsage } from './usage.js';

type State = {
  isStarted: boolean;
  isEnded: boolean;
  hasToolCalls: boolean;
  /** Google's word for the stop and what it adds to it; '' until it came. */
  finish: string;
  finishMessage: string;
  blockReason: string;
  usage: Usage | undefined;
};

const startOf = (chunk: JsonObject, context: DecodeContext): StreamEvent => {
  const id = toText(chunk['responseId']);
  return { type: 'start', model: toText(chunk['modelVersion']) || context.model, ...(id === '' ? {} : { id }) };
};

/** Fields that only an answer has; a gateway may send events of its own before it. */
const isAnswer = (chunk: JsonObject): boolean =>
  ['candidates', 'promptFeedback', 'modelVersion', 'responseId'].some((field) => chunk[field] !== undefined);

/** A call is always whole, in a part of its own. */
const callOf = ({ id, name, args }: JsonObject): WireEvent => ({ type: 'tool_call', id, name, arguments: args, isEnd: true });

const eventsOf = (parts: readonly JsonObject[]): readonly WireEvent[] =>
  parts.flatMap((part): readonly WireEvent[] => {
    if (isObject(part['functionCall'])) return [callOf(part['functionCall'])];
    const text = toText(part['text']);
    return text === '' ? [] : [{ type: part['thought'] === true ? 'reasoning' as const : 'text' as const, text }];
  });

const firstCandidate = (chunk: JsonObject): JsonObject =>
  toObject(toArray(chunk['candidates']).find((candidate) => (toObject(candidate)['index'] ?? 0) === 0));

const malformed = (word: string, message: string): UadaError =>
  new UadaError('provider', `google stopped the answer with ${word}${message === '' ? '' : `: ${toOneLine(message)}`}.`, {
    provider: 'google', code: word, isRetryable: true, hint: 'The model produced something unusable: try again.',
  });

const noteFinish = (candidate: JsonObject, state: State): void => {
  const word = toText(candidate['finishReason']);
  if (word === '') return;
  state.finish = toOneLine(word);
  state.finishMessage = toText(candidate['finishMessage']);
  if (isMalformed(word)) throw malformed(state.finish, state.finishMessage);
};

const readChunk = (chunk: JsonObject, context: DecodeContext, state: State): readonly WireEvent[] => {
  const error = errorIn(chunk);
  if (error !== undefined) throw failureOf(error, { model: context.model });
  const start = state.isStarted || !isAnswer(chunk) ? [] : [startOf(chunk, context)];
  state.isStarted ||= start.length > 0;
  const candidate = firstCandidate(chunk);
  // Behind the finish reason only usage follows; what else a gateway sends there is not of this answer.
  const parts = state.finish === '' ? toArray(toObject(candidate['content'])['parts']).filter(isObject) : [];
  state.hasToolCalls ||= parts.some((part) => isObject(part['functionCall']));
  state.blockReason = toText(toObject(chunk['promptFeedback'])['blockReason']) || state.blockReason;
  // A running total: the last one counts, also behind the finish reason.
  state.usage = readUsage(chunk['usageMetadata']) ?? state.usage;
  noteFinish(candidate, state);
  return [...start, ...eventsOf(parts)];
};

const detailOf = (state: State): string | undefined => {
  if (state.finish === '') return toOneLine(state.blockReason);
  if (isPlain(state.finish)) return undefined;
  return state.finishMessage === '' ? state.finish : `${state.finish}: ${toOneLine(state.finishMessage)}`;
};

const finishReasonOf = (state: State): EndEvent['finishReason'] => {
  if (state.finish === '') return 'content_filter';
  return state.finish === 'STOP' && state.hasToolCalls ? 'tool_calls' : toFinishReason(state.finish);
};

const endOf = (state: State): EndEvent => {
  const detail = detailOf(state);
  return {
    type: 'end',
    finishReason: finishReasonOf(state),
    ...(detail === undefined ? {} : { detail }),
    ...(state.usage === undefined ? {} : { usage: state.usage }),
  };
};

/** The objects of a payload: itself, or the elements of an array, as errors and bodies without `alt=sse` come. */
const createChunkReader = (): ((data: string) => readonly JsonObject[]) => {
  const read = createJsonReader('google');
  return (data) => {
    const list = data.trimStart().startsWith('[') ? parseJson(data) : undefined;
    if (Array.isArray(list)) return list.filter(isObject);
    const chunk = read(data);
    return chunk === undefined ? [] : [chunk];
  };
};

// Gateways in front of Google add the `[DONE]` of another format.
const isNothing = (data: string): boolean => data.trim() === '' || data.trim() === '[DONE]';

/**
 * Reads a Gemini stream, or a whole answer as its only chunk. The end of the input is the end of the answer, if a
 * finish reason or a blocked prompt was seen before; usage may come later than both.
 */
export const createChatDecoder = (context: DecodeContext): Decoder => {
  const state: State = { isStarted: false, isEnded: false, hasToolCalls: false, finish: '', finishMessage: '', blockReason: '', usage: undefined };
  const read = createChunkReader();
  return showToolCalls({
    push: ({ data }) => (state.isEnded || isNothing(data) ? [] : read(data).flatMap((chunk) => readChunk(chunk, context, state))),
    finish: () => {
      if (state.isEnded) return [];
      if (state.finish === '' && state.blockReason === '') throw endedEarly('google');
      state.isEnded = true;
      return [endOf(state)];
    },
    isEnded: () => state.isEnded,
  });
};
