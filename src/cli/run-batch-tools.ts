import type { BatchReport } from '../app/batch/submitted-batch.js';
import { cancelBatch, recordOf, reportBatches } from '../app/batch/submitted-batch.js';
import type { Io } from '../app/io.js';
import type { FlagValues } from '../config/settings.js';
import { UadaError } from '../core/errors.js';
import { toJsonError } from '../render/json.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';
import { toSubmittedInput } from './submitted-input.js';
import { storeWriter, toAge, toIso } from './store-output.js';
import { toTable } from './table.js';

const toJson = ({ record, job, error }: BatchReport): Readonly<Record<string, unknown>> => ({
  id: record.jobId, label: record.label, provider: record.provider, model: record.model, input: record.input,
  stage: job?.stage ?? null, status: job?.status ?? null, count: record.count, succeeded: job?.succeeded ?? null, failed: job?.failed ?? null,
  reason: job?.reason ?? null, submitted_at: toIso(record.submittedAtMs), expires_at: toIso(job?.expiresMs ?? null),
  error: error === undefined ? null : toJsonError(error),
});

const progressOf = ({ record, job, error }: BatchReport): string => {
  if (error !== undefined) return `unknown: ${error.message}`;
  if (job === undefined) return 'cut off while it was submitted; the same --submit goes on';
  const done = job.succeeded === null ? '' : `, ${job.succeeded + (job.failed ?? 0)} of ${record.count} done${(job.failed ?? 0) > 0 ? `, ${job.failed} failed` : ''}`;
  return `${job.status}${done}${job.reason === undefined ? '' : `: ${job.reason}`}`;
};

const toCells = (report: BatchReport, now: number): readonly string[] => {
  const { record } = report;
  return [toAge(record.submittedAtMs, now), record.jobId ?? record.label, `${record.provider}/${record.model}`, record.input, progressOf(report)];
};

/** `batch status`. A vendor that does not answer is told among the others, and decides the exit code. */
export const showBatches = async (id: string | undefined, flags: FlagValues, io: Io): Promise<void> => {
  const read = await readSettings(flags, io);
  const reports = await reportBatches(id, toSubmittedInput(read, io));
  const out = storeWriter(io);
  if (read.settings.json) await out.write(toJsonLine(reports.map(toJson)));
  else if (reports.length === 0) io.warn('No batch was submitted from here; "uada batch IN.jsonl --submit" does.');
  else await out.write(toTable(reports.map((report) => toCells(report, io.now()))));
  const failed = reports.find(({ error }) => error !== undefined)?.error;
  if (failed !== undefined) throw read.settings.json ? new ShownError(failed) : new UadaError(failed.kind, failed.message, { hint: failed.hint });
};

/** `batch cancel`. */
export const cancelSubmitted = async (id: string, flags: FlagValues, io: Io): Promise<void> => {
  const read = await readSettings(flags, io);
  const input = toSubmittedInput(read, io);
  const record = recordOf(id, input);
  const report: BatchReport = { record, job: await cancelBatch(record, input) };
  await storeWriter(io).write(read.settings.json ? toJsonLine(toJson(report)) : toTable([toCells(report, io.now())]));
};
