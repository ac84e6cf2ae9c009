import { coalescedShare } from './coalesced.js';
import type { GoodCondition } from './condition.js';
import { isKept } from './condition.js';
import type { ErrorClass } from './error-class.js';
import type { Histogram } from './histogram.js';
import { createGapStore } from './gap-store.js';
import type { MetricName, RowMetrics } from './metrics.js';
import { metricNames, metricsOf, visibleTokens } from './metrics.js';
import type { BenchRow } from './row.js';
import type { CacheSplit } from './row-groups.js';
import { failedLatency, hasHiddenReasoning, splitByCache } from './row-groups.js';
import type { Statistics } from './statistics.js';
import { statisticsOf } from './statistics.js';

export type ConnectSummary = { readonly newCount: number; readonly reusedCount: number; readonly dns: Statistics; readonly tcp: Statistics; readonly tls: Statistics };

/** Tokens as providers reported them; null where none did. */
export type TokenTotals = { readonly input: number | null; readonly output: number | null; readonly cachedInput: number | null };

/** One target's measurement. Percentiles are of successes alone; failures are in every denominator. */
export type TargetSummary = {
  readonly target: string;
  readonly sent: number;
  readonly ok: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly errors: Readonly<Partial<Record<ErrorClass, number>>>;
  readonly metrics: Readonly<Record<MetricName, Statistics>>;
  readonly chunkGap: Statistics;
  /** From the beginning of failed requests to their failure. */
  readonly failedLatency: Statistics;
  /** Null where no provider cached a prompt. */
  readonly cacheSplit: CacheSplit | null;
  /** Answers before whose first token the model thought without showing it. */
  readonly hiddenReasoning: number;
  /** Gaps longer than four medians and than 250 ms. */
  readonly stalls: number;
  /** Streamed tokens an event. */
  readonly tokensPerEvent: number | null;
  /** Share of the events with text that shared a read with an earlier one. */
  readonly coalesced: number | null;
  /** From the beginning of the last token to the end of the answer. */
  readonly close: Statistics;
  readonly connect: ConnectSummary;
  /** First arrival to last end. */
  readonly elapsedMs: number;
  /** Median of 1000 / time per token. */
  readonly speedTokensPerSecond: number | null;
  /** Tokens of successes over the whole time. */
  readonly totalTokensPerSecond: number | null;
  /** Successes a second. */
  readonly rps: number | null;
  readonly goodput: { readonly rps: number | null; readonly share: number | null } | null;
  /** Requests a second that were due, and that were sent. */
  readonly askedRate: number | null;
  readonly achievedRate: number | null;
  /** From the moment a request could be sent to the moment its sending began. */
  readonly lag: Statistics;
  /** From the moment a request was due to the moment the cap on requests in flight let it go. */
  readonly queued: Statistics;
  readonly tokens: TokenTotals;
};

const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.some((count) => count !== null) ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null;

const perSecond = (count: number, elapsedMs: number): number | null => (elapsedMs > 0 ? count * 1000 / elapsedMs : null);

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';

const countErrors = (rows: readonly BenchRow[]): Partial<Record<ErrorClass, number>> => {
  const counts: Partial<Record<ErrorClass, number>> = {};
  for (const { errorClass } of rows) {
    if (errorClass !== null && errorClass !== 'cancelled') counts[errorClass] = (counts[errorClass] ?? 0) + 1;
  }
  return counts;
};

/** Rates come from the first and the last moment: n moments bound n - 1 gaps. */
const rateOf = (momentsMs: readonly number[]): number | null => {
  const sorted = Float64Array.from(momentsMs).sort();
  return sorted.length < 2 ? null : perSecond(sorted.length - 1, (sorted.at(-1) ?? 0) - (sorted[0] ?? 0));
};

const connectOf = (rows: readonly BenchRow[]): ConnectSummary => {
  const seen = rows.flatMap(({ connect }) => (connect === null ? [] : [connect]));
  const fresh = seen.filter(({ isReused }) => !isReused);
  const times = (name: 'dnsMs' | 'tcpMs' | 'tlsMs'): Statistics => statisticsOf(fresh.map((connect) => connect[name]).filter(isNumber));
  return { newCount: fresh.length, reusedCount: seen.length - fresh.length, dns: times('dnsMs'), tcp: times('tcpMs'), tls: times('tlsMs') };
};

