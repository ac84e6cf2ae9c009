import { UadaError } from '../../core/errors.js';
import type { BatchJob } from '../../protocols/batch.js';
import type { BatchRecord } from './batch-record.js';
import type { VendorBatches } from './vendor-batches.js';

/** Clocks of a vendor and of this machine may differ by so much. */
const skewMs = 5 * 60_000;

const isLikely = (job: BatchJob, { count, submittedAtMs }: BatchRecord): boolean =>
  job.marks.length === 0 && job.total === count && job.createdMs !== null && job.createdMs >= submittedAtMs - skewMs;

const ambiguous = ({ provider }: BatchRecord, jobs: readonly BatchJob[]): UadaError =>
  new UadaError('usage', `An earlier run was cut off while it made a batch, and ${provider} has ${jobs.length} that could be it: ${jobs.map(({ id }) => id).join(', ')}.`, {
    provider, hint: 'Look at them in the provider\'s console; --refresh submits the prompts once more.',
  });

/**
 * The batch that a run made before it was cut off, found by the label or file that it carries; where a vendor keeps
 * neither (Anthropic), by size and time. Undefined when there is none; throws a `usage` error when several could be it.
 */
export const findCreated = async (record: BatchRecord, { client, endpoint, ask }: VendorBatches): Promise<BatchJob | undefined> => {
  const jobs = client.decodeJobs(await ask(client.encodeJobs(endpoint)));
  const marked = jobs.find(({ marks }) => marks.includes(record.label) || (record.fileId !== null && marks.includes(record.fileId)));
  if (marked !== undefined) return marked;
  const likely = jobs.filter((job) => isLikely(job, record));
  if (likely.length > 1) throw ambiguous(record, likely);
  return likely[0];
};
