import type { FinishReason, StreamEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { toArray, toObject, toText } from '../json.js';
import type { DecodeContext } from '../protocol.js';

/** A Map, because the word comes from outside. */
const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'], ['eos', 'stop'], ['length', 'length'], ['content_filter', 'content_filter'],
  ['tool_calls', 'tool_calls'], ['function_call', 'tool_calls'],
]);

/** How a choice ended; `detail` is the vendor's word where ours says less. */
export type Finish = { readonly reason: FinishReason; readonly detail?: string };

/** The first choice of a chunk or an answer; an empty object where there is none. */
export const firstChoice = (chunk: JsonObject): JsonObject =>
  toObject(toArray(chunk['choices']).find((choice) => (toObject(choice)['index'] ?? 0) === 0));

/** The finish of a choice, or undefined while it runs. */
export const finishOf = (choice: JsonObject): Finish | undefined => {
  const word = toText(choice['finish_reason']);
  if (word === '') return undefined;
  const reason = finishReasons.get(word) ?? 'other';
  const native = toText(choice['native_finish_reason']) || word;
  return reason === 'other' || (reason === 'content_filter' && native !== word) ? { reason, detail: native } : { reason };
};

/** Whatever in-band error the chunk carries, in any of the places the vendors have for it. */
export const errorIn = (chunk: JsonObject, choice: JsonObject, eventName: string | undefined): unknown => {
  if (chunk['error']) return chunk['error'];
  if (choice['error']) return choice['error'];
  if (eventName === 'error' || chunk['type'] === 'error') return chunk;
  const early = toObject(chunk['x_groq'])['error'];
  if (early) return early;
  return choice['finish_reason'] === 'error' ? { message: 'the model stopped with an error' } : undefined;
};

/** The `start` of an answer, out of its first chunk. */
export const startOf = (chunk: JsonObject, context: DecodeContext): StreamEvent => {
  const id = toText(chunk['id']);
  const requestId = toText(toObject(chunk['x_groq'])['id']);
  return {
    type: 'start',
    model: toText(chunk['model']) || context.model,
    ...(id === '' ? {} : { id }),
    ...(requestId === '' ? {} : { requestId }),
  };
};

const reasoningOf = (delta: JsonObject): string => {
  const plain = toText(delta['reasoning']) || toText(delta['reasoning_content']);
  if (plain !== '') return plain;
  // OpenRouter repeats the same text in both places; the details count only where the plain field is missing.
  const details = toArray(delta['reasoning_details']);
  return details.length === 0 ? '' : details.map((detail) => toText(toObject(detail)['text']) || toText(toObject(detail)['summary'])).join('');
};

/** The reasoning and the text of a `delta` or of a whole `message`. A refusal is text. */
export const deltasOf = (delta: JsonObject): readonly StreamEvent[] => {
  const reasoning = reasoningOf(delta);
  const text = toText(delta['content']) + toText(delta['refusal']);
  const events: StreamEvent[] = [];
  if (reasoning !== '') events.push({ type: 'reasoning', text: reasoning });
  if (text !== '') events.push({ type: 'text', text });
  return events;
};
