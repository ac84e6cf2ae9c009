import type { BenchRow } from './row.js';

/** The figures of one request, in the definitions of `definitionsVersion`; null is "cannot be told", never 0. */
export type RowMetrics = {
  /** First token after the request began. */
  readonly ttft: number | null;
  /** First token after the request was due. */
  readonly ttft_sched: number | null;
  /** First token that is not reasoning, after the request began. */
  readonly ttfo: number | null;
  /** Mean time of a token after those of the first read. */
  readonly tpot: number | null;
  /** Last token after the request began; the closing usage event has no part in it. */
  readonly e2e: number | null;
  readonly e2e_sched: number | null;
};

export type MetricName = keyof RowMetrics;

export const metricNames: readonly MetricName[] = ['ttft', 'ttft_sched', 'ttfo', 'tpot', 'e2e', 'e2e_sched'];

/** Names the definitions below; a change of any of them changes it. */
export const definitionsVersion = 1;

/** Characters a token, where a provider reports no usage. */
const charactersPerToken = 4;

const difference = (to: number | null, from: number): number | null => (to === null ? null : to - from);

/** Hidden reasoning is inside the usage but was never streamed. */
const hiddenTokens = ({ usage, hasStreamedReasoning }: BenchRow): number => (hasStreamedReasoning ? 0 : usage.reasoningTokens ?? 0);

/** Generated tokens that were streamed: as the provider counts them, else a quarter of the characters. */
export const visibleTokens = (row: BenchRow): number =>
  row.usage.outputTokens === null ? row.characters / charactersPerToken : Math.max(0, row.usage.outputTokens - hiddenTokens(row));

/**
 * Tokens that came in the first read. With an event for every token its events are its tokens; otherwise they are
 * told by its share of the characters.
 */
export const firstReadTokens = (row: BenchRow): number => {
  const tokens = visibleTokens(row);
  if (row.eventCount >= tokens) return row.firstReadEvents;
  return Math.max(1, Math.round(tokens * row.firstReadCharacters / Math.max(1, row.characters)));
};

/** (last token - first token) / (tokens - those of the first read). */
const timePerToken = (row: BenchRow): number | null => {
  const { firstTokenMs, lastTokenMs } = row;
  const tokens = visibleTokens(row) - firstReadTokens(row);
  if (firstTokenMs === null || lastTokenMs === null || lastTokenMs === firstTokenMs || tokens <= 0) return null;
  return (lastTokenMs - firstTokenMs) / tokens;
};

/** All figures of a request. They mean something only where it succeeded. */
export const metricsOf = (row: BenchRow): RowMetrics => ({
  ttft: difference(row.firstTokenMs, row.startMs),
  ttft_sched: difference(row.firstTokenMs, row.schedMs),
  ttfo: difference(row.firstAnswerMs, row.startMs),
  tpot: timePerToken(row),
  e2e: difference(row.lastTokenMs, row.startMs),
  e2e_sched: difference(row.lastTokenMs, row.schedMs),
});
