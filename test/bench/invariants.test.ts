import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsOf } from '../../src/bench/metrics.js';
import type { BenchRow } from '../../src/bench/row.js';
import { summarise } from '../../src/bench/summary.js';
import { takeRow } from '../../src/bench/take-row.js';
import { UadaError } from '../../src/core/errors.js';
import { createScriptedTarget, createVirtualClock, type Step } from './scripted-target.js';

const delta = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2000 })),
  type: fc.constantFrom('text', 'reasoning'),
  // Empty deltas, whole words and several tokens at once.
  text: fc.constantFrom('', 'a', ' tok', ' four tokens at once', '日本'),
}).map(({ afterMs, type, text }): Step => ({ afterMs, event: { type, text } }));

const count = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null });

const answer = fc.record({ deltas: fc.array(delta, { maxLength: 40 }), outputTokens: count, reasoningTokens: count, closeMs: fc.integer({ min: 0, max: 500 }), isBroken: fc.boolean() });

type Answer = typeof answer extends fc.Arbitrary<infer Value> ? Value : never;

const rowOf = async ({ deltas, outputTokens, reasoningTokens, closeMs, isBroken }: Answer, index: number): Promise<BenchRow> => {
  const clock = createVirtualClock();
  const end: Step = { afterMs: closeMs, event: { type: 'end', finishReason: 'stop', usage: { inputTokens: 10, outputTokens, reasoningTokens, cachedInputTokens: null } } };
  const target = createScriptedTarget(clock, () => (isBroken ? deltas : [...deltas, end]), isBroken ? new UadaError('network', 'Broke.') : undefined);
  const rows: BenchRow[] = [];
  await clock.run(takeRow({ target, index, isWarmup: false, schedMs: -50, readyMs: -10 }, clock, new AbortController().signal).then((row) => void rows.push(row)));
  return rows[0]!;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('whatever a server sends', () => {
  it('no figure of a request is negative, and they are in their order', async () => {
    await fc.assert(fc.asyncProperty(answer, async (given) => {
      const row = await rowOf(given, 0);
      const metrics = metricsOf(row);
      for (const value of [...Object.values(metrics), ...row.gapsMs]) expect(value ?? 0).toBeGreaterThanOrEqual(0);
      if (row.firstTokenMs === null) {
        expect(metrics).toEqual({ ttft: null, ttft_sched: null, ttfo: null, tpot: null, e2e: null, e2e_sched: null });
        return;
      }
      expect(metrics.ttft).toBeLessThanOrEqual(metrics.ttfo ?? Infinity);
      expect(metrics.ttft).toBeLessThanOrEqual(metrics.e2e!);
      expect(metrics.ttft).toBeLessThanOrEqual(metrics.ttft_sched!);
      // What lies between the first and the last token is exactly the gaps.
      expect(sum(row.gapsMs)).toBeCloseTo(metrics.e2e! - metrics.ttft!, 6);
      expect(row.endMs).toBeGreaterThanOrEqual(row.lastTokenMs!);
      expect(row.readCount).toBe(row.gapsMs.length + 1);
      expect(row.firstReadEvents).toBeLessThanOrEqual(row.eventCount);
      expect(row.firstReadCharacters).toBeLessThanOrEqual(row.characters);
    }), { numRuns: 200 });
  });

  it('the figures of a run agree with one another', async () => {
    await fc.assert(fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
      const rows = await Promise.all(answers.map(rowOf));
      const summary = summarise('openai/m', rows);
      expect(summary.ok + summary.failed + summary.cancelled).toBe(summary.sent);
      expect(sum(Object.values(summary.errors))).toBe(summary.failed);
      for (const statistics of [...Object.values(summary.metrics), summary.chunkGap, summary.close, summary.lag, summary.queued]) {
        const { n, min, mean, max, percentiles } = statistics;
        if (n === 0) continue;
        expect(min).toBeGreaterThanOrEqual(0);
        expect(mean! - min!).toBeGreaterThanOrEqual(-1e-6);
        expect(max! - mean!).toBeGreaterThanOrEqual(-1e-6);
        const known = Object.values(percentiles).filter((value) => value !== null);
        expect(known).toEqual([...known].sort((left, right) => left - right));
        // A histogram may be a thousandth off.
        for (const value of known) expect([value >= min! * 0.998, value <= max! * 1.002]).toEqual([true, true]);
      }
      for (const value of [summary.rps, summary.totalTokensPerSecond, summary.speedTokensPerSecond, summary.elapsedMs]) expect(value ?? 0).toBeGreaterThanOrEqual(0);
    }), { numRuns: 100 });
  });
});
