import type { ClientHealth } from '../../bench/client-health.js';
import { worstHealth } from '../../bench/client-health.js';
import { createGapStore } from '../../bench/gap-store.js';
import { createHistogram } from '../../bench/histogram.js';
import type { Histogram } from '../../bench/histogram.js';
import type { BenchPlan, LoadModel } from '../../bench/plan.js';
import type { BenchRow } from '../../bench/row.js';
import { summarise } from '../../bench/summary.js';
import type { Judgement, Verdict } from '../../bench/verdict.js';
import { judge } from '../../bench/verdict.js';
import { UadaError } from '../../core/errors.js';
import type { BenchOutcome } from './bench.js';
import type { BenchTargetOutcome } from './steps.js';
import type { SavedRun } from './saved-run.js';

const sum = (amounts: readonly (number | undefined)[]): number | undefined =>
  amounts.reduce((total, amount) => (total === undefined || amount === undefined ? undefined : total + amount));

/** What the machines asked together. Where they did not do the same, the plan is that of the first. */
const mergeLoad = (loads: readonly LoadModel[], first: LoadModel): LoadModel => {
  if (loads.some(({ kind }) => kind !== first.kind)) return first;
  const add = (amountOf: (load: LoadModel) => number): number => loads.reduce((total, load) => total + amountOf(load), 0);
  return first.kind === 'closed'
    ? { ...first, concurrency: add((load) => (load.kind === 'closed' ? load.concurrency : 0)) }
    : { ...first, ratePerSecond: add((load) => (load.kind === 'open' ? load.ratePerSecond : 0)), maxInflight: add((load) => (load.kind === 'open' ? load.maxInflight : 0)) };
};

const mergePlans = (plans: readonly BenchPlan[], first: BenchPlan): BenchPlan =>
  ({ ...first, load: mergeLoad(plans.map(({ load }) => load), first.load), requestCount: sum(plans.map(({ requestCount }) => requestCount)) });

/** Machines work side by side. */
const mergeHealth = (clients: readonly ClientHealth[]): ClientHealth => ({
  ...worstHealth(clients),
  workers: clients.reduce((total, { workers }) => total + workers, 0), machines: clients.reduce((total, { machines = 1 }) => total + machines, 0),
});

const stamped = ['schedMs', 'readyMs', 'startMs', 'sentMs', 'firstTokenMs', 'firstAnswerMs', 'lastTokenMs', 'endMs'] as const;

const shift = (row: BenchRow, byMs: number): BenchRow =>
  ({ ...row, ...Object.fromEntries(stamped.map((name) => [name, row[name] === null ? null : row[name] + byMs])) });

const mergeGaps = (outcomes: readonly BenchOutcome[], targets: readonly string[]): ReadonlyMap<string, Histogram> =>
  new Map(targets.map((target) => {
    const histogram = createHistogram();
    for (const { gaps } of outcomes) histogram.add(gaps.of(target));
    return [target, histogram];
  }));

const gravest: readonly Verdict[] = ['client-limited', 'rate-missed', 'cache-affected'];

/** What was wrong at one machine is wrong with the whole; whether the samples suffice is told anew. */
const mergeJudgements = (parts: readonly Judgement[], whole: Judgement): Judgement =>
  gravest.flatMap((verdict) => parts.filter((part) => part.verdict === verdict))[0] ?? whole;

const mergeTargets = (outcomes: readonly BenchOutcome[], merged: Omit<BenchOutcome, 'targets'>, goodput: SavedRun['bounds']['goodput']): readonly BenchTargetOutcome[] => {
  const names = [...new Set(outcomes.flatMap(({ targets }) => targets.map(({ summary }) => summary.target)))];
  return names.map((name) => {
    const parts = outcomes.flatMap(({ targets }) => targets.filter(({ summary }) => summary.target === name));
    const summary = summarise(name, merged.rows, goodput, merged.gaps.of(name));
    const [load, ...loads] = parts.flatMap((part) => part.load ?? []);
    const costs = parts.map(({ costUsd }) => costUsd ?? undefined);
    return {
      summary, costUsd: sum(costs) ?? null,
      judgement: mergeJudgements(parts.map(({ judgement }) => judgement), judge(summary, merged.plan.load, merged.client)),
      ...(load === undefined ? {} : { load: mergeLoad([load, ...loads], load) }),
    };
  });
};

/**
 * One run of several that machines made at the same time: requests on one time line by the wall clocks of the
 * machines, histograms added up. Throws a `usage` error for the same run twice.
 */
export const mergeRuns = (runs: readonly [SavedRun, ...SavedRun[]]): SavedRun => {
  const [{ id, bounds, outcome: first }] = runs;
  if (new Set(runs.map((run) => run.id)).size < runs.length) throw new UadaError('usage', 'The same run is named twice.', { hint: 'Each machine writes a run of its own with --save.' });
  const outcomes = runs.map(({ outcome }) => outcome);
  const startedAt = Math.min(...outcomes.map((outcome) => outcome.startedAt));
  const names = outcomes.flatMap(({ targets }) => targets.map(({ summary }) => summary.target));
  const merged: Omit<BenchOutcome, 'targets'> = {
    plan: mergePlans(outcomes.map(({ plan }) => plan), first.plan), startedAt, startedMonotonicMs: 0,
    rows: outcomes.flatMap((outcome) => outcome.rows.map((row) => shift(row, outcome.startedAt - startedAt))),
    gaps: createGapStore(mergeGaps(outcomes, [...new Set(names)])),
    client: mergeHealth(outcomes.map(({ client }) => client)),
    stoppedBy: outcomes.find(({ stoppedBy }) => stoppedBy !== undefined)?.stoppedBy,
  };
  const targets = mergeTargets(outcomes, merged, bounds.goodput);
  return { id, bounds, outcome: { ...merged, targets, ...(first.steps === undefined ? {} : { steps: targets }) } };
};

/** Whether the runs were under way at the same time, so that their rates add up. */
export const isConcurrent = (runs: readonly SavedRun[]): boolean => {
  const spans = runs.map(({ outcome: { startedAt, rows } }) => ({ from: startedAt, to: startedAt + Math.max(0, ...rows.map(({ endMs }) => endMs)) }));
  return Math.max(...spans.map(({ from }) => from)) <= Math.min(...spans.map(({ to }) => to));
};
