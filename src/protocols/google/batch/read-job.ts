import type { JsonObject } from '../../../core/request.js';
import type { BatchJob, BatchStage } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../../json.js';
import { resultsOf } from './read-results.js';

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

const toJob = (operation: JsonObject): BatchJob => {
  const metadata = toObject(operation['metadata']);
  const status = toText(metadata['state']).replace(/^(?:BATCH|JOB)_STATE_/, '');
  const stats = toObject(metadata['batchStats']);
  const total = countOf(stats['requestCount']);
  // A count of 0 is left out.
  const countIfKnown = (name: string): number | null => (total === null ? null : countOf(stats[name]) ?? 0);
  return {
    id: toText(operation['name']), status: status.toLowerCase(), stage: stages.get(status) ?? 'running',
    total, succeeded: countIfKnown('successfulRequestCount'), failed: countIfKnown('failedRequestCount'),
    results: resultsOf(operation),
    reason: toText(toObject(operation['error'])['message']) || undefined,
    marks: [toText(metadata['displayName'])].filter((label) => label !== ''),
    createdMs: dateOf(metadata['createTime']), expiresMs: null,
  };
};

/** A batch. Throws a `provider` error for a reply that is none. */
export const readJob = (body: string): BatchJob => {
  const operation = parseJson(body);
  if (!isObject(operation) || toText(operation['name']) === '') throw unreadable('google', 'a batch that cannot be read');
  return toJob(operation);
};

/** The list of batches. Throws a `provider` error for a reply that is none. */
export const readJobs = (body: string): readonly BatchJob[] => {
  const list = parseJson(body);
  if (!isObject(list)) throw unreadable('google', 'a list of batches that cannot be read');
  return toArray(list['operations'] ?? list['batches']).filter(isObject).map(toJob);
};
