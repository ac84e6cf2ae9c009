import { attack } from '../../bench/attack.js';
import type { LoadPart } from '../../bench/load-part.js';
import type { BenchPlan } from '../../bench/plan.js';
import type { BenchRow } from '../../bench/row.js';
import type { BenchTarget } from '../../bench/target.js';
import type { ClientHealth } from '../../bench/client-health.js';
import type { Price } from '../../core/price.js';
import type { Budget } from './budget.js';
import { createBenchClock } from './clock.js';
import type { Prompts, PromptSpec } from './prompts.js';
import { createPrompts } from './prompts.js';
import { watchClient } from './client-watch.js';

/** One load against all models; plain data, so that it can be handed to another thread. */
export type BenchJob = { readonly plan: BenchPlan; readonly prompts: PromptSpec; /** What each model is called in this load. */ readonly names: readonly string[] };

/** A model as a load asks it. */
export type JobSubject = { readonly price: Price | null; createTarget(name: string, prompts: Prompts): BenchTarget };

/** Where a job runs, and who is told of it. */
export type JobWorld = {
  readonly subjects: readonly JobSubject[];
  readonly monotonicMs: () => number;
  readonly signal: AbortSignal;
  readonly budget: Budget | undefined;
  readonly part?: LoadPart | undefined;
  /** Once true, nothing more is sent, and what is in flight is answered. */
  readonly isEnough: () => boolean;
  readonly onStart: (target: string, index: number) => void;
  readonly onRow: (row: BenchRow) => void;
};

export type JobOutcome = { readonly client: ClientHealth; /** The budget ended it. */ readonly isOverBudget: boolean };

/** Makes a load, or a part of it, in this thread. The budget is asked before each request; a model without a price is free. */
export const runJob = async ({ plan, prompts: spec, names }: BenchJob, world: JobWorld): Promise<JobOutcome> => {
  const { subjects, monotonicMs, budget } = world;
  const prompts = createPrompts(spec);
  const state = { isOverBudget: false };
  const isAffordable = (name: string, index: number): boolean => {
    const price = subjects[names.indexOf(name)]?.price ?? null;
    return budget === undefined || price === null || budget.reserve(name, index, prompts(index), price);
  };
  let endWatch = watchClient(monotonicMs);
  await attack({
    plan, clock: createBenchClock(monotonicMs), signal: world.signal, part: world.part,
    targets: subjects.map((subject, index) => subject.createTarget(names[index] ?? '', prompts)),
    onStart: ({ name }, index) => world.onStart(name, index),
    onRow: (row) => {
      budget?.settle(row);
      world.onRow(row);
    },
    mayStart: ({ name }, index) => {
      if (world.isEnough()) return false;
      state.isOverBudget ||= !isAffordable(name, index);
      return !state.isOverBudget;
    },
  }, () => {
    endWatch();
    endWatch = watchClient(monotonicMs);
  });
  return { client: endWatch(), isOverBudget: state.isOverBudget };
};
