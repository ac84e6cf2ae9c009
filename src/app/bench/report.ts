import type { GateResult } from '../../bench/gate.js';
import type { SloResult } from '../../bench/slo.js';
import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import type { BenchOutcome } from './bench.js';
import { toBenchCsv, toBenchJson, toBenchRow } from './json.js';
import type { TextStyle } from './format.js';
import { toBenchText, toChangesText } from './text.js';
import type { Baseline, TargetComparison } from './compare-runs.js';
import { checkGates, compareRuns, compareTargets } from './compare-runs.js';
import { checkSlos, failureOf } from './judge.js';
import type { RunBounds } from './saved-run.js';
import { toSavedRun } from './saved-run.js';

/** A run, judged. */
export type Findings = {
  readonly outcome: BenchOutcome;
  readonly slos: readonly SloResult[];
  /** Of several targets, every other beside the first. */
  readonly comparisons: readonly TargetComparison[];
  /** The run before, where one was named. */
  readonly before?: BenchOutcome | undefined;
  /** Beside the run before. */
  readonly changes: readonly TargetComparison[];
  readonly gates: readonly GateResult[];
};

/** A run in every form it can be written in, and what it failed with. */
export type BenchReport = {
  readonly text: (style: TextStyle) => string;
  /** What changed since the baseline, alone. */
  readonly changesText: (style: TextStyle) => string;
  readonly json: JsonObject;
  readonly jsonl: () => string;
  readonly csv: () => string;
  readonly hdr: () => Promise<string>;
  readonly html: () => Promise<string>;
  readonly md: () => Promise<string>;
  /** What a file of `--save` has beside the object of `--json`. */
  readonly saved: () => Promise<JsonObject>;
  readonly failure: UadaError | undefined;
};

export type ReportInput = {
  readonly outcome: BenchOutcome;
  readonly bounds: RunBounds;
  readonly baseline?: Baseline | undefined;
  /** Failures within `--max-errors` are no failure of the run. @default false */
  readonly hasErrorLimit?: boolean;
};

/** Judges a run and words its results. */
export const reportBench = ({ outcome, bounds, baseline, hasErrorLimit = false }: ReportInput): BenchReport => {
  const findings: Findings = {
    outcome, before: baseline?.outcome, slos: checkSlos(bounds.slos, outcome), comparisons: compareTargets(outcome),
    changes: baseline === undefined ? [] : compareRuns(outcome, baseline.outcome),
    gates: baseline === undefined ? [] : checkGates(outcome, baseline),
  };
  let saved: Promise<JsonObject> | undefined;
  return {
    text: (style) => toBenchText(findings, style),
    changesText: (style) => toChangesText(findings, style),
    json: toBenchJson(findings),
    jsonl: () => outcome.rows.map((row) => `${JSON.stringify(toBenchRow(row, outcome))}\n`).join(''),
    csv: () => toBenchCsv(outcome),
    hdr: async () => (await import('./hdr-log.js')).toHdrLog(outcome),
    md: async () => (await import('./markdown.js')).toBenchMarkdown(findings),
    html: async () => (await import('./page/bench-page.js')).toBenchPage(findings),
    saved: () => (saved ??= toSavedRun(outcome, bounds)),
    failure: failureOf(findings, hasErrorLimit),
  };
};
