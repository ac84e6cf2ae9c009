import type { HttpRequest } from '../../../core/http.js';
import type { JsonObject } from '../../../core/request.js';
import type { BatchClient, BatchJob, BatchLine, BatchOutcome } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { isObject, parseJson, toNumber, toObject, toText, withoutFields } from '../../json.js';
import type { Endpoint } from '../../protocol.js';
import { requestHeaders } from '../headers.js';
import { statusOfType } from '../status-of-type.js';

const root = '/v1/messages/batches';

const ask = (method: 'GET' | 'POST', path: string, endpoint: Endpoint, body?: string): HttpRequest => ({
  method, url: `${endpoint.baseUrl}${root}${path}`,
  headers: { ...requestHeaders(endpoint), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body }),
});

const encodeLine = ({ customId, chat }: BatchLine): string =>
  JSON.stringify({ custom_id: customId, params: withoutFields(toObject(parseJson(chat.body ?? '')), 'stream') });

const dateOf = (value: unknown): number | null => {
  const ms = Date.parse(toText(value));
  return Number.isNaN(ms) ? null : ms;
};

const stageOf = (status: string): BatchJob['stage'] => {
  if (status === 'ended') return 'ended';
  return status === 'canceling' ? 'cancelling' : 'running';
};

const toJob = (job: JsonObject): BatchJob => {
  const id = toText(job['id']);
  const status = toText(job['processing_status']);
  const counts = toObject(job['request_counts']);
  const [processing, succeeded, errored, cancelled, expired] = ['processing', 'succeeded', 'errored', 'canceled', 'expired'].map((name) => toNumber(counts[name]) ?? 0) as [number, number, number, number, number];
  const failed = errored + cancelled + expired;
  return {
    id, status, stage: stageOf(status), total: processing + succeeded + failed, succeeded, failed,
    // The address that the reply names is not followed: the key goes to the base URL and nowhere else.
    results: toText(job['results_url']) === '' ? [] : [id],
    reason: undefined, marks: [], createdMs: dateOf(job['created_at']), expiresMs: dateOf(job['expires_at']),
  };
};

const decodeJob = (body: string): BatchJob => {
  const job = parseJson(body);
  if (!isObject(job) || toText(job['id']) === '') throw unreadable('anthropic', 'a batch that cannot be read');
  return toJob(job);
};

const decodeJobs = (body: string): readonly BatchJob[] => {
  const rows = toObject(parseJson(body))['data'];
  if (!Array.isArray(rows)) throw unreadable('anthropic', 'a list of batches that cannot be read');
  return rows.filter(isObject).map(toJob);
};

const decodeResult = (text: string): BatchOutcome => {
  const line = parseJson(text);
  if (!isObject(line) || toText(line['custom_id']) === '') throw unreadable('anthropic', 'a batch result that cannot be read');
  const customId = toText(line['custom_id']);
  const result = toObject(line['result']);
  if (result['type'] === 'succeeded') return { customId, status: 200, body: JSON.stringify(result['message']), requestId: undefined };
  if (result['type'] === 'expired') return { customId, lost: 'expired' };
  if (result['type'] === 'canceled') return { customId, lost: 'cancelled' };
  const envelope = toObject(result['error']);
  const status = statusOfType(toText(toObject(envelope['error'])['type'])) ?? 500;
  return { customId, status, body: JSON.stringify(envelope), requestId: toText(envelope['request_id']) || undefined };
};

/** Anthropic's Message Batches (platform.claude.com, "Batch processing"): at half the price, kept for 29 days. */
export const anthropicBatchClient: BatchClient = {
  mostRequests: 100_000, mostBytes: 256_000_000, isOneModel: false, priceShare: 0.5, upload: undefined,
  encodeLine,
  encodeCreation: ({ lines }, endpoint) => ask('POST', '', endpoint, `{"requests":[${lines.join(',')}]}`),
  encodeJob: (id, endpoint) => ask('GET', `/${encodeURIComponent(id)}`, endpoint),
  encodeCancel: (id, endpoint) => ask('POST', `/${encodeURIComponent(id)}/cancel`, endpoint, '{}'),
  encodeJobs: (endpoint) => ask('GET', '?limit=100', endpoint),
  decodeJob, decodeJobs,
  encodeResults: (id, endpoint) => ask('GET', `/${encodeURIComponent(id)}/results`, endpoint),
  resultForm: () => 'lines',
  decodeResults: (text) => [decodeResult(text)],
};
