import type { BatchCall, BatchCreate, BatchServer, FileCall, JobCall, ServedFile, ServedLine, ServedResult } from '../../protocols/batch-server.js';
import type { ProtocolName } from '../../protocols/load.js';
import { loadProtocol } from '../../protocols/load.js';
import type { ServerFailure, ServerResponse, ServerSide } from '../../protocols/protocol.js';
import type { Call } from '../call.js';
import { parseJson, toObject, toText } from '../../protocols/json.js';
import { createRandom } from '../random.js';
import { advanceJob, cancelJob } from './advance-job.js';
import { answerLine } from './answer-line.js';
import type { BatchStore, KeptJob } from './batch-store.js';

/** A call of the batch endpoints, with where it goes. */
export type ServedCall = {
  readonly call: Call;
  readonly server: BatchServer;
  readonly store: BatchStore;
  /** The wire formats that requests of a batch may be in. */
  readonly protocols: readonly ProtocolName[];
  /** The vendor's address as the caller knows it. */
  readonly baseUrl: string;
};

const notFound = (what: string): ServerFailure => ({ reason: 'model', status: 404, message: `No such ${what}.` });

const fail = ({ call }: ServedCall, failure: ServerFailure): ServerResponse => call.side.encodeFailure(failure, call.identity.id);

const sideFor = async (line: ServedLine, { call, protocols }: ServedCall): Promise<ServerSide> => {
  for (const name of protocols) {
    const { server } = await loadProtocol(name);
    if (server.route(line.request) === 'chat') return server;
  }
  return call.side;
};

const answerLines = async (job: KeptJob, count: number, rest: 'expired' | 'cancelled', served: ServedCall): Promise<readonly ServedResult[]> => {
  const { shared, provider } = served.call;
  const results: ServedResult[] = [];
  for (const [index, line] of job.lines.entries()) {
    const identity = shared.identify(`batch ${provider} ${line.request.path}\n${line.request.body}`);
    const reply = index < count ? answerLine(line, { provider, options: shared.options, side: await sideFor(line, served), identity }) : rest;
    results.push({ customId: line.customId, reply });
  }
  return results;
};

const modelOf = (lines: readonly ServedLine[]): string => toText(toObject(parseJson(lines[0]?.request.body ?? ''))['model']);

const create = (creation: BatchCreate, served: ServedCall): ServerResponse => {
  const { call: { identity, request, shared }, server, store, baseUrl } = served;
  const file = store.files.get(creation.inputFileId);
  if (creation.lines === undefined && file === undefined) return fail(served, notFound(`File object: ${creation.inputFileId}`));
  const { lines, faults } = creation.lines === undefined ? server.readFile(file?.text ?? '', creation, request) : { lines: creation.lines, faults: [] };
  const random = createRandom(shared.options.seed, identity.id, 'batch');
  const model = creation.model || modelOf(lines);
  const job: KeptJob = {
    id: server.jobId(identity.id), label: creation.label, model, path: creation.path, inputFileId: creation.inputFileId,
    stage: 'waiting', total: lines.length, doneCount: 0, faults, results: [], outputFileId: undefined, errorFileId: undefined, createdMs: Date.now(),
    lines, looksLeft: 1 + Math.floor(random() * 2), expires: model.includes('expiring'), word: identity.id,
  };
  store.jobs.set(job.id, job);
  return server.encodeCreated(job, { baseUrl });
};

const keep = (file: ServedFile, { store }: ServedCall): ServedFile => {
  store.files.set(file.id, file);
  return file;
};

const newFile = (name: string, purpose: string, text: string, { call, server }: ServedCall): ServedFile =>
  ({ id: server.fileId(call.identity.id), name, purpose, text, createdMs: Date.now() });

const serveFile = (asked: FileCall, served: ServedCall): ServerResponse => {
  const file = served.store.files.get(asked.id);
  if (file === undefined) return fail(served, notFound(`File object: ${asked.id}`));
  if (asked.action === 'put') return served.server.encodeUploaded(keep({ ...file, text: asked.text }, served));
  if (asked.action === 'file') return served.server.encodeFile(file);
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.text };
};

const serveJob = async (asked: JobCall, served: ServedCall): Promise<ServerResponse> => {
  const { server, store, baseUrl, call } = served;
  const job = store.jobs.get(asked.id);
  if (job === undefined) return fail(served, notFound(`batch: ${asked.id}`));
  if (asked.action === 'cancel') return server.encodeJob(cancelJob(job, store), { baseUrl });
  if (asked.action === 'results') {
    if (job.results.length === 0) return fail(served, { reason: 'model', status: 404, message: `The batch ${job.id} has no results yet.` });
    return { status: 200, headers: { 'content-type': 'application/x-jsonl' }, body: server.writeResults(job.results) };
  }
  const random = createRandom(call.shared.options.seed, job.word, job.looksLeft);
  const next = await advanceJob(job, { server, store, random, answer: (kept, count, rest) => answerLines(kept, count, rest, served) });
  return server.encodeJob(next, { baseUrl });
};

/** The reply of a vendor's batch endpoints. */
export const serveBatch = async (asked: BatchCall, served: ServedCall): Promise<ServerResponse> => {
  const { server, store, baseUrl } = served;
  switch (asked.action) {
    case 'upload': return server.encodeUploaded(keep(newFile(asked.name, asked.purpose, asked.text, served), served));
    case 'reserve': return server.encodeReservation(keep(newFile(asked.name, asked.purpose, '', served), served), { baseUrl });
    case 'put':
    case 'file':
    case 'content': return serveFile(asked, served);
    case 'create': return create(asked, served);
    case 'jobs': return server.encodeJobs([...store.jobs.values()].reverse(), { baseUrl });
    case 'job':
    case 'cancel':
    case 'results': return serveJob(asked, served);
  }
};
