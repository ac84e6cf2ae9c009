import type { JsonObject } from '../../../core/request.js';
import type { BatchCall, BatchServer, ServedFile, ServedJob, ServerPlace } from '../../batch-server.js';
import { isGood, jsonReply } from '../../batch-server.js';
import { toObject, toText } from '../../json.js';
import { readForm } from '../../multipart.js';
import type { ServerRequest, ServerResponse } from '../../protocol.js';
import { badRequest, readBody } from '../../server-body.js';
import type { FileBatches } from './file-batches.js';
import { readBatchFile } from './read-batch-file.js';
import { writeJob, writeTogetherJob } from './server-job.js';
import { writeResultFile } from './server-results.js';

const readUpload = ({ headers, body, query }: ServerRequest): BatchCall => {
  const fields = readForm(headers['content-type'] ?? '', body);
  // Together's own client asks first where it may put the file.
  if (fields === undefined && query.has('file_name')) return { action: 'reserve', name: query.get('file_name') ?? '', purpose: query.get('purpose') ?? '' };
  const file = fields?.find(({ fileName }) => fileName !== undefined);
  const purpose = fields?.find(({ name }) => name === 'purpose')?.value ?? '';
  if (file === undefined) throw badRequest('`file` is required: send it as multipart/form-data.', 'file');
  if (!purpose.startsWith('batch')) throw badRequest(`'${purpose}' is not one of ['batch'] - 'purpose'`, 'purpose');
  return { action: 'upload', name: file.fileName ?? '', purpose, text: file.value };
};

const readCreation = (request: ServerRequest): BatchCall => {
  const body = readBody(request.body);
  const [path, inputFileId] = [toText(body['endpoint']), toText(body['input_file_id'])];
  if (inputFileId === '') throw badRequest("Missing required parameter: 'input_file_id'.", 'input_file_id');
  if (!/^\/v1\/(?:chat\/completions|responses)$/.test(path)) throw badRequest(`Invalid value for 'endpoint': '${path}' is not served here.`, 'endpoint');
  return { action: 'create', label: toText(toObject(body['metadata'])['uada']), model: '', path, inputFileId, lines: undefined };
};

const readPath = (request: ServerRequest): BatchCall | undefined => {
  const [, kind, id = '', verb] = request.path.split('/');
  const name = decodeURIComponent(id);
  if (kind === 'files') {
    if (request.method === 'PUT') return { action: 'put', id: name, text: request.body };
    return request.method === 'GET' && id !== '' ? { action: verb === 'content' ? 'content' : 'file', id: name } : undefined;
  }
  if (kind !== 'batches' || (id === '' && request.method !== 'GET')) return undefined;
  if (id === '') return { action: 'jobs' };
  if (verb === 'cancel' && request.method === 'POST') return { action: 'cancel', id: name };
  return request.method === 'GET' && verb === undefined ? { action: 'job', id: name } : undefined;
};

const route = (request: ServerRequest): BatchCall | undefined => {
  if (request.method === 'POST' && (request.path === '/files' || request.path === '/files/upload')) return readUpload(request);
  if (request.method === 'POST' && request.path === '/batches') return readCreation(request);
  return readPath(request);
};

const writeFile = (file: ServedFile): JsonObject => ({
  id: file.id, object: 'file', bytes: new TextEncoder().encode(file.text).length, created_at: Math.floor(file.createdMs / 1000), filename: file.name, purpose: file.purpose, status: 'processed',
});

const writeTogetherFile = (file: ServedFile): ServerResponse => jsonReply({ ...writeFile(file), FileType: 'jsonl', LineCount: 0, Processed: true });

const reservation = (file: ServedFile, { baseUrl }: ServerPlace): ServerResponse =>
  ({ status: 302, headers: { location: `${baseUrl}/files/${file.id}`, 'x-together-file-id': file.id }, body: '' });

const common = (batches: FileBatches): Pick<BatchServer, 'route' | 'keepsOrder' | 'readFile' | 'encodeReservation' | 'writeResults' | 'isError'> => ({
  route, keepsOrder: false,
  readFile: (text, creation, request) => readBatchFile(batches, text, creation, request),
  encodeReservation: reservation,
  writeResults: writeResultFile,
  isError: (result) => !isGood(result),
});

/** The server of OpenAI's and Groq's files and batches. */
export const createFileBatchServer = (batches: FileBatches): BatchServer => ({
  ...common(batches),
  fileId: (word) => `file-${word}`,
  jobId: (word) => `batch_${word}`,
  encodeUploaded: (file) => jsonReply(writeFile(file)),
  encodeFile: (file) => jsonReply(writeFile(file)),
  encodeCreated: (job) => jsonReply(writeJob(job)),
  encodeJob: (job) => jsonReply(writeJob(job)),
  encodeJobs: (jobs: readonly ServedJob[]) => jsonReply({ object: 'list', data: jobs.map(writeJob), first_id: jobs[0]?.id ?? null, last_id: jobs.at(-1)?.id ?? null, has_more: false }),
});

/** Together's, which wraps a new batch and lists them bare. */
export const createTogetherBatchServer = (batches: FileBatches): BatchServer => ({
  ...common(batches),
  fileId: (word) => `file-${word}`,
  jobId: (word) => `batch-${word}`,
  encodeUploaded: writeTogetherFile, encodeFile: writeTogetherFile,
  encodeCreated: (job) => jsonReply({ job: writeTogetherJob(job), warning: '' }),
  encodeJob: (job) => jsonReply(writeTogetherJob(job)),
  encodeJobs: (jobs: readonly ServedJob[]) => jsonReply(jobs.map(writeTogetherJob)),
});
