import type { JsonObject } from '../../../core/request.js';
import type { BatchCall, BatchServer, ServedJob, ServedLine, ServedResult, ServerPlace } from '../../batch-server.js';
import { isGood, jsonReply } from '../../batch-server.js';
import { isObject, parseJson, toObject, toText } from '../../json.js';
import type { ServerRequest } from '../../protocol.js';
import { badRequest, readBody } from '../../server-body.js';

const root = '/v1/messages/batches';

const toLine = (value: unknown, index: number, ids: Set<string>, { headers }: ServerRequest): ServedLine => {
  const place = `requests.${index}`;
  const { custom_id: customId, params } = toObject(value);
  if (typeof customId !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(customId)) throw badRequest(`${place}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`, 'requests');
  if (ids.has(customId)) throw badRequest(`${place}.custom_id: custom_id must be unique within the batch`, 'requests');
  if (!isObject(params)) throw badRequest(`${place}.params: Field required`, 'requests');
  if (params['stream'] === true) throw badRequest(`${place}.params.stream: streaming is not supported in batches`, 'requests');
  ids.add(customId);
  return { customId, request: { method: 'POST', path: '/v1/messages', query: new URLSearchParams(), headers, body: JSON.stringify(params) } };
};

const readCreation = (request: ServerRequest): BatchCall => {
  const { requests } = readBody(request.body);
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest('requests: List should have at least 1 item after validation', 'requests');
  const ids = new Set<string>();
  const lines = requests.map((value, index) => toLine(value, index, ids, request));
  return { action: 'create', label: '', model: '', path: '/v1/messages', inputFileId: '', lines };
};

const route = (request: ServerRequest): BatchCall | undefined => {
  const { method, path } = request;
  if (path === root) return method === 'POST' ? readCreation(request) : { action: 'jobs' };
  const match = /^\/v1\/messages\/batches\/([^/]+)(?:\/(cancel|results))?$/.exec(path);
  if (match?.[1] === undefined) return undefined;
  const id = decodeURIComponent(match[1]);
  if (method === 'POST') return match[2] === 'cancel' ? { action: 'cancel', id } : undefined;
  if (method !== 'GET') return undefined;
  return { action: match[2] === 'results' ? 'results' : 'job', id };
};

const hasEnded = ({ stage }: ServedJob): boolean => stage === 'ended' || stage === 'expired' || stage === 'cancelled' || stage === 'failed';

const statusOf = (job: ServedJob): string => {
  if (hasEnded(job)) return 'ended';
  return job.stage === 'cancelling' ? 'canceling' : 'in_progress';
};

/** All but `processing` stay at 0 until the whole has ended. */
const countsOf = (job: ServedJob): JsonObject => {
  const { results, total } = job;
  if (!hasEnded(job)) return { processing: total, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
  const count = (fits: (result: ServedResult) => boolean): number => results.filter(fits).length;
  const succeeded = count(isGood);
  const canceled = count(({ reply }) => reply === 'cancelled');
  const expired = count(({ reply }) => reply === 'expired');
  return { processing: 0, succeeded, errored: results.length - succeeded - canceled - expired, canceled, expired };
};

const dayMs = 86_400_000;
const dateOf = (ms: number): string => new Date(ms).toISOString();

const writeJob = (job: ServedJob, { baseUrl }: ServerPlace): JsonObject => ({
  id: job.id, type: 'message_batch', processing_status: statusOf(job), request_counts: countsOf(job),
  created_at: dateOf(job.createdMs), expires_at: dateOf(job.createdMs + dayMs), ended_at: hasEnded(job) ? dateOf(job.createdMs) : null,
  archived_at: null, cancel_initiated_at: job.stage === 'cancelling' || job.stage === 'cancelled' ? dateOf(job.createdMs) : null,
  results_url: hasEnded(job) ? `${baseUrl}${root}/${job.id}/results` : null,
});

const toResult = ({ reply }: ServedResult): JsonObject => {
  if (typeof reply === 'string') return { type: reply === 'expired' ? 'expired' : 'canceled' };
  const body = parseJson(reply.body);
  return reply.status < 400 ? { type: 'succeeded', message: body } : { type: 'errored', error: body };
};

const unknownFile = (): never => {
  throw badRequest('Files are not part of Message Batches.');
};

/** The server of Message Batches. */
export const anthropicBatchServer: BatchServer = {
  route, keepsOrder: false,
  fileId: (word) => word,
  jobId: (word) => `msgbatch_${word}`,
  readFile: unknownFile, encodeUploaded: unknownFile, encodeFile: unknownFile, encodeReservation: unknownFile,
  encodeCreated: (job, place) => jsonReply(writeJob(job, place)),
  encodeJob: (job, place) => jsonReply(writeJob(job, place)),
  encodeJobs: (jobs, place) => jsonReply({ data: jobs.map((job) => writeJob(job, place)), has_more: false, first_id: jobs[0]?.id ?? null, last_id: jobs.at(-1)?.id ?? null }),
  writeResults: (results) => results.map((result) => `${JSON.stringify({ custom_id: toText(result.customId), result: toResult(result) })}\n`).join(''),
  isError: () => false,
};
