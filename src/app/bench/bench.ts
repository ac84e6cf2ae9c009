import type { GapStore } from '../../bench/gap-store.js';
import type { GoodCondition } from '../../bench/condition.js';
import type { BenchPlan } from '../../bench/plan.js';
import type { BenchRow } from '../../bench/row.js';
import { summarise } from '../../bench/summary.js';
import type { ClientHealth } from '../../bench/client-health.js';
import { UadaError } from '../../core/errors.js';
import type { Price } from '../../core/price.js';
import { freePrice } from '../../core/price.js';
import { userMessage } from '../../core/request.js';
import { toDollars } from '../../core/to-dollars.js';
import type { AnswerCache } from '../../store/answer-cache.js';
import type { LoadSeries } from './load.js';
import type { PromptSpec } from './prompts.js';
import type { FindMaxOutcome } from './series.js';
import { runSeries } from './series.js';
import type { BenchSubject, BenchTargetOutcome } from './steps.js';
import { runStep } from './steps.js';
import { candidateName } from '../candidate-name.js';
import type { CompletePlan } from '../complete-plan.js';
import { connect } from '../connect.js';
import { openCache } from '../complete.js';
import type { Io } from '../io.js';
import type { LoadMaker } from './load-maker.js';
import type { LoadWatcher } from './load-watcher.js';
import { readModelPrice } from '../model-price.js';
import { openLoadMaker } from './open-load-maker.js';
import type { PlanInput } from '../plan-complete.js';
import { planComplete } from '../plan-complete.js';
import { quietCollector } from '../quiet-collector.js';
import { toStepPlan } from './step-plan.js';
import type { ErrorLimit } from './watch-rows.js';
import { watchRows } from './watch-rows.js';

export type BenchRun = {
  readonly plan: BenchPlan;
  /** Several runs in place of the one of the plan. */
  readonly series?: LoadSeries | undefined;
  /** The prompts of a step of the series, from 0; no step has those of another. */
  readonly promptsOf: (step: number) => PromptSpec;
  /** Threads that make the load. */
  readonly workers: number;
  readonly maxCostUsd?: number | undefined;
  readonly goodput: readonly GoodCondition[] | undefined;
  readonly errorLimit: ErrorLimit | undefined;
  readonly watchers: readonly LoadWatcher[];
  /** Where the response cache is that is measured in place of the models; the warm-up fills it. */
  readonly cachedIn?: { readonly dataDir: string | null } | undefined;
};

export type BenchOutcome = {
  readonly plan: BenchPlan;
  /** Milliseconds since the epoch, and the moment of the monotonic clock that belongs to it. */
  readonly startedAt: number;
  readonly startedMonotonicMs: number;
  /** Without their gaps, which are in `gaps`. */
  readonly rows: readonly BenchRow[];
  readonly gaps: GapStore;
  readonly targets: readonly BenchTargetOutcome[];
  /** The worst of all steps. */
  readonly client: ClientHealth;
  /** All loads of a sweep or a search, in the order in which they ran. */
  readonly steps?: readonly BenchTargetOutcome[] | undefined;
  readonly findMax?: FindMaxOutcome | undefined;
  /** Why the run ended before its plan did. */
  readonly stoppedBy: UadaError | undefined;
};

/** What is asked of each model: resolved as `complete` resolves it, with retries, cache and fallbacks off. */
export const planBench = (input: PlanInput, models: readonly string[]): Promise<readonly CompletePlan[]> => {
  const settings = { ...input.settings, race: undefined, fallback: undefined, cache: false, cacheOnly: false, stream: true };
  const plain: PlanInput = { ...input, settings };
  if (models.length === 0) return Promise.all([planComplete(plain, userMessage(''))]);
  return Promise.all(models.map((model) => planComplete({
    ...plain, isModelNamed: true, isProviderNewer: false, settings: { ...settings, model, provider: models.length > 1 ? undefined : settings.provider },
  }, userMessage(''))));
};

/** A model that is named twice, to see the noise, has a number behind its second name. */
const nameOf = (plans: readonly CompletePlan[], index: number): string => {
  const names = plans.map(candidateName);
  const name = names[index] ?? '';
  const earlier = names.slice(0, index).filter((other) => other === name).length;
  return earlier === 0 ? name : `${name}#${earlier + 1}`;
};

/** The list prices of the models; null where one is not known. */
export const readPrices = (plans: readonly CompletePlan[]): Promise<readonly (Price | null)[]> =>
  Promise.all(plans.map(async (plan) => (await readModelPrice(plan)).price));

