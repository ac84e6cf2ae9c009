import type { BatchCounts, BatchLatency } from '../app/batch/batch-tally.js';
import type { ErrorKind } from '../core/errors.js';
import { UadaError } from '../core/errors.js';
import { toJsonError } from '../render/json.js';
import { formatSpan, formatUsd } from '../render/usage-line.js';

/** What a run came to. */
export type BatchOutcome = {
  readonly input: string;
  readonly output: string;
  readonly counts: BatchCounts;
  readonly latency: BatchLatency;
  readonly elapsedMs: number;
  /** What ended the run early, else what is to say of its failures; undefined when all went well. */
  readonly failure: UadaError | undefined;
};

const rateOf = ({ counts, elapsedMs }: BatchOutcome): number => (counts.answered + counts.failed) / Math.max(elapsedMs / 1000, 0.001);

const errorList = ({ errors }: BatchCounts): string => Object.entries(errors).map(([kind, count]) => `${count} ${kind}`).join(', ');

/** One failure for all: its own kind where all prompts failed of one cause and nothing was answered, else `partial`. */
export const toBatchFailure = (counts: BatchCounts, resumeHint: string | undefined): UadaError | undefined => {
  if (counts.failed === 0) return undefined;
  const kinds = Object.keys(counts.errors) as readonly ErrorKind[];
  const [only] = kinds;
  const kind = counts.answered + counts.skipped === 0 && kinds.length === 1 && only !== undefined ? only : 'partial';
  return new UadaError(kind, `${counts.failed} of ${counts.answered + counts.skipped + counts.failed} prompts failed (${errorList(counts)}).`, { hint: resumeHint });
};

/** The summary as one line for a person. */
export const toSummaryLine = (outcome: BatchOutcome): string => {
  const { counts, latency, elapsedMs } = outcome;
  return [
    `${counts.answered} answered${counts.cached > 0 ? ` (${counts.cached} from the cache)` : ''}`,
    `${counts.failed} failed${counts.failed > 0 ? ` (${errorList(counts)})` : ''}`,
    ...(counts.skipped > 0 ? [`${counts.skipped} answered before`] : []),
    // Where nobody was asked there is nothing to add up.
    ...(counts.answered + counts.failed === 0 ? [] : [
      `${counts.inputTokens ?? '?'} → ${counts.outputTokens ?? '?'} tokens`,
      `${formatUsd(counts.costUsd)}${counts.unknownCosts > 0 ? ` and ${counts.unknownCosts} of unknown cost` : ''}`,
      `${formatSpan(elapsedMs)}, ${rateOf(outcome).toFixed(1)}/s`,
    ]),
    ...(latency.p50 === null || latency.p95 === null ? [] : [`p50 ${formatSpan(latency.p50)}, p95 ${formatSpan(latency.p95)}`]),
  ].join(' · ');
};

/** The summary as the object of `--json`. */
export const toSummaryJson = (outcome: BatchOutcome): Readonly<Record<string, unknown>> => {
  const { counts, latency, elapsedMs, failure } = outcome;
  return {
    input: outcome.input, output: outcome.output,
    answered: counts.answered, failed: counts.failed, bad_lines: counts.badLines, answered_before: counts.skipped, cached: counts.cached, errors: counts.errors,
    usage: { input_tokens: counts.inputTokens, output_tokens: counts.outputTokens },
    cost_usd: counts.costUsd, unknown_costs: counts.unknownCosts,
    elapsed_ms: Math.round(elapsedMs), prompts_per_second: Math.round(rateOf(outcome) * 100) / 100,
    latency_ms: { n: latency.n, p50: latency.p50, p95: latency.p95, max: latency.max },
    error: failure === undefined ? null : toJsonError(failure),
  };
};
