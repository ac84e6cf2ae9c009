import type { StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { endedEarly, unreadable } from '../failure.js';
import { createJsonReader } from '../json-reader.js';
import { isObject, parseJson, toObject, toText } from '../json.js';
import type { DecodeContext, Decoder, Payload } from '../protocol.js';
import { showToolCalls, showToolCallsOf, type WireEvent } from '../show-tool-calls.js';
import { failureOf } from './failure.js';
import { readStop } from './stop-reason.js';
import type { Counters } from './usage.js';
import { noCounters, toUsage, updateCounters } from './usage.js';

type State = {
  isStarted: boolean;
  isEnded: boolean;
  stop: ReturnType<typeof readStop>;
  counters: Counters;
};

type Handler = (event: JsonObject, state: State, context: DecodeContext) => readonly WireEvent[];

const startOf = (message: JsonObject, state: State, context: DecodeContext): readonly StreamEvent[] => {
  if (state.isStarted) return [];
  state.isStarted = true;
  const id = toText(message['id']);
  return [{ type: 'start', model: toText(message['model']) || context.model, ...(id === '' ? {} : { id }) }];
};

/** Text of a content block or of a delta: `text` and `thinking` mean the same in both. */
const textsOf = (part: JsonObject): readonly StreamEvent[] => {
  const kind = toText(part['type']);
  if (kind === 'text' || kind === 'text_delta') return toEvent('text', toText(part['text']));
  if (kind === 'thinking' || kind === 'thinking_delta') return toEvent('reasoning', toText(part['thinking']));
  return [];
};

/** A call is a block, its arguments in pieces behind it or, in a whole message, inside. What the vendor's own tools did is no call. */
const callOf = (part: JsonObject, key: unknown): readonly WireEvent[] => {
  const kind = toText(part['type']);
  if (kind === 'input_json_delta') return [{ type: 'tool_call', key, arguments: part['partial_json'] }];
  return kind === 'tool_use' ? [{ type: 'tool_call', key, id: part['id'], name: part['name'], arguments: part['input'] }] : [];
};

const toEvent = (type: 'text' | 'reasoning', text: string): readonly StreamEvent[] => (text === '' ? [] : [{ type, text }]);

const eventsOf = (part: unknown, key: unknown): readonly WireEvent[] => [...textsOf(toObject(part)), ...callOf(toObject(part), key)];

const endOf = (state: State): readonly StreamEvent[] => {
  state.isEnded = true;
  const usage = toUsage(state.counters);
  return [{ type: 'end', ...state.stop, ...(usage === undefined ? {} : { usage }) }];
};

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>(Object.entries<Handler>({
  message_start: (event, state, context) => {
    const message = toObject(event['message']);
    // Its output count is only where the counting starts.
    state.counters = { ...updateCounters(state.counters, message['usage']), output: null };
    return startOf(message, state, context);
  },
  content_block_start: (event, state, context) => [...startOf({}, state, context), ...eventsOf(event['content_block'], event['index'])],
  content_block_delta: (event, state, context) => [...startOf({}, state, context), ...eventsOf(event['delta'], event['index'])],
  message_delta: (event, state) => {
    state.stop = readStop(toObject(event['delta']));
    state.counters = updateCounters(state.counters, event['usage']);
    return [];
  },
  message_stop: (_event, state, context) => [...startOf({}, state, context), ...endOf(state)],
  content_block_stop: (event) => [{ type: 'tool_call', key: event['index'], isEnd: true }],
  ping: () => [],
  error: (event, _state, context) => {
    throw failureOf(event, { model: context.model });
  },
}));

const handle = (payload: Payload, event: JsonObject, state: State, context: DecodeContext): readonly WireEvent[] => {
  const type = toText(event['type']) || (isObject(event['error']) ? 'error' : (payload.event ?? ''));
  return handlers.get(type)?.(event, state, context) ?? [];
};

const newState = (): State => ({ isStarted: false, isEnded: false, stop: { finishReason: 'other' }, counters: noCounters });

/** Reads a Messages stream. Only `message_stop` ends it: there is no `[DONE]`. */
export const createMessagesDecoder = (context: DecodeContext): Decoder => {
  const state = newState();
  const readJson = createJsonReader('anthropic');
  return showToolCalls({
    push: (payload) => {
      // Anthropic promises new events: one with an unknown name is none of our business, whatever it holds.
      if (state.isEnded || (payload.event !== undefined && !handlers.has(payload.event))) return [];
      const event = readJson(payload.data);
      return event === undefined ? [] : handle(payload, event, state, context);
    },
    finish: () => {
      if (!state.isEnded) throw endedEarly('anthropic');
      return [];
    },
    isEnded: () => state.isEnded,
  });
};

/** Events of a whole message, or the error that came in its place. */
export const decodeMessage = (body: string, context: DecodeContext): readonly StreamEvent[] => {
  const message = parseJson(body);
  if (!isObject(message)) throw unreadable('anthropic', 'an answer that is not JSON');
  if (message['type'] === 'error' || isObject(message['error'])) throw failureOf(message, { model: context.model });
  const { content } = message;
  if (!Array.isArray(content)) throw unreadable('anthropic', 'an answer without content');
  const state = { ...newState(), stop: readStop(message), counters: updateCounters(noCounters, message['usage']) };
  return showToolCallsOf([...startOf(message, state, context), ...content.flatMap(eventsOf), ...endOf(state)]);
};
