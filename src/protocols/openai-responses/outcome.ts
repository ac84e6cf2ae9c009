import type { EndEvent, FinishReason, StartEvent } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { toArray, toObject, toText } from '../json.js';
import type { DecodeContext } from '../protocol.js';
import { readUsage } from './usage.js';

const incompleteReasons: ReadonlyMap<string, FinishReason> = new Map([['max_output_tokens', 'length'], ['content_filter', 'content_filter']]);

type Finish = { readonly finishReason: FinishReason; readonly detail?: string };

const finishOf = (response: JsonObject, hasRefused: boolean): Finish => {
  if (response['status'] === 'incomplete') {
    const reason = toText(toObject(response['incomplete_details'])['reason']);
    const finishReason = incompleteReasons.get(reason) ?? 'other';
    return { finishReason, ...(finishReason === 'other' && reason !== '' ? { detail: reason } : {}) };
  }
  if (hasRefused) return { finishReason: 'content_filter', detail: 'refusal' };
  if (response['status'] === 'cancelled') return { finishReason: 'other', detail: 'cancelled' };
  const hasCall = toArray(response['output']).some((item) => toText(toObject(item)['type']).endsWith('_call'));
  return { finishReason: hasCall ? 'tool_calls' : 'stop' };
};

/** The `end` of a response that was not a failure. There is no finish reason on the wire: status and output tell it. */
export const endOf = (response: JsonObject, hasRefused: boolean): EndEvent => {
  const usage = readUsage(response['usage']);
  return { type: 'end', ...finishOf(response, hasRefused), ...(usage === undefined ? {} : { usage }) };
};

/** The `start` of a response. */
export const startOf = (response: JsonObject, context: DecodeContext): StartEvent => {
  const id = toText(response['id']);
  return { type: 'start', model: toText(response['model']) || context.model, ...(id === '' ? {} : { id }) };
};
