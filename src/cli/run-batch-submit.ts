import { collectRequests } from '../app/batch/collect-requests.js';
import type { BatchRecord } from '../app/batch/batch-record.js';
import type { BatchSource } from '../app/batch/batch-source.js';
import type { ItemPlanner } from '../app/batch/plan-item.js';
import { submitBatch } from '../app/batch/submit-batch.js';
import type { Io } from '../app/io.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import type { ReadSettings } from './read-settings.js';
import { toIso, storeWriter } from './store-output.js';
import { toStderrLine } from './stderr-line.js';

export type SubmitArguments = {
  readonly source: BatchSource;
  readonly planner: ItemPlanner;
  readonly read: ReadSettings;
  readonly options: Readonly<Record<string, unknown>>;
  readonly isMock: boolean;
};

const refuse = (flag: string, why: string, hint: string): UadaError => new UadaError('usage', `${flag} has no meaning with --submit: ${why}`, { hint });

const checkFlags = ({ options, isMock }: SubmitArguments): void => {
  if (isMock) throw refuse('--mock', 'its simulator, and the batch with it, ends with this run.', 'Start "uada mock" and set the base URL that it prints.');
  if (options['output'] !== undefined) throw refuse('--output', 'there are no answers yet.', 'Give it to "uada batch fetch ID".');
  if (options['resume'] === true) throw refuse('--resume', 'a submission that was cut off is gone on with by itself.', 'Leave it out.');
  if (options['skipBadLines'] === true) throw refuse('--skip-bad-lines', 'a submitted batch is checked as a whole.', 'Take the bad lines out of the input.');
};

const toJson = ({ jobId, label, provider, model, count, input, submittedAtMs }: BatchRecord): Readonly<Record<string, unknown>> =>
  ({ id: jobId, label, provider, model, count, input, submitted_at: toIso(submittedAtMs) });

/** `batch --submit`: gives the prompts to the provider's own batches and prints the id. */
export const runBatchSubmit = async (given: SubmitArguments, io: Io): Promise<void> => {
  checkFlags(given);
  const { source, planner, read: { settings, config, paths } } = given;
  const collected = await collectRequests({ source, planner, maxCostUsd: settings.maxCostUsd, signal: io.signal });
  const record = await submitBatch({
    collected, input: source.name, dataDir: paths.dataDir, again: settings.refresh, settings, io, warn: io.warn,
    places: { environment: io.environment, config, configDir: paths.configDir },
  });
  await storeWriter(io).write(settings.json ? toJsonLine(toJson(record)) : `${record.jobId ?? ''}\n`);
  if (settings.json || settings.quiet) return;
  io.stderr.write(toStderrLine(`${record.count} prompts are with ${record.provider}, which may take a day. "uada batch status" tells how far they are, "uada batch fetch ${record.jobId ?? ''} -o OUT.jsonl" gets the answers.`));
};
