import type { Comparison, Side } from '../../bench/comparison.js';
import { compareSides } from '../../bench/comparison.js';
import type { Gate, GateResult } from '../../bench/gate.js';
import { checkGate } from '../../bench/gate.js';
import type { BenchOutcome } from './bench.js';

/** A target beside another one: in the same run, or the same in a run before. */
export type TargetComparison = { readonly target: string; readonly against: string; readonly comparisons: readonly Comparison[] };

/** A run before, and what must not have become worse since. */
export type Baseline = { readonly outcome: BenchOutcome; readonly gates: readonly Gate[] };

type Pair = { readonly after: Side; readonly before: Side };

const sideOf = (outcome: BenchOutcome, target: string): Side => ({ rows: outcome.rows, target });

/** Targets of the same name; two runs of one target each are compared whatever its name. */
const pairsOf = (outcome: BenchOutcome, before: BenchOutcome): readonly Pair[] => {
  const names = before.targets.map(({ summary }) => summary.target);
  const [only] = names;
  const isSingle = names.length === 1 && outcome.targets.length === 1;
  return outcome.targets.flatMap(({ summary: { target } }) => {
    const name = isSingle ? only : names.find((other) => other === target);
    return name === undefined ? [] : [{ after: sideOf(outcome, target), before: sideOf(before, name) }];
  });
};

const toComparison = ({ after, before }: Pair): TargetComparison =>
  ({ target: after.target, against: before.target, comparisons: compareSides(before, after) });

/** Every target of a run beside the first one. */
export const compareTargets = (outcome: BenchOutcome): readonly TargetComparison[] => {
  const [first, ...others] = outcome.targets.map(({ summary }) => sideOf(outcome, summary.target));
  return first === undefined ? [] : others.map((after) => toComparison({ after, before: first }));
};

/** Every target beside itself in a run before. */
export const compareRuns = (outcome: BenchOutcome, before: BenchOutcome): readonly TargetComparison[] =>
  pairsOf(outcome, before).map(toComparison);

/** Every gate at every target that the baseline has. */
export const checkGates = (outcome: BenchOutcome, { outcome: before, gates }: Baseline): readonly GateResult[] =>
  pairsOf(outcome, before).flatMap((pair) => gates.map((gate) => checkGate(gate, pair.before, pair.after)));

/** The parts of two plans that should be alike for their figures to be; the seed may differ, and how long they ran. */
export const isSameLoad = (one: BenchOutcome, other: BenchOutcome): boolean => {
  const loadOf = ({ plan }: BenchOutcome): string => JSON.stringify(Object.entries(plan.load).sort(([a], [b]) => (a < b ? -1 : 1)));
  return loadOf(one) === loadOf(other);
};
