import { describe, expect, it } from 'vitest';
import type { BenchPlan } from '../../src/bench/plan.js';
import type { BenchRow } from '../../src/bench/row.js';
import { summarise } from '../../src/bench/summary.js';
import type { ClientHealth } from '../../src/bench/client-health.js';
import { judge } from '../../src/bench/verdict.js';
import { sampleRow } from './sample-row.js';

const health: ClientHealth = { watchedMs: 60_000, workers: 1, loopDelayP50Ms: 0.2, loopDelayP99Ms: 2, loopDelayMaxMs: 5, cpuShare: 0.3, starvedShare: 0.01, contendedShare: 0.1, stolenShare: 0 };
const closed: BenchPlan['load'] = { kind: 'closed', concurrency: 4 };
const open: BenchPlan['load'] = { kind: 'open', ratePerSecond: 10, arrival: { kind: 'constant' }, maxInflight: 1 };

const rows = (count: number, extra: (index: number) => Partial<BenchRow> = () => ({})): readonly BenchRow[] =>
  Array.from({ length: count }, (_, index) => sampleRow(index, extra(index)));
const verdictOf = (given: readonly BenchRow[], load: BenchPlan['load'] = closed, client = health) => judge(summarise('a/b', given), load, client).verdict;

describe('the verdict [B5]', () => {
  it.each([
    ['a calm run', rows(100), closed, health, 'valid'],
    ['nineteen answers', rows(19), closed, health, 'too-few-samples'],
    ['requests that leave 15 ms late', rows(100, (index) => ({ startMs: index * 100 + 15 })), closed, health, 'client-limited'],
    ['an event loop that is late', rows(100), closed, { ...health, loopDelayP99Ms: 25 }, 'client-limited'],
    ['the same lag beside a slow model', rows(100, (index) => ({ startMs: index * 100 + 15, firstTokenMs: index * 100 + 1015 })), closed, health, 'valid'],
    ['a processor that others use', rows(100), closed, { ...health, starvedShare: 0.08, contendedShare: 0.45 }, 'client-limited'],
    ['a processor that others use a little', rows(100), closed, { ...health, starvedShare: 0.08, contendedShare: 0.2 }, 'valid'],
    ['a processor that others use while it is hardly wanted', rows(100), closed, { ...health, starvedShare: 0.01, contendedShare: 0.5 }, 'valid'],
    ['a processor that others use for a moment', rows(100), closed, { ...health, starvedShare: 0.2, contendedShare: 0.5, watchedMs: 300 }, 'valid'],
    ['a system that tells nothing of the processor', rows(100), closed, { ...health, starvedShare: null, contendedShare: null }, 'valid'],
    // A pacer that polls its clock uses a whole processor and is well.
    ['a full processor', rows(100), closed, { ...health, cpuShare: 1 }, 'valid'],
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
      sampleRow(-1, { isWarmup: true, firstTokenMs: 5000 }), ...rows(8), sampleRow(8, { errorClass: 'server' }), sampleRow(9, { errorClass: 'cancelled' }),
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
