import type { StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { unreadable } from '../failure.js';
import { isObject, parseJson, toArray, toObject, toText } from '../json.js';
import { failureOf } from '../openai-chat/failure.js';
import type { DecodeContext } from '../protocol.js';
import { showToolCallsOf, type WireEvent } from '../show-tool-calls.js';
import { responsesVendor } from './failure.js';
import { endOf, startOf } from './outcome.js';
import { callOfItem } from './tool-calls.js';

const itemsOf = (response: JsonObject, type: string): readonly JsonObject[] =>
  toArray(response['output']).filter(isObject).filter((item) => item['type'] === type);

const partsOf = (items: readonly JsonObject[], field: 'content' | 'summary'): readonly JsonObject[] =>
  items.flatMap((item) => toArray(item[field]).filter(isObject));

/** Summaries, and the reasoning itself where a model shows it: a paragraph each. */
const reasoningOf = (response: JsonObject): string => {
  const items = itemsOf(response, 'reasoning');
  return items.flatMap((item) => [...partsOf([item], 'summary'), ...partsOf([item], 'content')])
    .map((part) => toText(part['text'])).filter(Boolean).join('\n\n');
};

const textOfMessage = (item: JsonObject): string =>
  partsOf([item], 'content').map((part) => toText(part['type'] === 'refusal' ? part['refusal'] : part['text'])).join('');

const eventsOf = (response: JsonObject, context: DecodeContext): readonly WireEvent[] => {
  const messages = itemsOf(response, 'message');
  const reasoning = reasoningOf(response);
  const text = messages.map(textOfMessage).filter(Boolean).join('\n\n');
  const hasRefused = partsOf(messages, 'content').some((part) => part['type'] === 'refusal');
  return [
    startOf(response, context),
    ...(reasoning === '' ? [] : [{ type: 'reasoning', text: reasoning } as const]),
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
    ...toArray(response['output']).flatMap((item, index) => callOfItem(toObject(item), index)),
    endOf(response, hasRefused),
  ];
};

/** Reads a whole response. A failed one is an error although its HTTP status is 200. */
export const decodeResponseBody = (body: string, context: DecodeContext): readonly StreamEvent[] => {
  const value = parseJson(body);
  // Some gateways wrap their error object into a list.
  const response = Array.isArray(value) ? toArray(value)[0] : value;
  if (!isObject(response)) throw unreadable(responsesVendor.provider, 'an answer that is not a JSON object');
  const error = response['error'] ?? (response['status'] === 'failed' ? { message: 'the response failed' } : undefined);
  if (error !== undefined) throw failureOf(responsesVendor, error, { model: context.model });
  if (!Array.isArray(response['output'])) throw unreadable(responsesVendor.provider, 'an answer without output');
  return showToolCallsOf(eventsOf(response, context));
};