const openSubjects = async (plans: readonly CompletePlan[], isFree: boolean, input: PlanInput): Promise<readonly BenchSubject[]> => {
  const prices = await readPrices(plans);
  return Promise.all(plans.map(async (plan, index) => ({
    name: nameOf(plans, index), plan, price: isFree ? freePrice : prices[index] ?? null, connection: await connect({ ...input, target: plan.target, isTimed: true }),
  })));
};

const checkPrices = (maxCostUsd: number | undefined, subjects: readonly BenchSubject[]): void => {
  const unknown = subjects.find(({ price }) => price === null);
  if (maxCostUsd === undefined || unknown === undefined) return;
  throw new UadaError('usage', `The price of ${unknown.name} is not known, so --max-cost cannot be kept.`, {
    hint: 'Choose a model that `uada models` shows with a price, or leave out --max-cost.',
  });
};

const dearHint = 'Ask for fewer requests (-n) or shorter answers (--output-tokens), or raise --max-cost.';

const overBudget = (maxCostUsd: number | undefined): UadaError =>
  new UadaError('partial', `The run was stopped before it could cost more than ${toDollars(maxCostUsd ?? 0)} (--max-cost).`, { hint: dearHint });

const tooDear = (maxCostUsd: number | undefined): UadaError =>
  new UadaError('usage', `A single request could cost more than ${toDollars(maxCostUsd ?? 0)} (--max-cost), so none was sent.`, { hint: dearHint });

type Opened = { readonly subjects: readonly BenchSubject[]; readonly maker: LoadMaker };

/** Runs the loads of a run, opened. */
const runOpened = async ({ subjects, maker }: Opened, run: BenchRun, io: Io): Promise<BenchOutcome> => {
  const stop = new AbortController();
  const watch = watchRows(run.errorLimit, run.watchers, stop);
  const started = { startedAt: io.now(), startedMonotonicMs: io.monotonicMs() };
  const signal = AbortSignal.any([io.signal, stop.signal]);
  const state = { stepCount: 0, isOverBudget: false };
  const outcome = await runSeries(run.plan.load, run.series, async (load, label) => {
    const prompts = run.promptsOf(state.stepCount);
    state.stepCount += 1;
    watch.onLoad(load);
    const step = await runStep({
      subjects, maker, plan: toStepPlan(run.plan, load, run.series), prompts, signal, label,
      watch: {
        ...watch, onGaps: (name, gaps) => watch.gaps.of(name).add(gaps),
        rowsOf: (name) => watch.rows.filter(({ target }) => target === name),
        summarise: (name) => summarise(name, watch.rows, run.goodput, watch.gaps.of(name)),
      },
    });
    state.isOverBudget ||= step.isOverBudget;
    return step;
  }, () => signal.aborted || state.isOverBudget);
  if (state.isOverBudget && watch.rows.length === 0) throw tooDear(run.maxCostUsd);
  const stoppedBy = watch.stoppedBy() ?? (state.isOverBudget ? overBudget(run.maxCostUsd) : undefined);
  // Threads tell of their requests a few at a time.
  const rows = run.workers > 1 ? watch.rows.sort((one, other) => one.endMs - other.endMs) : watch.rows;
  return { plan: run.plan, ...started, rows, gaps: watch.gaps, ...outcome, stoppedBy };
};

/** Answers that stopped at `--output-tokens` are as good as others here. */
const openMeasuredCache = (dataDir: string | null, { settings, io }: PlanInput): AnswerCache => {
  const plan = { cache: { isOn: true, refresh: false, only: false, ttlMs: settings.cacheTtlMs } };
  const cache = openCache({ plan, settings: { ...settings, cacheLengthStops: true }, dataDir, maxCacheBytes: settings.cacheMaxBytes, io, warnOfStore: io.warn });
  if (cache !== undefined) return cache;
  throw new UadaError('usage', 'No home directory is known, so there is no cache to measure.', { hint: 'Set UADA_DATA_DIR to a directory of yours.' });
};

/** Runs a load test and resolves with what ran, also when it was stopped half-way. A failed request is data. */
export const bench = async (plans: readonly CompletePlan[], run: BenchRun, input: PlanInput): Promise<BenchOutcome> => {
  quietCollector();
  const subjects = await openSubjects(plans, run.cachedIn !== undefined, input);
  const opened: { maker?: LoadMaker; cache?: AnswerCache } = {};
  try {
    checkPrices(run.maxCostUsd, subjects);
    if (run.cachedIn !== undefined) opened.cache = openMeasuredCache(run.cachedIn.dataDir, input);
    const maker = opened.maker = await openLoadMaker(subjects, { ...run, cache: opened.cache }, input);
    return await runOpened({ subjects, maker }, run, input.io);
  } finally {
    await opened.maker?.close();
    await opened.cache?.close();
    await Promise.all(subjects.map(({ connection }) => connection.close()));
  }
};
