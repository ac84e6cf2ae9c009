import { randomUUID } from 'node:crypto';
import type { BenchOutcome, BenchRun } from '../app/bench/bench.js';
import { bench, planBench, readPrices } from '../app/bench/bench.js';
import type { Estimate } from '../app/bench/estimate.js';
import { estimateRun, toEstimateLine } from '../app/bench/estimate.js';
import { toJsonPlan } from '../app/bench/json.js';
import type { BenchOptions } from '../app/bench/options.js';
import { readBenchOptions } from '../app/bench/options.js';
import type { BenchReport } from '../app/bench/report.js';
import { reportBench } from '../app/bench/report.js';
import { checkFilling, distinctPrompts, withFilling, withoutHits } from '../app/bench/cached.js';
import { withBenchSettings } from '../app/bench/settings.js';
import { candidateName } from '../app/candidate-name.js';
import type { CompletePlan } from '../app/complete-plan.js';
import type { Io } from '../app/io.js';
import type { PlanInput } from '../app/plan-complete.js';
import { keepRun } from '../app/bench/kept-runs.js';
import { readBaseline } from '../app/bench/read-bounds.js';
import { readLines } from '../app/read-lines.js';
import { readMock } from '../app/read-mock.js';
import { CancelledError } from '../core/errors.js';
import type { FlagValues } from '../config/settings.js';
import { toJsonLine } from '../render/json-line.js';
import { sanitise } from '../render/sanitiser.js';
import { createWriter } from '../render/writer.js';
import { openDashboard } from './bench-dashboard.js';
import { openMetrics } from './bench-metrics.js';
import { checkOutputs, toSavedText, writeBenchReport } from './bench-output.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';

type Options = Readonly<Record<string, unknown>>;

export type BenchArguments = { readonly options: Options; readonly flags: FlagValues; readonly mock: string | undefined };

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const modelsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly string[]) : []).flatMap((names) => names.split(',')).map((name) => name.trim()).filter((name) => name !== '');

const write = (text: string, io: Io): Promise<void> => createWriter(io.stdout).write(io.stdout.isTTY === true ? sanitise(text) : text);

const showPlan = (plans: readonly CompletePlan[], { plan, series }: BenchOptions, estimate: Estimate, io: Io): Promise<void> => {
  return write(toJsonLine({
    dry_run: true, targets: plans.map(candidateName), plan: toJsonPlan(plan),
    sweep: series?.kind === 'sweep' ? series.loads.map((load) => (load.kind === 'closed' ? load.concurrency : load.ratePerSecond)) : null,
    find_max: series?.kind === 'find-max' ? series.text : null,
    requests_total: estimate.requests, input_tokens: estimate.inputTokens, output_tokens_at_most: estimate.outputTokensAtMost, cost_usd_at_most: estimate.costUsdAtMost,
  }), io);
};

type Read = PlanInput & { readonly dataDir: string | null };

const readAll = async (given: BenchArguments, io: Io): Promise<Read> => {
  const { settings, config, paths } = await readSettings(given.flags, io);
  const mock = given.mock === undefined ? undefined : await readMock(given.mock);
  return { settings, config, places: { environment: io.environment, config, configDir: paths.configDir }, mock, io, dataDir: paths.dataDir };
};

/** Prompts that no run had before, and those of a step are those of no other; but those for the cache are always the same. */
const promptsFor = (options: BenchOptions, lines: readonly string[] | undefined): BenchRun['promptsOf'] => {
  const distinct = distinctPrompts(options, lines);
  const word = distinct === undefined ? randomUUID().slice(0, 8) : 'cached';
  return (step) => ({
    run: step === 0 || distinct !== undefined ? word : `${word}${step}`, distinct, seed: options.plan.seed, lines, lengths: options.trace?.lengths,
    inputTokens: options.inputTokens, outputTokens: options.outputTokens,
  });
};

