import { UadaError } from '../../core/errors.js';
import type { EndEvent, FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { toOneLine } from '../failure.js';
import { toText } from '../json.js';

const finishReasons: ReadonlyMap<string, FinishReason> = new Map(Object.entries({
  COMPLETE: 'stop', STOP_SEQUENCE: 'stop', MAX_TOKENS: 'length', TOOL_CALL: 'tool_calls',
} as const));

const broken = (reason: string, said: string): UadaError =>
  new UadaError('provider', `cohere could not finish the answer (${reason}): ${toOneLine(said) || 'no reason given'}`, {
    provider: 'cohere', code: reason, isRetryable: true, hint: 'The trouble is on Cohere\'s side: try again in a moment.',
  });

/**
 * Why the model stopped, out of a body or of the delta of `message-end`. Cohere reports its failures here:
 * `ERROR` and `TIMEOUT` throw a `provider` error that may be tried again.
 */
export const readFinish = (source: JsonObject): Pick<EndEvent, 'finishReason' | 'detail'> => {
  const reason = toText(source['finish_reason']);
  if (reason === 'ERROR' || reason === 'TIMEOUT') throw broken(reason, toText(source['error']));
  const finishReason = finishReasons.get(reason);
  if (finishReason !== undefined) return { finishReason };
  return { finishReason: 'other', ...(reason === '' ? {} : { detail: reason }) };
};

/** Cohere's word for a stop. It has none for a filter, which it reports as an error before the answer. */
export const writeFinish = (reason: FinishReason): string => {
  if (reason === 'length') return 'MAX_TOKENS';
  return reason === 'tool_calls' ? 'TOOL_CALL' : 'COMPLETE';
};
