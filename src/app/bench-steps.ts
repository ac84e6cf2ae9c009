import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { attack } from '../bench/attack.js';
import type { BenchPlan, LoadModel } from '../bench/plan.js';
import type { BenchRow } from '../bench/row.js';
import type { TargetSummary } from '../bench/summary.js';
import type { BenchClock, BenchTarget } from '../bench/target.js';
import type { ClientHealth, Judgement } from '../bench/verdict.js';
import { judge } from '../bench/verdict.js';
import type { Price } from '../core/price.js';
import { costUsd } from '../core/price.js';
import type { Budget } from './bench-budget.js';
import type { Prompts } from './bench-prompts.js';
import { createBenchTarget } from './bench-target.js';
import { watchClient } from './client-watch.js';
import type { CompletePlan } from './complete-plan.js';
import type { Connection } from './connect.js';
import type { Io } from './io.js';

/** A model under one load, and what came out. */
export type BenchTargetOutcome = {
  readonly summary: TargetSummary;
  readonly judgement: Judgement;
  readonly costUsd: number | null;
  /** The load, where a run had several. */
  readonly load?: LoadModel | undefined;
};

/** A model that is measured: how it is asked, where, and what it costs. */
export type BenchSubject = { readonly name: string; readonly plan: CompletePlan; readonly connection: Connection; readonly price: Price | null };

/** Where a step tells of its requests while it runs, and finds them when it has ended. */
export type StepWatch = {
  readonly onRow: (row: BenchRow, costUsd: number | null) => void;
  readonly onStart: (target: string, index: number) => void;
  readonly rowsOf: (target: string) => readonly BenchRow[];
  readonly summarise: (target: string) => TargetSummary;
};

export type StepInput = {
  readonly subjects: readonly BenchSubject[];
  readonly plan: BenchPlan;
  readonly prompts: Prompts;
  readonly watch: StepWatch;
  readonly budget: Budget | undefined;
  readonly signal: AbortSignal;
  readonly io: Io;
  /** Stands behind the name of each model, '' for the only step of a run. */
  readonly label: string;
};

export type StepOutcome = { readonly targets: readonly BenchTargetOutcome[]; readonly client: ClientHealth; /** The budget ended it. */ readonly isOverBudget: boolean };

const createBenchClock = (io: Io): BenchClock => ({
  monotonicMs: io.monotonicMs,
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
  nextTurn: () => nextTurn(),
});

/** What the answers cost; what failed before its first word costs nothing. */
const priceRows = (rows: readonly BenchRow[], price: Price | null): number | null => {
  const costs = rows.filter(({ errorClass }) => errorClass === null).map(({ usage }) => costUsd(usage, price));
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
};

/** Asks the budget before each request. A model without a known price was refused before. */
const createAdmission = ({ subjects, prompts, budget }: StepInput, names: readonly string[]): { readonly mayStart: (target: BenchTarget, index: number) => boolean; isOver: boolean } => {
  const admission = {
    isOver: false,
    mayStart: (target: BenchTarget, index: number): boolean => {
      const price = subjects[names.indexOf(target.name)]?.price ?? null;
      if (budget === undefined || price === null || budget.reserve(target.name, index, prompts(index), price)) return true;
      admission.isOver = true;
      return false;
    },
  };
  return admission;
};

/** Runs one load against all models and judges it. */
export const runStep = async (input: StepInput): Promise<StepOutcome> => {
  const { subjects, plan, prompts, watch, budget, signal, io, label } = input;
  const names = subjects.map(({ name }) => `${name}${label === '' ? '' : ` ${label}`}`);
  const targets = subjects.map(({ connection, plan: { request } }, index) => createBenchTarget(names[index] ?? '', connection, request, prompts));
  const admission = createAdmission(input, names);
  const onRow = (row: BenchRow): void => {
    budget?.settle(row);
    watch.onRow(row, costUsd(row.usage, subjects[names.indexOf(row.target)]?.price ?? null));
  };
  let endWatch = watchClient(io.monotonicMs);
  await attack({ plan, targets, clock: createBenchClock(io), signal, onRow, onStart: ({ name }, index) => watch.onStart(name, index), mayStart: admission.mayStart }, () => {
    endWatch();
    endWatch = watchClient(io.monotonicMs);
  });
  const client = endWatch();
  const outcomes = subjects.map(({ price }, index): BenchTargetOutcome => {
    const name = names[index] ?? '';
    const summary = watch.summarise(name);
    return { summary, judgement: judge(summary, plan.load, client), costUsd: priceRows(watch.rowsOf(name), price), ...(label === '' ? {} : { load: plan.load }) };
  });
  return { targets: outcomes, client, isOverBudget: admission.isOver };
};
