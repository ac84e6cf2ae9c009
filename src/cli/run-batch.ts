import { readFileSync } from 'node:fs';
import { createBatchTally } from '../app/batch/batch-tally.js';
import type { BatchSource, InputFormat } from '../app/batch/batch-source.js';
import { openBatchSource } from '../app/batch/batch-source.js';
import { createTemplate } from '../app/batch/batch-template.js';
import { askPrompts } from '../app/batch/ask-prompts.js';
import type { CheckOptions } from '../app/batch/check-entries.js';
import { countEntries } from '../app/batch/check-entries.js';
import type { ItemPlanner } from '../app/batch/plan-item.js';
import { createItemPlanner } from '../app/batch/plan-item.js';
import { decodeUtf8 } from '../app/input/decode-input.js';
import type { Io } from '../app/io.js';
import { readMock } from '../app/read-mock.js';
import { unreadableFile } from '../config/regular-file.js';
import type { FlagValues } from '../config/settings.js';
import { CancelledError, UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { ReaderGoneError, createWriter } from '../render/writer.js';
import type { BatchOutput } from './batch-output.js';
import { openBatchOutput } from './batch-output.js';
import { showBatchPlan } from './batch-plan.js';
import { startProgress } from './batch-progress.js';
import type { BatchOutcome } from './batch-summary.js';
import { toBatchFailure, toSummaryJson, toSummaryLine } from './batch-summary.js';
import type { ReadSettings } from './read-settings.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';
import { toStderrLine } from './stderr-line.js';
import { toUadaError } from './to-uada-error.js';

export type BatchArguments = {
  readonly input: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly flags: FlagValues;
  readonly mock: string | undefined;
};

type Batch = BatchArguments & { readonly read: ReadSettings; readonly source: BatchSource; readonly planner: ItemPlanner; readonly skipsBadLines: boolean; readonly isMock: boolean };

const readBytes = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadableFile(path, error, 'Check the path after --template @.');
  }
};

const readTemplate = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || !value.startsWith('@')) return typeof value === 'string' ? value : undefined;
  const path = value.slice(1);
  return decodeUtf8(readBytes(path), `The file ${path}`).replace(/\r?\n$/, '');
};

const readFormat = (value: unknown): InputFormat | undefined => {
  if (value === undefined || value === 'jsonl' || value === 'csv' || value === 'tsv') return value;
  throw new UadaError('usage', `--input-format must be jsonl, csv or tsv; it is "${typeof value === 'string' ? value : ''}".`);
};

const prepare = async (given: BatchArguments, io: Io): Promise<Batch> => {
  const read = await readSettings(given.flags, io);
  const { settings, config, paths } = read;
  const template = readTemplate(given.options['template']);
  const source = openBatchSource({
    path: given.input, format: readFormat(given.options['inputFormat']), template: template === undefined ? undefined : createTemplate(template),
  }, io);
  const mock = given.mock === undefined ? undefined : await readMock(given.mock);
  const places = { environment: io.environment, config, configDir: paths.configDir };
  const planner = await createItemPlanner({ ...read, settings, config, places, mock, io });
  return { ...given, read, source, planner, skipsBadLines: given.options['skipBadLines'] === true, isMock: mock !== undefined };
};

const resumeHint = (batch: Batch, output: BatchOutput): string | undefined =>
  output.isResumable ? `The same command with --resume goes on: uada batch ${batch.input} -o ${output.name} --resume …` : undefined;

const withResumeHint = (error: UadaError, hint: string | undefined): UadaError =>
  error.kind === 'cancelled' ? new CancelledError('Stopped.', { hint }) : new UadaError(error.kind, error.message, { hint: [error.hint, hint].filter((part) => part !== undefined).join(' '), cause: error.cause });

/** The summary goes where the answers do not. */
const publish = async (outcome: BatchOutcome, batch: Batch, output: BatchOutput, io: Io): Promise<void> => {
  const { settings } = batch.read;
  if (settings.json) await createWriter(output.isResumable ? io.stdout : io.stderr).write(toJsonLine(toSummaryJson(outcome)));
  else if (!settings.quiet) io.stderr.write(toStderrLine(toSummaryLine(outcome)));
};

const run = async (batch: Batch, output: BatchOutput, check: CheckOptions, total: number | null, io: Io): Promise<BatchOutcome> => {
  const { settings, config, paths } = batch.read;
  const tally = createBatchTally();
  const progress = startProgress({ io, isQuiet: settings.quiet, total, counts: tally.counts });
  const { thrown, elapsedMs } = await askPrompts({
    check, settings, places: { environment: io.environment, config, configDir: paths.configDir }, dataDir: paths.dataDir, skipsBadLines: batch.skipsBadLines,
    sink: output.sink, tally, io, warn: (line) => progress.warn(line),
  });
  progress.end();
  if (thrown instanceof ReaderGoneError) throw thrown;
  if (thrown === undefined) await output.finish();
  const hint = resumeHint(batch, output);
  const failure = thrown === undefined ? toBatchFailure(tally.counts, hint) : withResumeHint(toUadaError(thrown), hint);
  return { input: batch.source.name, output: output.name, counts: tally.counts, latency: tally.latency(), elapsedMs, failure };
};

const runInto = async (batch: Batch, output: BatchOutput, io: Io): Promise<void> => {
  const check: CheckOptions = { source: batch.source, planner: batch.planner, answered: output.earlier?.answered };
  const total = batch.source.isFile ? await countEntries(check, batch.skipsBadLines, io.signal) : null;
  await output.mend();
  if (batch.isMock && !batch.read.settings.quiet) io.warn('The answers are simulated: --mock stands in for the provider.');
  const outcome = await run(batch, output, check, total, io);
  await publish(outcome, batch, output, io);
  if (outcome.failure !== undefined) throw new ShownError(outcome.failure);
};

/** `batch`: answers into the output, progress and summary on stderr. */
export const runBatch = async (given: BatchArguments, io: Io): Promise<void> => {
  const batch = await prepare(given, io);
  if (batch.read.settings.dryRun) return showBatchPlan(batch, io);
  if (given.options['submit'] === true) return (await import('./run-batch-submit.js')).runBatchSubmit(batch, io);
  const output = await openBatchOutput({
    path: batch.read.settings.output, inputPath: given.input, isResumed: given.options['resume'] === true, isOrdered: given.options['ordered'] === true,
  }, io);
  try {
    await runInto(batch, output, io);
  } finally {
    output.close();
  }
};
