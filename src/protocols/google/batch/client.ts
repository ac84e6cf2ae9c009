import type { HttpRequest } from '../../../core/http.js';
import type { JsonObject } from '../../../core/request.js';
import type { BatchClient, BatchCreation, BatchJob, BatchLine, BatchOutcome, BatchStage } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../../json.js';
import type { Endpoint } from '../../protocol.js';
import { keyHeaders } from '../encode.js';
import { toModelPath } from '../model-path.js';
import { statusOfCode } from '../rpc-status.js';

const ask = (method: 'GET' | 'POST', path: string, endpoint: Endpoint, body?: string): HttpRequest => ({
  method, url: `${endpoint.baseUrl}/v1beta/${path}`,
  headers: { ...keyHeaders(endpoint), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body }),
});

const encodeLine = ({ customId, chat }: BatchLine): string =>
  `{"request":${chat.body ?? '{}'},"metadata":{"key":${JSON.stringify(customId)}}}`;

const encodeCreation = ({ label, model, lines }: BatchCreation, endpoint: Endpoint): HttpRequest =>
  ask('POST', `${toModelPath(model)}:batchGenerateContent`, endpoint,
    `{"batch":{"displayName":${JSON.stringify(label)},"inputConfig":{"requests":{"requests":[${lines.join(',')}]}}}}`);

const stages: ReadonlyMap<string, BatchStage> = new Map([
  ['SUCCEEDED', 'ended'], ['PARTIALLY_SUCCEEDED', 'ended'], ['FAILED', 'failed'], ['CANCELLED', 'cancelled'], ['CANCELLING', 'cancelling'], ['EXPIRED', 'expired'],
]);

const dateOf = (value: unknown): number | null => {
  const ms = Date.parse(toText(value));
  return Number.isNaN(ms) ? null : ms;
};

/** Numbers of 64 bits come as texts. */
const countOf = (value: unknown): number | null => {
  const count = typeof value === 'string' && value !== '' ? Number(value) : toNumber(value);
  return count === null || !Number.isFinite(count) ? null : count;
};

/** The results of a batch stand in the operation's response, and in its metadata. */
const inlinedOf = (operation: JsonObject): readonly JsonObject[] => {
  const places = [operation['response'], toObject(operation['metadata'])['output']];
  const lists = places.map((place) => toArray(toObject(toObject(place)['inlinedResponses'])['inlinedResponses']));
  return (lists.find((list) => list.length > 0) ?? []).filter(isObject);
};

const toJob = (operation: JsonObject): BatchJob => {
  const id = toText(operation['name']);
  const metadata = toObject(operation['metadata']);
  const status = toText(metadata['state']).replace(/^(?:BATCH|JOB)_STATE_/, '');
  const stats = toObject(metadata['batchStats']);
  const total = countOf(stats['requestCount']);
  // A count of 0 is left out.
  const countIfKnown = (name: string): number | null => (total === null ? null : countOf(stats[name]) ?? 0);
  return {
    id, status: status.toLowerCase(), stage: stages.get(status) ?? 'running',
    total, succeeded: countIfKnown('successfulRequestCount'), failed: countIfKnown('failedRequestCount'),
    results: inlinedOf(operation).length > 0 ? [id] : [],
    reason: toText(toObject(operation['error'])['message']) || undefined,
    marks: [toText(metadata['displayName'])].filter((label) => label !== ''),
    createdMs: dateOf(metadata['createTime']), expiresMs: null,
  };
};

const decodeJob = (body: string): BatchJob => {
  const operation = parseJson(body);
  if (!isObject(operation) || toText(operation['name']) === '') throw unreadable('google', 'a batch that cannot be read');
  return toJob(operation);
};

const decodeJobs = (body: string): readonly BatchJob[] => {
  const list = parseJson(body);
  if (!isObject(list)) throw unreadable('google', 'a list of batches that cannot be read');
  return toArray(list['operations'] ?? list['batches']).filter(isObject).map(toJob);
};

const toOutcome = (item: JsonObject): BatchOutcome => {
  const customId = toText(toObject(item['metadata'])['key']);
  if (isObject(item['response'])) return { customId, status: 200, body: JSON.stringify(item['response']), requestId: undefined };
  const error = toObject(item['error']);
  return { customId, status: statusOfCode(toNumber(error['code']) ?? 13), body: JSON.stringify({ error: { ...error, code: undefined } }), requestId: undefined };
};

/** Gemini's batches with the requests inside (ai.google.dev, "Batch API"): at half the price, up to 20 MB. */
export const googleBatchClient: BatchClient = {
  mostRequests: 100_000, mostBytes: 20_000_000, isOneModel: true, priceShare: 0.5, upload: undefined,
  encodeLine, encodeCreation,
  encodeJob: (id, endpoint) => ask('GET', id, endpoint),
  encodeCancel: (id, endpoint) => ask('POST', `${id}:cancel`, endpoint, '{}'),
  encodeJobs: (endpoint) => ask('GET', 'batches?pageSize=100', endpoint),
  decodeJob, decodeJobs,
  encodeResults: (id, endpoint) => ask('GET', id, endpoint),
  resultForm: 'whole',
  decodeResults: (text) => inlinedOf(toObject(parseJson(text))).map(toOutcome),
};
