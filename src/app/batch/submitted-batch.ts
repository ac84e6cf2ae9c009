import { UadaError } from '../../core/errors.js';
import type { BatchJob } from '../../protocols/batch.js';
import type { Target } from '../complete-plan.js';
import type { PlanInput } from '../plan-complete.js';
import { targetOf } from '../plan-complete.js';
import { allRows, rowNamed } from '../rows.js';
import type { BatchRecord } from './batch-record.js';
import { batchFolder, findRecord, readRecords } from './batch-record.js';
import type { VendorBatches } from './vendor-batches.js';
import { openVendorBatches } from './vendor-batches.js';

export type SubmittedInput = Pick<PlanInput, 'settings' | 'config' | 'places' | 'io'> & { readonly dataDir: string | null };

/** A batch with what its vendor says of it, or why it does not. */
export type BatchReport = { readonly record: BatchRecord; readonly job?: BatchJob | undefined; readonly error?: UadaError | undefined };

const targetFor = (record: BatchRecord, input: SubmittedInput): Target => {
  const row = rowNamed(allRows(input.config), record.provider);
  return { ...targetOf(row, record.model, { ...input, mock: undefined }), protocol: record.protocol, baseUrl: record.baseUrl };
};

/** Opens the vendor that a batch was given to, at the address it was given to, and closes it again. */
export const withVendor = async <Result>(record: BatchRecord, input: SubmittedInput, use: (vendor: VendorBatches) => Promise<Result>): Promise<Result> => {
  const vendor = await openVendorBatches({ ...input, target: targetFor(record, input) });
  try {
    return await use(vendor);
  } finally {
    await vendor.close();
  }
};

/** The vendor's id of a batch. Throws a `usage` error for one whose submission was cut off. */
const jobIdOf = ({ jobId, input }: BatchRecord): string => {
  if (jobId !== null) return jobId;
  throw new UadaError('usage', `The submission of ${input} was cut off before its batch was known.`, { hint: `The same uada batch ${input} --submit goes on with it.` });
};

/** How a batch stands now. */
export const lookAt = async (record: BatchRecord, { client, endpoint, ask }: VendorBatches): Promise<BatchJob> =>
  client.decodeJob(await ask(client.encodeJob(jobIdOf(record), endpoint)));

const report = async (record: BatchRecord, input: SubmittedInput): Promise<BatchReport> => {
  if (record.jobId === null) return { record };
  try {
    return { record, job: await withVendor(record, input, (vendor) => lookAt(record, vendor)) };
  } catch (error) {
    if (error instanceof UadaError && error.kind !== 'cancelled' && error.kind !== 'bug') return { record, error };
    throw error;
  }
};

/** How the batch of an id stands, or every one that was submitted from here. A vendor that fails does not hide the others. */
export const reportBatches = async (id: string | undefined, input: SubmittedInput): Promise<readonly BatchReport[]> => {
  const records = readRecords(batchFolder(input.dataDir));
  return Promise.all((id === undefined ? records : [findRecord(records, id)]).map((record) => report(record, input)));
};

/** The record of an id. Throws a `usage` error where there is none. */
export const recordOf = (id: string, { dataDir }: SubmittedInput): BatchRecord => findRecord(readRecords(batchFolder(dataDir)), id);

/** Asks the vendor to stop a batch; what is done by then can still be fetched. */
export const cancelBatch = (record: BatchRecord, input: SubmittedInput): Promise<BatchJob> =>
  withVendor(record, input, async ({ client, endpoint, ask }) => client.decodeJob(await ask(client.encodeCancel(jobIdOf(record), endpoint))));
