import { randomUUID } from 'node:crypto';
import { createPrivateDirectory } from '../../config/private-file.js';
import { UadaError } from '../../core/errors.js';
import type { BatchJob } from '../../protocols/batch.js';
import { versionedPath } from '../../protocols/batch.js';
import type { BatchRecord } from './batch-record.js';
import { batchFolder, keepRecord, readRecords, recordPath } from './batch-record.js';
import { keepRows } from './batch-rows.js';
import type { Collected } from './collect-requests.js';
import { findCreated } from './find-created.js';
import { lockOutput } from './output-lock.js';
import type { VendorBatches, VendorOptions } from './vendor-batches.js';
import { openVendorBatches } from './vendor-batches.js';

export type SubmitOptions = Omit<VendorOptions, 'target'> & {
  readonly collected: Collected;
  readonly input: string;
  readonly dataDir: string | null;
  /** Submits once more what was submitted before. */
  readonly again: boolean;
  readonly warn: (line: string) => void;
};

type Submission = SubmitOptions & { readonly folder: string; readonly vendor: VendorBatches; readonly isInFile: boolean };

const megabyte = 1_000_000;

const toLines = ({ collected: { client, requests } }: SubmitOptions, label: string, isInFile: boolean): readonly string[] =>
  requests.map((request, index) => client.encodeLine({ ...request, customId: `${label}-${index}` }, isInFile));

const bytesOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

const checkSize = (lines: readonly string[], bytes: number, { collected: { client, target }, input }: SubmitOptions): void => {
  const hint = 'Split the input into several files.';
  if (lines.length > client.mostRequests) throw new UadaError('usage', `${input} holds ${lines.length} prompts; a batch of ${target.row.id} takes ${client.mostRequests}.`, { hint });
  if (bytes > client.mostBytes) throw new UadaError('usage', `${input} makes a batch of ${(bytes / megabyte).toFixed(1)} MB; one for ${target.row.id} may have ${client.mostBytes / megabyte} MB.`, { hint });
};

const newRecord = ({ collected: { target, model, hash, rows }, input, io }: SubmitOptions): BatchRecord => ({
  label: `u${randomUUID().replaceAll('-', '').slice(0, 12)}`, state: 'begun', jobId: null, fileId: null,
  provider: target.row.id, protocol: target.protocol, baseUrl: target.baseUrl, model, input, hash, count: rows.length, submittedAtMs: io.now(),
});

const submittedAlready = ({ jobId, submittedAtMs }: BatchRecord, { input }: SubmitOptions): UadaError =>
  new UadaError('usage', `${input} was submitted already, at ${new Date(submittedAtMs).toISOString()}: ${jobId ?? ''}.`, {
    hint: `\`uada batch fetch ${jobId ?? ''}\` gets its answers; --refresh submits it once more.`,
  });

/** An earlier submission of the same prompts to the same provider, as far as it came; else a new one. */
const findOrBegin = (options: SubmitOptions, folder: string): BatchRecord => {
  const { collected: { hash }, again } = options;
  const earlier = again ? undefined : readRecords(folder).find((record) => record.hash === hash);
  if (earlier?.state === 'submitted') throw submittedAlready(earlier, options);
  return earlier ?? newRecord(options);
};

const upload = async (record: BatchRecord, lines: readonly string[], submission: Submission): Promise<BatchRecord> => {
  const { vendor, folder } = submission;
  const { client, endpoint } = vendor;
  if (client.upload === undefined || !submission.isInFile || record.fileId !== null) return record;
  const { encode, encodePut, decode } = client.upload;
  const first = encode(lines, `${record.label}.jsonl`, endpoint);
  const reply = encodePut === undefined ? await vendor.ask(first) : await vendor.ask(encodePut(await vendor.askHeaders(first), lines, endpoint));
  return keepRecord(folder, { ...record, state: 'uploaded', fileId: decode(reply) });
};

const create = async (record: BatchRecord, lines: readonly string[], { vendor, folder, collected, io }: Submission): Promise<BatchJob> => {
  const { client, endpoint } = vendor;
  const [first] = collected.requests;
  const path = first === undefined ? '' : versionedPath({ ...first, customId: '' });
  const request = client.encodeCreation({ label: record.label, model: record.model, lines, fileId: record.fileId ?? undefined, path }, endpoint);
  keepRecord(folder, { ...record, state: 'creating', submittedAtMs: io.now() });
  try {
    return client.decodeJob(await vendor.askOnce(request));
  } catch (error) {
    // A creation that was refused in words has made nothing; after any other failure nobody knows.
    if (error instanceof UadaError && error.status !== undefined && error.status < 500) keepRecord(folder, { ...record, state: record.fileId === null ? 'begun' : 'uploaded' });
    throw error;
  }
};

const submit = async (record: BatchRecord, submission: Submission): Promise<BatchRecord> => {
  const { folder, collected, warn, io, dataDir } = submission;
  const found = record.state === 'creating' ? await findCreated(record, submission.vendor) : undefined;
  if (found !== undefined) {
    warn(`An earlier run was cut off after it had made the batch ${found.id}: it is taken over, nothing was submitted twice.`);
    return keepRecord(folder, { ...record, state: 'submitted', jobId: found.id });
  }
  const lines = toLines(submission, record.label, submission.isInFile);
  keepRows(dataDir, record.label, collected.rows);
  const uploaded = await upload(keepRecord(folder, record), lines, submission);
  const job = await create(uploaded, lines, submission);
  return keepRecord(folder, { ...uploaded, state: 'submitted', jobId: job.id, submittedAtMs: io.now() });
};

/**
 * Gives the prompts to the vendor and remembers that it did. A run that was cut off is gone on with by the same
 * command; what is submitted is never submitted again unless that is asked for. Throws a `usage` error for a batch
 * that is too large or submitted already.
 */
export const submitBatch = async (options: SubmitOptions): Promise<BatchRecord> => {
  const folder = batchFolder(options.dataDir);
  const { upload } = options.collected.client;
  const lines = toLines(options, 'u'.repeat(13), false);
  const bytes = bytesOf(lines);
  checkSize(lines, bytes, options);
  const record = findOrBegin(options, folder);
  const vendor = await openVendorBatches({ ...options, target: options.collected.target });
  try {
    createPrivateDirectory(folder);
    const unlock = lockOutput(recordPath(folder, record.hash));
    try {
      return await submit(findOrBegin(options, folder), { ...options, folder, vendor, isInFile: upload !== undefined && bytes > upload.aboveBytes });
    } finally {
      unlock();
    }
  } finally {
    await vendor.close();
  }
};
