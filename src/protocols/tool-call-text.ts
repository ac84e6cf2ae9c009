import type { TextEvent } from '../core/events.js';
import { isSet, parseJson, toText } from './json.js';

/** A piece of a tool call as it was on the wire; its fields may be anything. */
export type ToolCallPiece = {
  readonly type: 'tool_call';
  /** Tells the calls of an answer apart. Without it the id does, and without that the last call goes on. */
  readonly key?: unknown;
  readonly id?: unknown;
  readonly name?: unknown;
  /** A text goes behind the texts that came before; anything else is the arguments themselves. */
  readonly arguments?: unknown;
  /** The text is all of the arguments, whatever came before. */
  readonly isWhole?: boolean;
  /** Nothing follows of this call. */
  readonly isEnd?: boolean;
};

/** A call as far as it came; '' is what did not come. */
export type ToolCall = { readonly key: unknown; readonly id: string; readonly name: string; readonly text: string; readonly value: unknown };

/** The call with one more piece. */
export const addPiece = (call: ToolCall | undefined, piece: ToolCallPiece): ToolCall => {
  const fragment = toText(piece.arguments);
  const isValue = isSet(piece.arguments) && typeof piece.arguments !== 'string';
  return {
    key: call?.key ?? piece.key,
    id: call?.id || toText(piece.id),
    name: call?.name || toText(piece.name),
    text: piece.isWhole === true && fragment !== '' ? fragment : (call?.text ?? '') + fragment,
    value: isValue ? piece.arguments : call?.value,
  };
};

const writeJson = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value);
  } catch {
    // What can be parsed may still be nested too deeply to be written.
    return undefined;
  }
};

const writeArguments = ({ text, value }: ToolCall): string => {
  if (text === '') return writeJson(value) ?? '""';
  return writeJson(parseJson(text)) ?? JSON.stringify(text);
};

/** How a call is shown: a line of JSON. Its arguments are JSON where they were, else the text that came. */
const toolCallText = (call: ToolCall): string => {
  const id = call.id === '' ? '' : `"id":${JSON.stringify(call.id)},`;
  return `{"tool_call":{${id}"name":${JSON.stringify(call.name)},"arguments":${writeArguments(call)}}}\n`;
};

/** The call as text of the answer, on a line of its own. */
export const toTextEvent = (call: ToolCall, precedingText: string): TextEvent => {
  const isAtLineStart = precedingText === '' || precedingText.endsWith('\n');
  return { type: 'text', text: `${isAtLineStart ? '' : '\n'}${toolCallText(call)}` };
};
