import type { StreamEvent } from '../core/events.js';
import { isSet, toText } from './json.js';
import type { Decoder, Payload } from './protocol.js';
import { addPiece, toTextEvent, type ToolCall, type ToolCallPiece } from './tool-call-text.js';

/** What a format's own reading gives: the events of the answer, and pieces of calls that nobody asked for. */
export type WireEvent = StreamEvent | ToolCallPiece;

/** A decoder before its calls are made text. */
export type WireDecoder = {
  push(payload: Payload): readonly WireEvent[];
  finish(): readonly WireEvent[];
  isEnded(): boolean;
};

type State = { calls: readonly ToolCall[]; precedingText: string };

/** Some gateways give every call the same index: an id and a name of its own make it another one. */
const isAnother = (call: ToolCall, piece: ToolCallPiece): boolean =>
  call.id !== '' && toText(piece.id) !== '' && call.id !== piece.id && toText(piece.name) !== '';

const findCall = (calls: readonly ToolCall[], piece: ToolCallPiece): ToolCall | undefined => {
  if (isSet(piece.key)) return calls.findLast((call) => call.key === piece.key && !isAnother(call, piece));
  return toText(piece.id) === '' ? calls.at(-1) : calls.findLast((call) => call.id === piece.id);
};

const show = (state: State, calls: readonly ToolCall[]): readonly StreamEvent[] => {
  state.calls = state.calls.filter((call) => !calls.includes(call));
  return calls.map((call) => {
    const event = toTextEvent(call, state.precedingText);
    state.precedingText = event.text;
    return event;
  });
};

const gather = (state: State, piece: ToolCallPiece): readonly StreamEvent[] => {
  const found = findCall(state.calls, piece);
  // A call begins with its id or its name; what has neither belongs to something that is not shown.
  if (found === undefined && toText(piece.id) + toText(piece.name) === '') return [];
  const call = addPiece(found, piece);
  state.calls = found === undefined ? [...state.calls, call] : state.calls.map((other) => (other === found ? call : other));
  return piece.isEnd === true ? show(state, [call]) : [];
};

const readOne = (state: State, event: WireEvent): readonly StreamEvent[] => {
  if (event.type === 'tool_call') return gather(state, event);
  if (event.type === 'text') state.precedingText = event.text;
  return event.type === 'end' ? [...show(state, state.calls), event] : [event];
};

const createState = (): State => ({ calls: [], precedingText: '' });

/** Makes a decoder whose answers show calls as text: each when it is complete, at the latest before the `end`. */
export const showToolCalls = (decoder: WireDecoder): Decoder => {
  const state = createState();
  return {
    push: (payload) => decoder.push(payload).flatMap((event) => readOne(state, event)),
    finish: () => decoder.finish().flatMap((event) => readOne(state, event)),
    rest: () => show(state, state.calls),
    isEnded: () => decoder.isEnded(),
  };
};

/** The same for the events of a whole answer. */
export const showToolCallsOf = (events: readonly WireEvent[]): readonly StreamEvent[] => {
  const state = createState();
  return events.flatMap((event) => readOne(state, event));
};
