import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateDirectory, replacePrivateFile } from '../../config/private-file.js';
import { readRegularFile } from '../../config/regular-file.js';
import { UadaError } from '../../core/errors.js';
import { isObject, parseJson, toNumber, toText } from '../../protocols/json.js';
import type { ProtocolName } from '../../protocols/load.js';
import { protocolNames } from '../../protocols/load.js';

/**
 * How far a submission came. From `creating` on there may be a batch at the vendor, known or not; whoever goes on from
 * there has to look first.
 */
export type SubmissionState = 'begun' | 'uploaded' | 'creating' | 'submitted';

/** A batch that was given to a vendor, as the data directory remembers it. */
export type BatchRecord = {
  /** Our own name; the custom ids of its requests begin with it. */
  readonly label: string;
  readonly state: SubmissionState;
  /** The vendor's id; null until it is known. */
  readonly jobId: string | null;
  readonly fileId: string | null;
  readonly provider: string;
  readonly protocol: ProtocolName;
  readonly baseUrl: string;
  readonly model: string;
  readonly input: string;
  /** Stands for all that is asked, and of whom. */
  readonly hash: string;
  readonly count: number;
  readonly submittedAtMs: number;
};

const version = 1;
const largestRecordBytes = 1024 * 1024;
const states: readonly SubmissionState[] = ['begun', 'uploaded', 'creating', 'submitted'];

/** The folder of the records. Throws a `usage` error where no home directory is known. */
export const batchFolder = (dataDir: string | null): string => {
  if (dataDir !== null) return join(dataDir, 'batches');
  throw new UadaError('usage', 'No home directory is known, so a submitted batch could not be found again.', { hint: 'Set UADA_DATA_DIR.' });
};

export const recordPath = (folder: string, label: string): string => join(folder, `${label}.json`);
export const rowsPath = (folder: string, label: string): string => join(folder, `${label}.jsonl`);

const textOrNull = (value: unknown): string | null => toText(value) || null;

const toRecord = (text: string): BatchRecord | undefined => {
  const value = parseJson(text);
  if (!isObject(value) || value['version'] !== version) return undefined;
  const [state, protocol] = [states.find((name) => name === value['state']), protocolNames.find((name) => name === value['protocol'])];
  const [count, submittedAtMs] = [toNumber(value['count']), toNumber(value['submittedAtMs'])];
  const label = toText(value['label']);
  if (state === undefined || protocol === undefined || count === null || submittedAtMs === null || !/^[\w-]+$/.test(label)) return undefined;
  return {
    label, state, protocol, count, submittedAtMs, jobId: textOrNull(value['jobId']), fileId: textOrNull(value['fileId']),
    provider: toText(value['provider']), baseUrl: toText(value['baseUrl']), model: toText(value['model']), input: toText(value['input']), hash: toText(value['hash']),
  };
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
};

/** Every batch that was submitted from here, the newest first. Files that are no record of ours are passed over. */
export const readRecords = (folder: string): readonly BatchRecord[] =>
  namesIn(folder).flatMap((name) => toRecord(readRegularFile(join(folder, name), largestRecordBytes)?.bytes.toString('utf8') ?? '') ?? [])
    .sort((left, right) => right.submittedAtMs - left.submittedAtMs);

/** Keeps a record at one stroke, 0600. Throws a `usage` error that names the path. */
export const keepRecord = (folder: string, record: BatchRecord): BatchRecord => {
  createPrivateDirectory(folder);
  replacePrivateFile(recordPath(folder, record.label), `${JSON.stringify({ version, ...record })}\n`);
  return record;
};

/** The batch that a person means: by the vendor's id, by our own name, or by the beginning of one of them that no other has. */
export const findRecord = (records: readonly BatchRecord[], id: string): BatchRecord => {
  const namesOf = ({ jobId, label }: BatchRecord): readonly string[] => (jobId === null ? [label] : [jobId, jobId.replace(/^batches\//, ''), label]);
  const exact = records.find((record) => namesOf(record).includes(id));
  const near = exact === undefined ? records.filter((record) => namesOf(record).some((name) => name.startsWith(id))) : [exact];
  const [found] = near;
  if (found !== undefined && near.length === 1) return found;
  throw new UadaError('usage', near.length === 0 ? `No batch called ${id} was submitted from here.` : `${id} may be any of ${near.length} batches.`, { hint: '`uada batch status` lists them.' });
};
