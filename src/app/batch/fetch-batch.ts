import { createAnswerRecorder } from '../../core/answer.js';
import { UadaError } from '../../core/errors.js';
import type { BatchJob, BatchOutcome } from '../../protocols/batch.js';
import { answerCostUsd } from '../answer-cost.js';
import { createClock } from '../clock.js';
import { judgeAnswer } from '../judge-answer.js';
import { safeError, safeEvent } from '../with-redaction.js';
import type { BatchSink } from './ask-all.js';
import type { BatchResult } from './ask-item.js';
import type { BatchRecord } from './batch-record.js';
import type { BatchRow } from './batch-rows.js';
import { readRows } from './batch-rows.js';
import type { BatchTally } from './batch-tally.js';
import type { IdTable } from './id-table.js';
import { readOutcomes } from './read-outcomes.js';
import type { SubmittedInput } from './submitted-batch.js';
import { lookAt, withVendor } from './submitted-batch.js';
import type { VendorBatches } from './vendor-batches.js';

export type FetchOptions = {
  readonly record: BatchRecord;
  readonly input: SubmittedInput;
  readonly isWaiting: boolean;
  /** What an earlier run has written already. */
  readonly answered: IdTable | undefined;
  readonly sink: BatchSink;
  readonly tally: BatchTally;
  /** Told how the batch stands while it is waited for. */
  readonly onLook: (job: BatchJob) => void;
};

type Fetch = FetchOptions & { readonly vendor: VendorBatches };

const firstWaitMs = 1000;
const longestWaitMs = 60_000;

const isUnderWay = ({ stage }: BatchJob): boolean => stage === 'running' || stage === 'cancelling';

const unfinished = ({ id, status, succeeded, failed, total }: BatchJob): UadaError => {
  const done = succeeded === null && failed === null ? '' : `, ${(succeeded ?? 0) + (failed ?? 0)} of ${total ?? '?'} done`;
  return new UadaError('incomplete', `The batch ${id} has not ended: ${status}${done}.`, { hint: '--wait waits for it; `uada batch status` tells how far it is.' });
};

/** Vendors ask to be asked seldom: twice as long from one look to the next, up to a minute. */
const waitForEnd = async ({ record, input: { io }, isWaiting, onLook, vendor }: Fetch): Promise<BatchJob> => {
  const clock = createClock(io);
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const job = await lookAt(record, vendor);
    if (!isUnderWay(job)) return job;
    if (!isWaiting) throw unfinished(job);
    onLook(job);
    await clock.sleep(waitMs, io.signal);
  }
};

/** The row of a result by the custom id that we gave it. */
const rowOf = (customId: string, rows: readonly BatchRow[], { label, provider }: BatchRecord): readonly [number, BatchRow] => {
  const at = customId.startsWith(`${label}-`) ? Number(customId.slice(label.length + 1)) : NaN;
  const row = rows[at];
  if (row !== undefined) return [at, row];
  throw new UadaError('provider', `${provider} gave a result that was never asked for (${customId.slice(0, 80)}).`, { provider, hint: 'The batch may be another than the one that was submitted from here.' });
};

const lostError = (why: 'expired' | 'cancelled' | 'missing', { provider }: BatchRecord): UadaError => {
  const words = { expired: 'The batch expired before this prompt was answered.', cancelled: 'The batch was cancelled before this prompt was answered.', missing: `${provider} gave no result for this prompt.` };
  return new UadaError('provider', words[why], { provider, isRetryable: true });
};

const decode = (outcome: BatchOutcome, row: BatchRow, { record, vendor: { protocol }, input: { settings, io } }: Fetch): Pick<BatchResult, 'error'> & { readonly answer: BatchResult['report']['answer'] } => {
  const recorder = createAnswerRecorder({ provider: record.provider, model: row.model, monotonicMs: io.monotonicMs });
  try {
    if ('lost' in outcome) throw lostError(outcome.lost, record);
    if (outcome.status >= 300) throw protocol.parseError({ status: outcome.status, headers: {}, body: outcome.body, model: row.model, nowMs: io.now() });
    for (const event of protocol.decodeBody(outcome.body, { model: row.model })) recorder.push(safeEvent(event));
    const answer = recorder.answer();
    return { answer: { ...answer, requestId: answer.requestId ?? outcome.requestId ?? null }, error: judgeAnswer(answer, settings.strict).error };
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    return { answer: recorder.answer(), error: safeError(error) };
  }
};

/** A batch is charged at a part of the list price; where nobody knows which, the cost is not known. */
const costOf = async (answer: BatchResult['report']['answer'], { record, vendor: { client } }: Fetch): Promise<number | null> => {
  const costUsd = await answerCostUsd(answer, { baseUrl: record.baseUrl, model: record.model, isMock: false });
  return costUsd === null || client.priceShare === null ? null : costUsd * client.priceShare;
};

const take = async (outcome: BatchOutcome, row: BatchRow, fetch: Fetch): Promise<void> => {
  if (fetch.answered?.get(String(row.id)) !== undefined) {
    fetch.tally.countSkipped();
    return;
  }
  const { answer, error } = decode(outcome, row, fetch);
  const result: BatchResult = {
    item: { ...row, messages: [], settings: {} }, error,
    report: { answer, costUsd: await costOf(answer, fetch), cacheKey: null, attempts: 1, isTimed: false },
  };
  await fetch.sink.result(result);
  fetch.tally.count(result);
};

const takeAll = async (job: BatchJob, rows: readonly BatchRow[], fetch: Fetch): Promise<void> => {
  const seen = new Set<number>();
  for await (const outcome of readOutcomes(job, fetch.vendor)) {
    const [at, row] = rowOf(outcome.customId, rows, fetch.record);
    if (seen.has(at)) continue;
    seen.add(at);
    await take(outcome, row, fetch);
    fetch.input.io.signal.throwIfAborted();
  }
  const lost = job.stage === 'expired' || job.stage === 'cancelled' ? job.stage : undefined;
  for (const [at, row] of rows.entries()) {
    if (seen.has(at)) continue;
    const outcome: BatchOutcome = lost === undefined ? { customId: '', status: 502, body: lostError('missing', fetch.record).message, requestId: undefined } : { customId: '', lost };
    await take(outcome, row, fetch);
  }
};

const refused = ({ id, reason }: BatchJob, { provider, input }: BatchRecord): UadaError =>
  new UadaError('provider', `${provider} refused the batch ${id}${reason === undefined ? '' : `: ${reason}`}.`, { provider, hint: `Change ${input}, then submit it again.` });

/**
 * Writes a result for every prompt of a batch that has ended, each once. Throws an `incomplete` error while it is under
 * way, unless it is waited for, and a `provider` error for a batch that was refused as a whole.
 */
export const fetchBatch = (options: FetchOptions): Promise<BatchJob> =>
  withVendor(options.record, options.input, async (vendor) => {
    const fetch: Fetch = { ...options, vendor };
    const rows = await readRows(options.input.dataDir, options.record.label);
    const job = await waitForEnd(fetch);
    if (job.stage === 'failed' && job.results.length === 0) throw refused(job, options.record);
    await takeAll(job, rows, fetch);
    return job;
  });
