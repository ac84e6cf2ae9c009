import { describe, expect, it } from 'vitest';
import type { BenchPlan } from '../../src/bench/plan.js';
import type { BenchRow } from '../../src/bench/row.js';
import { summarise } from '../../src/bench/summary.js';
import { judge, type ClientHealth } from '../../src/bench/verdict.js';

const health: ClientHealth = { watchedMs: 60_000, loopDelayP50Ms: 0.2, loopDelayP99Ms: 2, loopDelayMaxMs: 5, cpuShare: 0.3 };
const closed: BenchPlan['load'] = { kind: 'closed', concurrency: 4 };
const open: BenchPlan['load'] = { kind: 'open', ratePerSecond: 10, arrival: { kind: 'constant' }, maxInflight: 1 };

const row = (index: number, extra: Partial<BenchRow> = {}): BenchRow => ({
  target: 'a/b', index, isWarmup: false, schedMs: index * 100, readyMs: index * 100, startMs: index * 100, sentMs: null,
  firstTokenMs: index * 100 + 50, firstAnswerMs: index * 100 + 50, lastTokenMs: index * 100 + 90, endMs: index * 100 + 95,
  gapsMs: [40], eventCount: 2, firstReadEvents: 1, characters: 8, firstReadCharacters: 4, hasStreamedReasoning: false,
  usage: { inputTokens: 10, outputTokens: 2, reasoningTokens: 0, cachedInputTokens: 0 }, connect: null, staleCount: 0, errorClass: null, error: null, ...extra,
});
const rows = (count: number, extra: (index: number) => Partial<BenchRow> = () => ({})): readonly BenchRow[] =>
  Array.from({ length: count }, (_, index) => row(index, extra(index)));
const verdictOf = (given: readonly BenchRow[], load: BenchPlan['load'] = closed, client = health) => judge(summarise('a/b', given), load, client).verdict;

describe('the verdict', () => {
  it.each([
    ['a calm run', rows(100), closed, health, 'valid'],
    ['nineteen answers', rows(19), closed, health, 'too-few-samples'],
    ['requests that leave 15 ms late', rows(100, (index) => ({ startMs: index * 100 + 15 })), closed, health, 'client-limited'],
    ['an event loop that is late', rows(100), closed, { ...health, loopDelayP99Ms: 25 }, 'client-limited'],
    ['a full processor', rows(100), closed, { ...health, cpuShare: 0.99 }, 'client-limited'],
    ['a full processor for a moment', rows(100), closed, { ...health, cpuShare: 0.99, watchedMs: 300 }, 'valid'],
    // The k-th request waits 10 k ms for the cap: 99 gaps in 110 ms each instead of 100.
    ['a cap that slows the schedule', rows(100, (index) => ({ readyMs: index * 110, startMs: index * 110 })), open, health, 'rate-missed'],
    ['a schedule that is kept', rows(100), open, health, 'valid'],
    ['2 % of the prompt out of a cache', rows(100, () => ({ usage: { inputTokens: 100, outputTokens: 2, reasoningTokens: 0, cachedInputTokens: 2 } })), closed, health, 'cache-affected'],
  ] as const)('on %s', (_, given, load, client, verdict) => {
    expect(verdictOf(given, load, client)).toBe(verdict);
  });
});

describe('the summary', () => {
  it('leaves warm-up and failures out of the percentiles, and failures in the rates', () => {
    const summary = summarise('a/b', [
      row(-1, { isWarmup: true, firstTokenMs: 5000 }), ...rows(8), row(8, { errorClass: 'server' }), row(9, { errorClass: 'cancelled' }),
    ], [{ text: 'ttft<60ms', sign: '<', limit: 60, metric: 'ttft' }]);
    expect(summary).toMatchObject({ sent: 10, ok: 8, failed: 1, cancelled: 1, errors: { server: 1 } });
    expect(summary.metrics.ttft).toMatchObject({ n: 8, min: 50, max: 50 });
    expect(summary.goodput?.share).toBeCloseTo(8 / 9, 10);
    // Due at 0, last end at 995: 8 answers, of 2 tokens each.
    expect(summary.rps).toBeCloseTo(8 / 0.995, 10);
    expect(summary.totalTokensPerSecond).toBeCloseTo(16 / 0.995, 10);
    // (90 - 50) / (2 - 1) = 40 ms a token
    expect(summary.speedTokensPerSecond).toBe(25);
  });
});
