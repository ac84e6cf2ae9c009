import type { BenchPlan, LoadModel } from '../../bench/plan.js';
import type { BenchRow } from '../../bench/row.js';
import type { ClientHealth } from '../../bench/client-health.js';
import type { Histogram } from '../../bench/histogram.js';
import type { TargetSummary } from '../../bench/summary.js';
import { watchUntil } from '../../bench/until.js';
import type { Judgement } from '../../bench/verdict.js';
import { judge } from '../../bench/verdict.js';
import type { Price } from '../../core/price.js';
import { costUsd } from '../../core/price.js';
import type { PromptSpec } from './prompts.js';
import type { CompletePlan } from '../complete-plan.js';
import type { Connection } from '../connect.js';
import type { LoadMaker } from './load-maker.js';

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
  readonly onGaps: (target: string, gaps: Histogram) => void;
  readonly rowsOf: (target: string) => readonly BenchRow[];
  readonly summarise: (target: string) => TargetSummary;
};

export type StepInput = {
  readonly subjects: readonly Pick<BenchSubject, 'name' | 'price'>[];
  readonly maker: LoadMaker;
  readonly plan: BenchPlan;
  readonly prompts: PromptSpec;
  readonly watch: StepWatch;
  readonly signal: AbortSignal;
  /** Stands behind the name of each model, '' for the only step of a run. */
  readonly label: string;
};

export type StepOutcome = { readonly targets: readonly BenchTargetOutcome[]; readonly client: ClientHealth; /** The budget ended it. */ readonly isOverBudget: boolean };

/** What the answers cost; what failed before its first word costs nothing. */
const priceRows = (rows: readonly BenchRow[], price: Price | null): number | null => {
  const costs = rows.filter(({ errorClass }) => errorClass === null).map(({ usage }) => costUsd(usage, price));
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
};

/** Runs one load against all models and judges it. */
export const runStep = async ({ subjects, maker, plan, prompts, watch, signal, label }: StepInput): Promise<StepOutcome> => {
  const names = subjects.map(({ name }) => `${name}${label === '' ? '' : ` ${label}`}`);
  const until = plan.until === undefined ? undefined : watchUntil(plan.until, names);
  const onRow = (row: BenchRow): void => {
    until?.take(row);
    watch.onRow(row, costUsd(row.usage, subjects[names.indexOf(row.target)]?.price ?? null));
  };
  const { client, isOverBudget } = await maker.make({ plan, prompts, names }, {
    signal, onRow, isEnough: () => until?.isReached() ?? false, onStart: watch.onStart, onGaps: watch.onGaps,
  });
  const targets = subjects.map(({ price }, index): BenchTargetOutcome => {
    const name = names[index] ?? '';
    const summary = watch.summarise(name);
    return { summary, judgement: judge(summary, plan.load, client), costUsd: plan.isCached === true ? 0 : priceRows(watch.rowsOf(name), price), ...(label === '' ? {} : { load: plan.load }) };
  });
  return { targets, client, isOverBudget };
};
