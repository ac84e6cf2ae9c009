import type { JsonObject } from '../../../core/request.js';
import type { BatchOutcome } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { isObject, parseJson, toNumber, toObject, toText } from '../../json.js';

const lostWords: ReadonlyMap<string, 'expired' | 'cancelled'> = new Map([
  ['batch_expired', 'expired'], ['batch_cancelled', 'cancelled'], ['request_timeout', 'expired'],
]);

/** A prompt that was refused before it became a request; what the vendor says stands in for the reply. */
const refusal = (customId: string, error: unknown): BatchOutcome => {
  const fields: JsonObject = isObject(error) ? error : { message: toText(error) || 'no reason given' };
  const lost = lostWords.get(toText(fields['code']));
  if (lost !== undefined) return { customId, lost };
  return { customId, status: toNumber(fields['status_code']) ?? 400, body: JSON.stringify({ error: fields }), requestId: undefined };
};

/** A line of an output or error file. Throws a `provider` error for a line that is none. */
export const readResult = (provider: string, text: string): BatchOutcome => {
  const line = parseJson(text);
  if (!isObject(line) || toText(line['custom_id']) === '') throw unreadable(provider, 'a batch result that cannot be read');
  const customId = toText(line['custom_id']);
  const response = toObject(line['response']);
  if (!('body' in response)) return refusal(customId, line['error']);
  return {
    customId, status: toNumber(response['status_code']) ?? 200, body: JSON.stringify(response['body']), requestId: toText(response['request_id']) || undefined,
  };
};
