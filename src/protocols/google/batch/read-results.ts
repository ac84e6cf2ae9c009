import type { JsonObject } from '../../../core/request.js';
import type { BatchOutcome } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../../json.js';
import { statusOfCode } from '../rpc-status.js';

/** The results of a batch stand in the operation's response, and in its metadata. */
const outputsOf = (operation: JsonObject): readonly JsonObject[] =>
  [operation['response'], toObject(operation['metadata'])['output']].map(toObject);

const inlinedOf = (operation: JsonObject): readonly JsonObject[] => {
  const lists = outputsOf(operation).map((output) => toArray(toObject(output['inlinedResponses'])['inlinedResponses']));
  return (lists.find((list) => list.length > 0) ?? []).filter(isObject);
};

/** What to ask for: the file of results, or the batch itself where they stand in it. */
export const resultsOf = (operation: JsonObject): readonly string[] => {
  const files = outputsOf(operation).map((output) => toText(output['responsesFile'])).filter((file) => file !== '');
  if (files.length > 0) return files.slice(0, 1);
  return inlinedOf(operation).length > 0 ? [toText(operation['name'])] : [];
};

/** A line of a file has its key at the top, a result inside a batch in its metadata. */
const toOutcome = (item: JsonObject): BatchOutcome => {
  const customId = toText(item['key']) || toText(toObject(item['metadata'])['key']);
  if (isObject(item['response'])) return { customId, status: 200, body: JSON.stringify(item['response']), requestId: undefined };
  const error = toObject(item['error']);
  return { customId, status: statusOfCode(toNumber(error['code']) ?? 13), body: JSON.stringify({ error: { ...error, code: undefined } }), requestId: undefined };
};

/** The results in a batch, or in a line of a file of results. Throws a `provider` error for a text that is neither. */
export const readResults = (text: string): readonly BatchOutcome[] => {
  const value = parseJson(text);
  if (!isObject(value)) throw unreadable('google', 'a batch result that cannot be read');
  return toText(value['name']) === '' ? [toOutcome(value)] : inlinedOf(value).map(toOutcome);
};
