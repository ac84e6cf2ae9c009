import type { StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { endedEarly, unreadable } from '../failure.js';
import { createJsonReader } from '../json-reader.js';
import { isObject, parseJson, toArray, toObject, toText } from '../json.js';
import type { DecodeContext, Decoder, Payload } from '../protocol.js';
import { showToolCalls, showToolCallsOf, type WireEvent } from '../show-tool-calls.js';
import { failureOf } from './failure.js';
import { readFinish } from './finish-reason.js';
import { readUsage } from './usage.js';

type State = { isStarted: boolean; isEnded: boolean };

type Handler = (event: JsonObject, state: State, context: DecodeContext) => readonly WireEvent[];

const startOf = (source: JsonObject, state: State, context: DecodeContext): readonly StreamEvent[] => {
  if (state.isStarted) return [];
  state.isStarted = true;
  const id = toText(source['id']);
  // Cohere never says which model answers.
  return [{ type: 'start', model: context.model, ...(id === '' ? {} : { id }) }];
};

/** Which key is there says what it is: deltas have no type of their own. */
const textsOf = (content: JsonObject): readonly StreamEvent[] => {
  const thinking = toText(content['thinking']);
  const text = toText(content['text']);
  return [
    ...(thinking === '' ? [] : [{ type: 'reasoning', text: thinking } as const]),
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
  ];
};

const readContent: Handler = (event, state, context) =>
  [...startOf({}, state, context), ...textsOf(toObject(toObject(toObject(event['delta'])['message'])['content']))];

const callOf = (call: JsonObject, key: unknown): WireEvent => {
  const { name, arguments: words } = toObject(call['function']);
  return { type: 'tool_call', key, id: call['id'], name, arguments: words };
};

const readCall: Handler = (event, state, context) =>
  [...startOf({}, state, context), callOf(toObject(toObject(toObject(event['delta'])['message'])['tool_calls']), event['index'])];

const endOf = (source: JsonObject, state: State): readonly StreamEvent[] => {
  const stop = readFinish(source);
  state.isEnded = true;
  const usage = readUsage(source['usage']);
  return [{ type: 'end', ...stop, ...(usage === undefined ? {} : { usage }) }];
};

const fail: Handler = (event, _state, context) => {
  throw failureOf(isObject(event['error']) ? event['error'] : event, { model: context.model });
};

const handlers: ReadonlyMap<string, Handler> = new Map(Object.entries<Handler>({
  'message-start': startOf,
  'content-start': readContent,
  'content-delta': readContent,
  'content-end': () => [],
  'tool-call-start': readCall,
  'tool-call-delta': readCall,
  'tool-call-end': (event) => [{ type: 'tool_call', key: event['index'], isEnd: true }],
  'message-end': (event, state, context) => [...startOf(event, state, context), ...endOf(toObject(event['delta']), state)],
  error: fail,
}));

const handle = (payload: Payload, event: JsonObject, state: State, context: DecodeContext): readonly WireEvent[] => {
  const type = toText(event['type']) || (payload.event ?? '');
  if (type === '' && typeof event['message'] === 'string') return fail(event, state, context);
  return handlers.get(type)?.(event, state, context) ?? [];
};

/** Reads a v2 chat stream. `message-end` ends it; the `[DONE]` behind it says nothing more. */
export const createChatDecoder = (context: DecodeContext): Decoder => {
  const state: State = { isStarted: false, isEnded: false };
  const readJson = createJsonReader('cohere');
  const finish = (): readonly StreamEvent[] => {
    if (!state.isEnded) throw endedEarly('cohere');
    return [];
  };
  return showToolCalls({
    push: (payload) => {
      if (state.isEnded || (payload.event !== undefined && !handlers.has(payload.event))) return [];
      // The whole of it: an answer may well hold these six characters.
      if (payload.data.trim() === '[DONE]') return finish();
      const event = readJson(payload.data);
      return event === undefined ? [] : handle(payload, event, state, context);
    },
    finish,
    isEnded: () => state.isEnded,
  });
};

/** Events of a whole answer, or the error that came in its place. */
export const decodeAnswer = (body: string, context: DecodeContext): readonly StreamEvent[] => {
  const answer = parseJson(body);
  if (!isObject(answer)) throw unreadable('cohere', 'an answer that is not JSON');
  if (typeof answer['message'] === 'string') throw failureOf(answer, { model: context.model });
  if (!isObject(answer['message'])) throw unreadable('cohere', 'an answer without a message');
  const state: State = { isStarted: false, isEnded: false };
  const content = toArray(answer['message']['content']).flatMap((part) => textsOf(toObject(part)));
  const calls = toArray(answer['message']['tool_calls']).map((call, index) => callOf(toObject(call), index));
  return showToolCallsOf([...startOf(answer, state, context), ...content, ...calls, ...endOf(answer, state)]);
};