const isGood = (metrics: RowMetrics, conditions: readonly GoodCondition[]): boolean =>
  conditions.every((condition) => {
    const value = metrics[condition.metric];
    return value !== null && isKept(condition, value);
  });

const elapsedOf = (rows: readonly BenchRow[]): number => {
  let first = Infinity;
  let last = -Infinity;
  for (const { schedMs, endMs } of rows) {
    first = Math.min(first, schedMs);
    last = Math.max(last, endMs);
  }
  return rows.length === 0 ? 0 : last - first;
};

const tokensOf = (rows: readonly BenchRow[]): TokenTotals => ({
  input: sumOf(rows.map(({ usage }) => usage.inputTokens)),
  output: sumOf(rows.map(({ usage }) => usage.outputTokens)),
  cachedInput: sumOf(rows.map(({ usage }) => usage.cachedInputTokens)),
});

const closeOf = (rows: readonly BenchRow[]): Statistics =>
  statisticsOf(rows.map(({ endMs, lastTokenMs }) => (lastTokenMs === null ? null : endMs - lastTokenMs)).filter(isNumber));

const gapsOf = (target: string, rows: readonly BenchRow[]): Histogram => {
  const store = createGapStore();
  for (const row of rows) store.take(row);
  return store.of(target);
};

const shortestStallMs = 250;

const countStalls = (gaps: Histogram, { percentiles: { p50 } }: Statistics): number => gaps.countAbove(Math.max(shortestStallMs, 4 * (p50 ?? 0)));

/** Summarises the measured rows of one target; warm-up rows among them are left out. `gaps` are those of rows that no longer have theirs. */
export const summarise = (target: string, allRows: readonly BenchRow[], goodput?: readonly GoodCondition[], gaps?: Histogram): TargetSummary => {
  const rows = allRows.filter((row) => !row.isWarmup && row.target === target);
  const counted = rows.filter(({ errorClass }) => errorClass !== 'cancelled');
  const good = rows.filter(({ errorClass }) => errorClass === null);
  const metrics = good.map(metricsOf);
  const elapsedMs = elapsedOf(rows);
  const streamed = good.reduce((sum, row) => sum + visibleTokens(row), 0);
  const eventCount = good.reduce((sum, row) => sum + row.eventCount, 0);
  const statistics = Object.fromEntries(metricNames.map((name) => [name, statisticsOf(metrics.map((row) => row[name]).filter(isNumber))]));
  const goodCount = goodput === undefined ? 0 : metrics.filter((row) => isGood(row, goodput)).length;
  const allGaps = gaps ?? gapsOf(target, rows);
  const chunkGap = allGaps.statistics();
  const medianTpot = statistics['tpot']?.percentiles.p50 ?? null;
  return {
    target, sent: rows.length, ok: good.length, failed: counted.length - good.length, cancelled: rows.length - counted.length,
    errors: countErrors(rows),
    metrics: statistics as Record<MetricName, Statistics>,
    failedLatency: failedLatency(rows), cacheSplit: splitByCache(good), hiddenReasoning: good.filter(hasHiddenReasoning).length,
    chunkGap, stalls: countStalls(allGaps, chunkGap),
    coalesced: coalescedShare(good),
    tokensPerEvent: eventCount === 0 ? null : streamed / eventCount,
    close: closeOf(good), connect: connectOf(rows), elapsedMs,
    speedTokensPerSecond: medianTpot === null ? null : 1000 / medianTpot,
    totalTokensPerSecond: perSecond(streamed, elapsedMs),
    rps: perSecond(good.length, elapsedMs),
    goodput: goodput === undefined ? null : { rps: perSecond(goodCount, elapsedMs), share: counted.length === 0 ? null : goodCount / counted.length },
    askedRate: rateOf(rows.map(({ schedMs }) => schedMs)), achievedRate: rateOf(rows.map(({ startMs }) => startMs)),
    lag: statisticsOf(rows.map(({ startMs, readyMs }) => startMs - readyMs)),
    queued: statisticsOf(rows.map(({ readyMs, schedMs }) => readyMs - schedMs)),
    tokens: tokensOf(good),
  };
};
