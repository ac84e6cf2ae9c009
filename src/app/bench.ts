import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { attack } from '../bench/attack.js';
import type { GoodCondition } from '../bench/condition.js';
import type { BenchPlan } from '../bench/plan.js';
import type { BenchRow } from '../bench/row.js';
import type { TargetSummary } from '../bench/summary.js';
import { summarise } from '../bench/summary.js';
import type { BenchClock, BenchTarget } from '../bench/target.js';
import type { ClientHealth, Judgement } from '../bench/verdict.js';
import { judge } from '../bench/verdict.js';
import { UadaError } from '../core/errors.js';
import { costUsd } from '../core/price.js';
import { userMessage } from '../core/request.js';
import type { Prompts } from './bench-prompts.js';
import { createBenchTarget } from './bench-target.js';
import { watchClient } from './client-watch.js';
import type { CompletePlan } from './complete-plan.js';
import type { Connection } from './connect.js';
import { connect } from './connect.js';
import type { Io } from './io.js';
import { readModelPrice } from './model-price.js';
import type { PlanInput } from './plan-complete.js';
import { planComplete } from './plan-complete.js';

/** How many errors end a run: a number of them, or a share once enough requests have ended to tell. */
export type ErrorLimit = { readonly kind: 'count' | 'share'; readonly limit: number };

export type BenchRun = {
  readonly plan: BenchPlan;
  readonly prompts: Prompts;
  readonly goodput: readonly GoodCondition[] | undefined;
  readonly errorLimit: ErrorLimit | undefined;
  readonly onProgress: (progress: BenchProgress) => void;
};

export type BenchProgress = { readonly ended: number; readonly inFlight: number; readonly failed: number };

export type BenchTargetOutcome = { readonly summary: TargetSummary; readonly judgement: Judgement; readonly costUsd: number | null };

export type BenchOutcome = {
  readonly plan: BenchPlan;
  /** Milliseconds since the epoch, and the moment of the monotonic clock that belongs to it. */
  readonly startedAt: number;
  readonly startedMonotonicMs: number;
  readonly rows: readonly BenchRow[];
  readonly targets: readonly BenchTargetOutcome[];
  readonly client: ClientHealth;
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

const createBenchClock = (io: Io): BenchClock => ({
  monotonicMs: io.monotonicMs,
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
  nextTurn: () => nextTurn(),
});

/** With fewer ended requests a share of errors says nothing. */
const leastForShare = 20;

type Watch = { readonly onRow: (row: BenchRow) => void; readonly onStart: () => void; readonly rows: BenchRow[]; stoppedBy(): UadaError | undefined };

const watchRows = ({ errorLimit, onProgress }: BenchRun, stop: AbortController): Watch => {
  const rows: BenchRow[] = [];
  let stoppedBy: UadaError | undefined;
  let failed = 0;
  let started = 0;
  const end = (error: UadaError): void => {
    stoppedBy ??= error;
    stop.abort();
  };
  const isTooMany = (): boolean => {
    if (errorLimit === undefined) return false;
    return errorLimit.kind === 'count' ? failed > errorLimit.limit : rows.length >= leastForShare && failed / rows.length > errorLimit.limit;
  };
  return {
    rows,
    stoppedBy: () => stoppedBy,
    onStart: () => (started += 1),
    onRow: (row) => {
      rows.push(row);
      if (row.errorClass !== null && row.errorClass !== 'cancelled') failed += 1;
      if (row.errorClass === 'auth' && row.error !== null) end(row.error);
      else if (isTooMany()) end(new UadaError('partial', `The run was stopped after ${failed} failed requests (--max-errors).`, { cause: row.error }));
      onProgress({ ended: rows.length, inFlight: started - rows.length, failed });
    },
  };
};

const priceRows = async (plan: CompletePlan, rows: readonly BenchRow[]): Promise<number | null> => {
  if (plan.target.mock !== undefined) return 0;
  const { price } = await readModelPrice(plan);
  const costs = rows.filter(({ errorClass }) => errorClass === null).map(({ usage }) => costUsd(usage, price));
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
};

/** A model that is named twice, to see the noise, has a number behind its second name. */
const nameOf = (plans: readonly CompletePlan[], index: number): string => {
  const names = plans.map(({ target, request }) => `${target.row.id}/${request.model}`);
  const name = names[index] ?? '';
  const earlier = names.slice(0, index).filter((other) => other === name).length;
  return earlier === 0 ? name : `${name}#${earlier + 1}`;
};

const toTargets = (plans: readonly CompletePlan[], connections: readonly Connection[], prompts: Prompts): readonly BenchTarget[] =>
  connections.flatMap((connection, index) => {
    const request = plans[index]?.request;
    return request === undefined ? [] : [createBenchTarget(nameOf(plans, index), connection, request, prompts)];
  });

/** Runs a load test and resolves with what ran, also when it was stopped half-way. A failed request is data. */
export const bench = async (plans: readonly CompletePlan[], run: BenchRun, input: PlanInput): Promise<BenchOutcome> => {
  const { io } = input;
  const connections = await Promise.all(plans.map((plan) => connect({ ...input, target: plan.target, isTimed: true })));
  try {
    const targets = toTargets(plans, connections, run.prompts);
    const stop = new AbortController();
    const watch = watchRows(run, stop);
    const started = { startedAt: io.now(), startedMonotonicMs: io.monotonicMs() };
    let endWatch = watchClient(io.monotonicMs);
    const signal = AbortSignal.any([io.signal, stop.signal]);
    await attack({ plan: run.plan, targets, clock: createBenchClock(io), signal, onRow: watch.onRow, onStart: watch.onStart }, () => {
      endWatch();
      endWatch = watchClient(io.monotonicMs);
    });
    const client = endWatch();
    const outcomes = await Promise.all(plans.map(async (plan, index): Promise<BenchTargetOutcome> => {
      const name = targets[index]?.name ?? '';
      const summary = summarise(name, watch.rows, run.goodput);
      return { summary, judgement: judge(summary, run.plan.load, client), costUsd: await priceRows(plan, watch.rows.filter(({ target }) => target === name)) };
    }));
    return { plan: run.plan, ...started, rows: watch.rows, targets: outcomes, client, stoppedBy: watch.stoppedBy() };
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
};
