import type { EndEvent, FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { endedEarly, toOneLine } from '../failure.js';
import { createJsonReader } from '../json-reader.js';
import { toArray, toObject, toText } from '../json.js';
import type { DecodeContext, Decoder } from '../protocol.js';
import { showToolCalls, type WireEvent } from '../show-tool-calls.js';
import { failureOf } from './failure.js';
import { readUsage } from './usage.js';

type State = { isStarted: boolean; isEnded: boolean; hasToolCalls: boolean };

/** A call is always whole. */
const callOf = (call: JsonObject): WireEvent => {
  const { name, arguments: words } = toObject(call['function']);
  return { type: 'tool_call', id: call['id'], name, arguments: words, isEnd: true };
};

const deltasOf = (message: JsonObject): readonly WireEvent[] => {
  const reasoning = toText(message['thinking']);
  const text = toText(message['content']);
  return [
    ...(reasoning === '' ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
    ...(text === '' ? [] : [{ type: 'text' as const, text }]),
    ...toArray(message['tool_calls']).map((call) => callOf(toObject(call))),
  ];
};

const toFinishReason = (reason: string, hasToolCalls: boolean): FinishReason => {
  if (reason === 'length') return 'length';
  // The native format has no word of its own for tool calls.
  if (reason === 'stop') return hasToolCalls ? 'tool_calls' : 'stop';
  return 'other';
};

const endOf = (line: JsonObject, state: State): EndEvent => {
  const reason = toText(line['done_reason']);
  const finishReason = toFinishReason(reason, state.hasToolCalls);
  const usage = readUsage(line);
  return {
    type: 'end',
    finishReason,
    ...(finishReason === 'other' && reason !== '' ? { detail: toOneLine(reason) } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
};

const readLine = (line: JsonObject, context: DecodeContext, state: State): readonly WireEvent[] => {
  if (line['error'] !== undefined && line['error'] !== null) throw failureOf(line, { model: context.model });
  const message = toObject(line['message']);
  const events: WireEvent[] = [];
  if (!state.isStarted) {
    state.isStarted = true;
    events.push({ type: 'start', model: toText(line['model']) || context.model });
  }
  events.push(...deltasOf(message));
  state.hasToolCalls ||= toArray(message['tool_calls']).length > 0;
  if (line['done'] === true) {
    state.isEnded = true;
    events.push(endOf(line, state));
  }
  return events;
};

/** Reads the lines of an Ollama chat; a whole answer is its own last line. Only `done` ends it, never the input. */
export const createChatDecoder = (context: DecodeContext): Decoder => {
  const state: State = { isStarted: false, isEnded: false, hasToolCalls: false };
  const read = createJsonReader('ollama');
  return showToolCalls({
    push: ({ data }) => {
      if (state.isEnded || data.trim() === '') return [];
      const line = read(data);
      return line === undefined ? [] : readLine(line, context, state);
    },
    finish: () => {
      if (!state.isEnded) throw endedEarly('ollama');
      return [];
    },
    isEnded: () => state.isEnded,
  });
};
