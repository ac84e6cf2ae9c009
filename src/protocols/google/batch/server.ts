import type { JsonObject } from '../../../core/request.js';
import type { BatchCall, BatchServer, ServedJob, ServedLine, ServedResult } from '../../batch-server.js';
import { isGood, jsonReply } from '../../batch-server.js';
import { isObject, parseJson, toArray, toObject, toText, withoutFields } from '../../json.js';
import { toModelId } from '../model-path.js';
import type { ServerRequest } from '../../protocol.js';
import { badRequest, readBody } from '../../server-body.js';
import { codeOfStatus, wordOfStatus } from '../rpc-status.js';

const toLine = (value: unknown, index: number, model: string, { headers }: ServerRequest): ServedLine => {
  const item = toObject(value);
  if (!isObject(item['request'])) throw badRequest(`batch.input_config.requests.requests[${index}].request: required`, 'request');
  return {
    // The key is the caller's, and none has to be there: the answers come in the order of the requests.
    customId: toText(toObject(item['metadata'])['key']),
    request: { method: 'POST', path: `/v1beta/models/${model}:generateContent`, query: new URLSearchParams(), headers, body: JSON.stringify(withoutFields(item['request'], 'model')) },
  };
};

const readCreation = (request: ServerRequest, model: string): BatchCall => {
  const batch = toObject(readBody(request.body)['batch']);
  const requests = toArray(toObject(toObject(batch['inputConfig'])['requests'])['requests']);
  if (requests.length === 0) throw badRequest('batch.input_config.requests: at least one request is required; files are not served here.', 'batch');
  return {
    action: 'create', label: toText(batch['displayName']), model, path: '', inputFileId: '', lines: requests.map((value, index) => toLine(value, index, model, request)),
  };
};

const route = (request: ServerRequest): BatchCall | undefined => {
  const path = decodeURIComponent(request.path);
  const model = /^\/v1(?:beta|alpha)?\/(models\/[^/]+):batchGenerateContent$/.exec(path)?.[1];
  if (model !== undefined) return request.method === 'POST' ? readCreation(request, toModelId(model)) : undefined;
  const match = /^\/v1(?:beta|alpha)?\/batches(?:\/([^/:]+)(:cancel)?)?$/.exec(path);
  if (match === null) return undefined;
  if (match[1] === undefined) return { action: 'jobs' };
  return { action: match[2] === undefined ? 'job' : 'cancel', id: `batches/${match[1]}` };
};

const states: Readonly<Record<ServedJob['stage'], string>> = {
  waiting: 'PENDING', running: 'RUNNING', cancelling: 'RUNNING', ended: 'SUCCEEDED', failed: 'FAILED', cancelled: 'CANCELLED', expired: 'EXPIRED',
};

const toResponse = ({ customId, reply }: ServedResult): JsonObject => {
  const metadata = customId === '' ? {} : { metadata: { key: customId } };
  if (typeof reply === 'string') return { ...metadata, error: { code: 1, message: `The batch was ${reply}.` } };
  if (reply.status < 400) return { ...metadata, response: parseJson(reply.body) };
  const { message } = toObject(toObject(parseJson(reply.body))['error']);
  return { ...metadata, error: { code: codeOfStatus(reply.status), message: toText(message), status: wordOfStatus(reply.status) } };
};

/** Counts of 64 bits are texts, and those of 0 are left out. */
const statsOf = ({ total, doneCount, results, stage }: ServedJob): JsonObject => {
  const good = stage === 'ended' ? results.filter(isGood).length : doneCount;
  const counts = { requestCount: total, successfulRequestCount: good, failedRequestCount: stage === 'ended' ? total - good : 0, pendingRequestCount: stage === 'ended' ? 0 : total - doneCount };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => [name, String(count)]));
};

const writeJob = (job: ServedJob): JsonObject => {
  const time = new Date(job.createdMs).toISOString();
  const isDone = job.stage !== 'waiting' && job.stage !== 'running' && job.stage !== 'cancelling';
  const output = { inlinedResponses: { inlinedResponses: job.results.map(toResponse) } };
  const type = 'type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch';
  return {
    name: job.id,
    metadata: {
      '@type': type, model: `models/${job.model}`, displayName: job.label, createTime: time, updateTime: time, batchStats: statsOf(job), state: `BATCH_STATE_${states[job.stage]}`, name: job.id,
      ...(isDone ? { endTime: time } : {}), ...(job.stage === 'ended' ? { output } : {}),
    },
    ...(isDone ? { done: true } : {}),
    ...(job.stage === 'ended' ? { response: { '@type': `${type}Output`, ...output } } : {}),
  };
};

const unknownFile = (): never => {
  throw badRequest('Files are not served here.');
};

/** The server of Gemini's batches with the requests inside. */
export const googleBatchServer: BatchServer = {
  route, keepsOrder: true,
  fileId: (word) => word,
  jobId: (word) => `batches/${word}`,
  readFile: unknownFile, encodeFile: unknownFile, encodeReservation: unknownFile,
  encodeCreated: (job) => jsonReply(writeJob(job)),
  encodeJob: (job) => jsonReply(writeJob(job)),
  encodeJobs: (jobs) => jsonReply(jobs.length === 0 ? {} : { operations: jobs.map(writeJob) }),
  writeResults: () => '',
  isError: () => false,
};
