import type { BenchReport } from '../app/bench/report.js';
import { reportBench } from '../app/bench/report.js';
import { isSameLoad } from '../app/bench/compare-runs.js';
import type { Io } from '../app/io.js';
import { isConcurrent, mergeRuns } from '../app/bench/merge-runs.js';
import { readBaseline, readGates, readSlos } from '../app/bench/read-bounds.js';
import type { RunPlaces } from '../app/bench/kept-runs.js';
import { readRun } from '../app/bench/kept-runs.js';
import type { SavedRun } from '../app/bench/saved-run.js';
import { UadaError } from '../core/errors.js';
import { checkOutputs, writeBenchReport } from './bench-output.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';

type Options = Readonly<Record<string, unknown>>;

const placesOf = async (io: Io): Promise<RunPlaces> => ({ dataDir: (await readSettings({}, io)).paths.dataDir, io });

const publish = async (report: BenchReport, options: Options, io: Io): Promise<void> => {
  const { settings } = await readSettings({}, io);
  const isJson = options['json'] === true;
  checkOutputs(options, isJson);
  await writeBenchReport(report, options, { color: settings.color, json: isJson }, io);
  if (report.failure !== undefined) throw new ShownError(report.failure);
};

/** A run that failed when it was measured is read without failing again, unless it is held against something now. */
const asRead = (report: BenchReport, isJudged: boolean): BenchReport =>
  (isJudged || report.failure === undefined ? report : { ...report, failure: undefined });

const warnOfPlans = (runs: readonly SavedRun[], io: Io): void => {
  const [first, ...others] = runs;
  if (first !== undefined && others.some(({ outcome }) => !isSameLoad(first.outcome, outcome))) io.warn('The runs had different loads, so their latencies mean different things.');
};

/** `bench report`. */
export const reportSavedRun = async (name: string, options: Options, io: Io): Promise<void> => {
  const places = await placesOf(io);
  const baseline = await readBaseline(options, places);
  const run = await readRun(name, places);
  const slos = readSlos(options);
  const report = reportBench({ outcome: run.outcome, bounds: { ...run.bounds, slos: slos ?? run.bounds.slos }, baseline, hasErrorLimit: true });
  await publish(asRead(report, slos !== undefined || (baseline?.gates.length ?? 0) > 0), options, io);
};

/** `bench compare`. */
export const compareSavedRuns = async (before: string, after: string, options: Options, io: Io): Promise<void> => {
  const gates = readGates(options);
  const places = await placesOf(io);
  const [old, run] = [await readRun(before, places), await readRun(after, places)];
  warnOfPlans([old, run], io);
  const report = reportBench({ outcome: run.outcome, bounds: run.bounds, baseline: { outcome: old.outcome, gates }, hasErrorLimit: true });
  await publish(asRead({ ...report, text: report.changesText }, gates.length > 0), options, io);
};

/** `bench merge`. */
export const mergeSavedRuns = async (files: readonly string[], options: Options, io: Io): Promise<void> => {
  const places = await placesOf(io);
  const runs = await Promise.all(files.map((file) => readRun(file, places)));
  const [first, ...others] = runs;
  if (first === undefined) throw new UadaError('usage', 'No run is named.');
  warnOfPlans(runs, io);
  if (!isConcurrent(runs)) io.warn('The runs were not under way at the same time, so their rates do not add up.');
  const run = mergeRuns([first, ...others]);
  await publish(asRead(reportBench({ outcome: run.outcome, bounds: run.bounds, hasErrorLimit: true }), false), options, io);
};
