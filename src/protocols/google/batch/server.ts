import type { BatchCall, BatchServer, ServedLine } from '../../batch-server.js';
import { jsonReply } from '../../batch-server.js';
import { isObject, toArray, toObject, toText } from '../../json.js';
import type { ServerRequest } from '../../protocol.js';
import { badRequest, readBody } from '../../server-body.js';
import { toModelId } from '../model-path.js';
import { encodeFile, encodeReservation, encodeUploaded, readBatchFile, readFileCall } from './server-files.js';
import { writeJob, writeResultFile } from './server-job.js';
import { toServedLine } from './server-line.js';

const toLine = (value: unknown, index: number, model: string, request: ServerRequest): ServedLine => {
  const item = toObject(value);
  if (!isObject(item['request'])) throw badRequest(`batch.input_config.requests.requests[${index}].request: required`, 'request');
  return toServedLine(toText(toObject(item['metadata'])['key']), item['request'], model, request);
};

const readCreation = (request: ServerRequest, model: string): BatchCall => {
  const batch = toObject(readBody(request.body)['batch']);
  const input = toObject(batch['inputConfig']);
  const requests = toArray(toObject(input['requests'])['requests']);
  const inputFileId = toText(input['fileName']);
  if (requests.length === 0 && inputFileId === '') throw badRequest('batch.input_config: requests, or the name of a file, are required.', 'batch');
  const lines = inputFileId === '' ? requests.map((value, index) => toLine(value, index, model, request)) : undefined;
  return { action: 'create', label: toText(batch['displayName']), model, path: '', inputFileId, lines };
};

const route = (request: ServerRequest): BatchCall | undefined => {
  const path = decodeURIComponent(request.path);
  const model = /^\/v1(?:beta|alpha)?\/(models\/[^/]+):batchGenerateContent$/.exec(path)?.[1];
  if (model !== undefined) return request.method === 'POST' ? readCreation(request, toModelId(model)) : undefined;
  const match = /^\/v1(?:beta|alpha)?\/batches(?:\/([^/:]+)(:cancel)?)?$/.exec(path);
  if (match === null) return readFileCall(request, path);
  if (match[1] === undefined) return { action: 'jobs' };
  return { action: match[2] === undefined ? 'job' : 'cancel', id: `batches/${match[1]}` };
};

/** The server of Gemini's batches, with the requests inside or in a file. */
export const googleBatchServer: BatchServer = {
  route, keepsOrder: true,
  fileId: (word) => `files/${word}`,
  jobId: (word) => `batches/${word}`,
  readFile: (text, { model }, request) => readBatchFile(text, model, request),
  encodeUploaded, encodeFile, encodeReservation,
  encodeCreated: (job) => jsonReply(writeJob(job)),
  encodeJob: (job) => jsonReply(writeJob(job)),
  encodeJobs: (jobs) => jsonReply(jobs.length === 0 ? {} : { operations: jobs.map(writeJob) }),
  writeResults: writeResultFile,
  // Good and bad results stand in one file.
  isError: () => false,
};
