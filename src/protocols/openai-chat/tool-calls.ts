import type { JsonObject } from '../../core/request.js';
import { isObject, toArray, toObject } from '../json.js';
import type { ToolCallPiece } from '../tool-call-text.js';

const pieceOf = (call: JsonObject, key: unknown): ToolCallPiece => {
  const { name, arguments: words } = toObject(call['function']);
  return { type: 'tool_call', key, id: call['id'], name, arguments: words };
};

const none: readonly ToolCallPiece[] = [];

/**
 * The calls of a `delta`, in pieces, or of a whole `message`. A piece belongs to the call of its index; some gateways
 * send none, and a whole message has none either: several in one list then differ by their place.
 */
export const toolCallsOf = (delta: JsonObject): readonly ToolCallPiece[] => {
  if (delta['tool_calls'] === undefined && delta['function_call'] === undefined) return none;
  const calls = toArray(delta['tool_calls']).filter(isObject);
  const pieces = calls.map((call, place) => pieceOf(call, call['index'] ?? (calls.length > 1 ? place : undefined)));
  // The form of 2023, which had one call and no id.
  const old = delta['function_call'];
  return isObject(old) ? [...pieces, { type: 'tool_call', key: 'function_call', name: old['name'], arguments: old['arguments'] }] : pieces;
};
