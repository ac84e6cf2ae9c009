import type { EndEvent, FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { toObject, toText } from '../json.js';

const finishReasons: ReadonlyMap<string, FinishReason> = new Map(Object.entries({
  end_turn: 'stop', stop_sequence: 'stop', max_tokens: 'length', model_context_window_exceeded: 'length',
  tool_use: 'tool_calls', refusal: 'content_filter',
} as const));

const written: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn', length: 'max_tokens', content_filter: 'refusal', tool_calls: 'tool_use', other: 'pause_turn',
};

const detailOf = (reason: string, details: JsonObject): string | undefined => {
  const said = [toText(details['category']), toText(details['explanation'])].filter(Boolean).join(': ');
  if (said !== '') return said;
  const saysMore = reason === 'model_context_window_exceeded' || !finishReasons.has(reason);
  return saysMore && reason !== '' ? reason : undefined;
};

/** Why the model stopped, out of a message or of a `message_delta`. A paused turn is not finished: `other`. */
export const readStop = (source: JsonObject): Pick<EndEvent, 'finishReason' | 'detail'> => {
  const reason = toText(source['stop_reason']);
  const detail = detailOf(reason, toObject(source['stop_details']));
  return { finishReason: finishReasons.get(reason) ?? 'other', ...(detail === undefined ? {} : { detail }) };
};

/** The stop fields for a server to send. */
export const writeStop = (reason: FinishReason): JsonObject => ({
  stop_reason: written[reason],
  stop_sequence: null,
  stop_details: reason === 'content_filter' ? { type: 'refusal', category: null, explanation: null } : null,
  container: null,
});
