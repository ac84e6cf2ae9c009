import type { JsonObject } from '../../../core/request.js';
import type { BatchJob, BatchStage } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../../json.js';

const stages: ReadonlyMap<string, BatchStage> = new Map([
  ['completed', 'ended'], ['failed', 'failed'], ['expired', 'expired'], ['cancelled', 'cancelled'], ['cancelling', 'cancelling'],
]);

/** OpenAI and Groq count seconds, Together writes dates. */
const toMs = (value: unknown): number | null => {
  const seconds = toNumber(value);
  if (seconds !== null) return seconds * 1000;
  const ms = Date.parse(toText(value));
  return Number.isNaN(ms) ? null : ms;
};

const reasonOf = (job: JsonObject): string | undefined => {
  const errors = toArray(toObject(job['errors'])['data']).filter(isObject)
    .map((error) => `${toNumber(error['line']) === null ? '' : `line ${toNumber(error['line'])}: `}${toText(error['message'])}`);
  return errors.slice(0, 3).join('; ') || toText(job['error']) || undefined;
};

const textsOf = (...values: readonly unknown[]): readonly string[] => values.map(toText).filter((text) => text !== '');

const toJob = (job: JsonObject): BatchJob => {
  const status = toText(job['status']).toLowerCase();
  const counts = toObject(job['request_counts']);
  return {
    id: toText(job['id']), status, stage: stages.get(status) ?? 'running',
    total: toNumber(counts['total']), succeeded: toNumber(counts['completed']), failed: toNumber(counts['failed']),
    results: textsOf(job['output_file_id'], job['error_file_id']),
    reason: reasonOf(job),
    marks: textsOf(job['input_file_id'], toObject(job['metadata'])['uada']),
    createdMs: toMs(job['created_at']), expiresMs: toMs(job['expires_at'] ?? job['job_deadline']),
  };
};

/** A batch; Together wraps a new one into `job`. Throws a `provider` error for a reply that is none. */
export const readJob = (provider: string, body: string): BatchJob => {
  const value = toObject(parseJson(body));
  const job = isObject(value['job']) ? value['job'] : value;
  if (toText(job['id']) === '') throw unreadable(provider, 'a batch that cannot be read');
  return toJob(job);
};

/** The list of batches; Together's is a bare array. Throws a `provider` error for a reply that is none. */
export const readJobs = (provider: string, body: string): readonly BatchJob[] => {
  const value = parseJson(body);
  const rows = Array.isArray(value) ? value : toObject(value)['data'];
  if (!Array.isArray(rows)) throw unreadable(provider, 'a list of batches that cannot be read');
  return rows.filter(isObject).map(toJob);
};
