import type { StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { endedEarly } from '../failure.js';
import { createJsonReader } from '../json-reader.js';
import { isObject, parseJson, toObject, toText } from '../json.js';
import { failureOf } from '../openai-chat/failure.js';
import type { DecodeContext, Decoder, Payload } from '../protocol.js';
import { showToolCalls, type WireEvent } from '../show-tool-calls.js';
import { responsesVendor } from './failure.js';
import { endOf, startOf } from './outcome.js';
import { toolCallsOf } from './tool-calls.js';

/** What opens a part of the answer that a blank line sets apart from the one before. */
type Channel = 'reasoning' | 'text';

type State = {
  response: JsonObject;
  isStarted: boolean;
  isEnded: boolean;
  hasRefused: boolean;
  /** Whether the channel has given something, and whether the next piece begins a new part. */
  readonly given: Record<Channel, boolean>;
  readonly breaks: Record<Channel, boolean>;
};

const deltaChannels: ReadonlyMap<string, Channel> = new Map([
  ['response.output_text.delta', 'text'],
  ['response.refusal.delta', 'text'],
  ['response.reasoning_summary_text.delta', 'reasoning'],
  ['response.reasoning_text.delta', 'reasoning'],
]);

/** The channel in which the event begins a new paragraph, if it does. */
const openedChannel = (type: string, event: JsonObject): Channel | undefined => {
  if (type === 'response.reasoning_summary_part.added') return 'reasoning';
  if (type === 'response.content_part.added') return toObject(event['part'])['type'] === 'reasoning_text' ? 'reasoning' : undefined;
  return type === 'response.output_item.added' && toObject(event['item'])['type'] === 'message' ? 'text' : undefined;
};

const deltaOf = (channel: Channel, event: JsonObject, state: State): readonly StreamEvent[] => {
  const delta = toText(event['delta']);
  if (delta === '') return [];
  const text = state.breaks[channel] ? `\n\n${delta}` : delta;
  state.given[channel] = true;
  state.breaks[channel] = false;
  return [{ type: channel, text }];
};

const isTerminal = (type: string): boolean => type === 'response.completed' || type === 'response.incomplete' || type === 'response.cancelled';

const readEvent = (type: string, event: JsonObject, state: State): readonly WireEvent[] => {
  const opened = openedChannel(type, event);
  if (opened !== undefined) state.breaks[opened] = state.given[opened];
  state.hasRefused ||= type === 'response.refusal.delta';
  const channel = deltaChannels.get(type);
  if (channel !== undefined) return deltaOf(channel, event, state);
  if (!isTerminal(type)) return toolCallsOf(type, event);
  state.isEnded = true;
  return [endOf({ ...state.response, status: type.slice('response.'.length) }, state.hasRefused)];
};

/** `error` comes flat and nested, and `response.failed` may follow it for the same failure. */
const errorIn = (type: string, event: JsonObject, response: JsonObject): unknown => {
  if (event['error']) return event['error'];
  if (type === 'error') return event;
  return type === 'response.failed' ? (response['error'] ?? { message: 'the response failed' }) : undefined;
};

/** Events that only say that the request was taken: a failure may still come in place of an answer. */
const preludes = ['response.created', 'response.queued', 'response.in_progress'];

const readPayload = (event: JsonObject, eventName: string, context: DecodeContext, state: State): readonly WireEvent[] => {
  const type = toText(event['type']) || eventName;
  if (isObject(event['response'])) state.response = event['response'];
  const error = errorIn(type, event, state.response);
  if (error !== undefined) throw failureOf(responsesVendor, error, { model: context.model });
  if (state.isStarted || !type.startsWith('response.') || preludes.includes(type)) return readEvent(type, event, state);
  state.isStarted = true;
  return [startOf(state.response, context), ...readEvent(type, event, state)];
};

/** Reads a stream of the Responses API, which ends with a terminal event and no `[DONE]`. */
export const createResponseDecoder = (context: DecodeContext): Decoder => {
  const state: State = {
    response: {}, isStarted: false, isEnded: false, hasRefused: false,
    given: { reasoning: false, text: false }, breaks: { reasoning: false, text: false },
  };
  const readJson = createJsonReader(responsesVendor.provider);

  const read = ({ event = '', data }: Payload): readonly WireEvent[] => {
    if (event === 'error' && !isObject(parseJson(data))) throw failureOf(responsesVendor, data, { model: context.model });
    const value = readJson(data);
    return value === undefined ? [] : readPayload(value, event, context, state);
  };

  // A failure is told once, even where two events tell it.
  const endOnError = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      state.isEnded = true;
      throw error;
    }
  };

  const finish = (): readonly StreamEvent[] => {
    if (state.isEnded) return [];
    throw endedEarly(responsesVendor.provider);
  };

  return showToolCalls({
    push: (payload) => {
      const data = payload.data.trim();
      if (state.isEnded || data === '') return [];
      return endOnError(() => (data === '[DONE]' ? finish() : read(payload)));
    },
    finish: () => endOnError(finish),
    isEnded: () => state.isEnded,
  });
};