const announce = ({ mock, settings }: Read, estimate: Estimate, io: Io): void => {
  if (settings.quiet) return;
  if (mock === undefined) io.warn(toEstimateLine(estimate, settings.maxCostUsd));
  else io.warn(`The answers are simulated (--mock): this measures uada and its simulator${settings.maxCostUsd === undefined ? '' : ', and costs nothing that --max-cost could cap'}.`);
};

const warnOfIdleSlots = ({ plan: { load, requestCount }, series }: BenchOptions, io: Io): void => {
  if (series !== undefined || load.kind === 'open' || requestCount === undefined || requestCount >= load.concurrency) return;
  io.warn(`Of ${load.concurrency} requests that may be in flight (-c), at most ${requestCount} will be: there are no more (-n).`);
};

/** A run in which nothing was measured is no use to anybody later. */
const keep = async (report: BenchReport, outcome: BenchOutcome, { settings, mock, dataDir }: Read, io: Io): Promise<void> => {
  if (!settings.history || outcome.rows.every(({ isWarmup }) => isWarmup)) return;
  await keepRun(outcome, await toSavedText(report), mock !== undefined, { dataDir, io });
};

type Asked = { readonly words: Options; readonly options: BenchOptions; readonly lines: readonly string[] | undefined };

/** What is asked for, by flags, variables and the config file. */
const readAsked = async (words: Options): Promise<Asked> => {
  const path = textOf(words['prompts']);
  const options = await readBenchOptions(words);
  const lines = path === undefined ? undefined : (await readLines('--prompts', path, 'prompt')).map(({ text }) => text);
  return { words, lines, options: withFilling(options, lines) };
};

/** Runs what was asked for, with what shows it while it goes on. */
const measure = async ({ words, options, lines }: Asked, plans: readonly CompletePlan[], totalRequests: number | null, read: Read, io: Io): Promise<BenchOutcome> => {
  const metrics = await openMetrics(words['metricsPort'], io);
  const dashboard = await openDashboard(read.settings, { ...options, targetCount: plans.length, totalRequests }, io);
  const run: BenchRun = {
    ...options, promptsOf: promptsFor(options, lines), maxCostUsd: read.settings.maxCostUsd, watchers: [...dashboard.watchers, ...metrics.watchers],
    cachedIn: options.plan.isCached === true ? read : undefined,
  };
  return bench(plans, run, { ...read, io: dashboard.io }).finally(() => Promise.all([dashboard.close(), metrics.close()]));
};

/** A run that the person ended is not judged. */
const asEnded = (report: BenchReport, io: Io): BenchReport =>
  (io.signal.aborted ? { ...report, failure: new CancelledError('The run was ended before its time; these are the requests until then.') } : report);

/** `bench`: the report on stdout, progress on stderr. Ctrl-C ends the run and reports what ran. */
export const runBench = async (given: BenchArguments, io: Io): Promise<void> => {
  const read = await readAll(given, io);
  const asked = await readAsked(withBenchSettings(given.options, read.settings));
  const { words, options } = asked;
  const baseline = await readBaseline(words, { dataDir: read.dataDir, io });
  const plans = await planBench(read, modelsOf(words['model']));
  const prices = await readPrices(plans);
  const estimate = estimateRun(withoutHits(options), prices);
  if (read.settings.dryRun) return showPlan(plans, options, estimate, io);
  checkFilling(options, estimate, read.settings.maxCostUsd);
  checkOutputs(words, read.settings.json);
  warnOfIdleSlots(options, io);
  announce(read, estimate, io);
  const outcome = await measure(asked, plans, estimateRun(options, prices).requests, read, io);
  const report = asEnded(reportBench({ outcome, bounds: options, baseline, hasErrorLimit: options.errorLimit !== undefined }), io);
  await writeBenchReport(report, words, read.settings, io).finally(() => keep(report, outcome, read, io));
  if (report.failure !== undefined && !io.signal.aborted) throw new ShownError(report.failure);
};
