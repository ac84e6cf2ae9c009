import type { UadaError } from '../../core/errors.js';
import type { EndEvent, StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import { endedEarly, unreadable } from '../failure.js';
import { createJsonReader } from '../json-reader.js';
import { isObject, parseJson, toArray, toObject, toText } from '../json.js';
import type { DecodeContext, Decoder, Payload } from '../protocol.js';
import { showToolCalls, showToolCallsOf, type WireEvent } from '../show-tool-calls.js';
import { deltasOf, errorIn, finishOf, firstChoice, startOf, type Finish } from './chunk.js';
import type { OpenAiChatDialect } from './dialect.js';
import { failureOf } from './failure.js';
import { toolCallsOf } from './tool-calls.js';
import { readUsage } from './usage.js';

type State = {
  isStarted: boolean;
  isEnded: boolean;
  finish: Finish | undefined;
  hasRefused: boolean;
  usage: Usage | undefined;
  /** A failure that came together with text: the text goes first. */
  failure: UadaError | undefined;
};

const createState = (): State => ({
  isStarted: false, isEnded: false, finish: undefined, hasRefused: false, usage: undefined, failure: undefined,
});

const endOf = (state: State, finish: Finish): EndEvent => {
  state.isEnded = true;
  // A refusal arrives with the finish reason `stop`.
  const { reason, detail } = state.hasRefused ? { reason: 'content_filter', detail: 'refusal' } as const : { detail: undefined, ...finish };
  return {
    type: 'end',
    finishReason: reason,
    ...(detail === undefined ? {} : { detail }),
    ...(state.usage === undefined ? {} : { usage: state.usage }),
  };
};

const readChunk = (chunk: JsonObject, choice: JsonObject, context: DecodeContext, state: State): readonly WireEvent[] => {
  const events: WireEvent[] = [];
  // Azure-compatible routers first send a chunk about the prompt that names neither model nor answer.
  if (!state.isStarted && toArray(chunk['choices']).length > 0) {
    state.isStarted = true;
    events.push(startOf(chunk, context));
  }
  const delta = isObject(choice['delta']) ? choice['delta'] : toObject(choice['message']);
  events.push(...deltasOf(delta), ...toolCallsOf(delta));
  state.hasRefused ||= toText(delta['refusal']) !== '';
  state.finish = finishOf(choice) ?? state.finish;
  // Groq sends the same usage three times and OpenRouter with the finish repeated: the last one counts.
  state.usage = readUsage(chunk['usage']) ?? readUsage(toObject(chunk['x_groq'])['usage']) ?? state.usage;
  return events;
};

const hasOutput = (events: readonly WireEvent[]): boolean => events.some((event) => event.type !== 'start');

const settle = (events: readonly WireEvent[], failure: UadaError, state: State): readonly WireEvent[] => {
  if (!hasOutput(events)) throw failure;
  state.failure = failure;
  return events;
};

/** Reads a Chat Completions stream in any of the dialects. */
export const createChatDecoder = (dialect: OpenAiChatDialect, context: DecodeContext): Decoder => {
  const state = createState();
  const readJson = createJsonReader(dialect.provider);

  const read = ({ event, data }: Payload): readonly WireEvent[] => {
    if (event === 'error' && !isObject(parseJson(data))) throw failureOf(dialect, data, { model: context.model });
    const chunk = readJson(data);
    if (chunk === undefined) return [];
    const choice = firstChoice(chunk);
    const error = errorIn(chunk, choice, event);
    const events = readChunk(chunk, choice, context, state);
    return error === undefined ? events : settle(events, failureOf(dialect, error, { model: context.model }), state);
  };

  const finish = (): readonly StreamEvent[] => {
    if (state.isEnded) return [];
    if (state.failure !== undefined) throw state.failure;
    // `[DONE]` alone proves nothing: only a finish reason says that the model came to its end.
    if (state.finish === undefined) throw endedEarly(dialect.provider);
    return [endOf(state, state.finish)];
  };

  return showToolCalls({
    push: (payload) => {
      const data = payload.data.trim();
      if (state.isEnded || data === '') return [];
      return data === '[DONE]' || state.failure !== undefined ? finish() : read(payload);
    },
    finish,
    isEnded: () => state.isEnded,
  });
};

/** Reads a whole Chat Completions answer. Its JSON is complete, so a missing finish reason means no more than that. */
export const decodeChatBody = (dialect: OpenAiChatDialect, body: string, context: DecodeContext): readonly StreamEvent[] => {
  const value = parseJson(body);
  // Some gateways wrap their error object into a list.
  const answer = Array.isArray(value) ? toArray(value)[0] : value;
  if (!isObject(answer)) throw unreadable(dialect.provider, 'an answer that is not a JSON object');
  const choice = firstChoice(answer);
  const error = errorIn(answer, choice, undefined);
  if (error !== undefined) throw failureOf(dialect, error, { model: context.model });
  if (toArray(answer['choices']).length === 0) throw unreadable(dialect.provider, 'an answer without choices');
  const state = createState();
  return showToolCallsOf([...readChunk(answer, choice, context, state), endOf(state, state.finish ?? { reason: 'other' })]);
};
