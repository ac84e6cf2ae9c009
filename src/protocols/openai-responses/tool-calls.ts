import type { JsonObject } from '../../core/request.js';
import { toObject, toText } from '../json.js';
import type { ToolCallPiece } from '../tool-call-text.js';

const keyOf = (event: JsonObject): unknown => event['output_index'] ?? event['item_id'];

/** What asks the caller to act; the other items with such names tell what the vendor did itself. */
const isCall = (type: string): boolean => /^(?:function|custom_tool|computer|(?:local_)?shell|apply_patch)_call$/.test(type);

/** The call of an output item, if it is one. Those without a name have their type. */
export const callOfItem = (item: JsonObject, key: unknown): readonly ToolCallPiece[] => {
  const type = toText(item['type']);
  if (!isCall(type)) return [];
  const words = item['arguments'] ?? item['input'] ?? item['action'] ?? item['operation'];
  return [{ type: 'tool_call', key, id: item['call_id'] ?? item['id'], name: item['name'] ?? type, arguments: words, isWhole: true }];
};

/** The piece of a call that an event of the stream brings. */
export const toolCallsOf = (type: string, event: JsonObject): readonly ToolCallPiece[] => {
  const key = keyOf(event);
  if (type === 'response.output_item.added') return callOfItem(toObject(event['item']), key);
  if (type === 'response.output_item.done') return callOfItem(toObject(event['item']), key).map((piece) => ({ ...piece, isEnd: true }));
  if (/_(?:arguments|call_input)\.delta$/.test(type)) return [{ type: 'tool_call', key, arguments: event['delta'] }];
  if (!/_(?:arguments|call_input)\.done$/.test(type)) return [];
  return [{ type: 'tool_call', key, arguments: event['arguments'] ?? event['input'], isWhole: true }];
};
