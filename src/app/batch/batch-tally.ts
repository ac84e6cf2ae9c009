import type { ErrorKind } from '../../core/errors.js';
import type { BatchResult } from './ask-item.js';
import { createSpanHistogram } from './span-histogram.js';

/** What a run has done so far. */
export type BatchCounts = {
  readonly answered: number;
  readonly failed: number;
  /** Lines of the input that were no prompts, among the failed. */
  readonly badLines: number;
  /** Answered by an earlier run. */
  readonly skipped: number;
  readonly cached: number;
  readonly errors: Readonly<Partial<Record<ErrorKind, number>>>;
  /** Sums of what was reported; null when nothing was. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Of the answers whose cost is known. */
  readonly costUsd: number;
  readonly unknownCosts: number;
};

/** Milliseconds from a prompt's turn to its whole answer, waits and retries included, without those out of the cache. */
export type BatchLatency = { readonly n: number; readonly p50: number | null; readonly p95: number | null; readonly max: number | null };

export type BatchTally = {
  countSkipped(): void;
  countBadLine(): void;
  count(result: BatchResult): void;
  readonly counts: BatchCounts;
  latency(): BatchLatency;
};

type Mutable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

const plus = (sum: number | null, count: number | null): number | null => (count === null ? sum : (sum ?? 0) + count);

/** Keeps count in the same memory however long the run. */
export const createBatchTally = (): BatchTally => {
  const errors: Partial<Record<ErrorKind, number>> = {};
  const counts: Mutable<BatchCounts> = {
    answered: 0, failed: 0, badLines: 0, skipped: 0, cached: 0, errors, inputTokens: null, outputTokens: null, costUsd: 0, unknownCosts: 0,
  };
  const spans = createSpanHistogram();
  const fail = (kind: ErrorKind): void => {
    counts.failed += 1;
    errors[kind] = (errors[kind] ?? 0) + 1;
  };
  return {
    counts,
    countSkipped: () => (counts.skipped += 1),
    countBadLine: () => {
      counts.badLines += 1;
      fail('usage');
    },
    count: ({ report: { answer, costUsd, isTimed = true }, error }) => {
      if (error === undefined) counts.answered += 1;
      else fail(error.kind);
      counts.inputTokens = plus(counts.inputTokens, answer.usage.inputTokens);
      counts.outputTokens = plus(counts.outputTokens, answer.usage.outputTokens);
      if (costUsd === null) counts.unknownCosts += error === undefined ? 1 : 0;
      else counts.costUsd += costUsd;
      if (answer.cachedAgeMs !== null) counts.cached += 1;
      else if (error === undefined && isTimed) spans.add(answer.timing.totalMs);
    },
    latency: () => ({ n: spans.count, p50: spans.percentile(50), p95: spans.percentile(95), max: spans.percentile(100) }),
  };
};
