import type { SloCondition } from '../bench/condition.js';
import type { UadaError } from '../core/errors.js';
import type { BenchOutcome } from './bench.js';
import { toBenchCsv, toBenchJson, toBenchRow } from './bench-json.js';
import { toBenchText } from './bench-text.js';
import { checkSlos, failureOf } from './judge-bench.js';

/** A run in every form it can be written in, and what it failed with. */
export type BenchReport = {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly jsonl: () => string;
  readonly csv: () => string;
  readonly failure: UadaError | undefined;
};

/** Judges a run and words its results. */
export const reportBench = (outcome: BenchOutcome, conditions: readonly SloCondition[], hasErrorLimit: boolean): BenchReport => {
  const slos = checkSlos(conditions, outcome);
  return {
    text: toBenchText(outcome, slos), json: toBenchJson(outcome, slos),
    jsonl: () => outcome.rows.map((row) => `${JSON.stringify(toBenchRow(row, outcome))}\n`).join(''),
    csv: () => toBenchCsv(outcome),
    failure: failureOf(outcome, slos, hasErrorLimit),
  };
};
