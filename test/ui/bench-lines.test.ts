import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../src/core/load-progress.js';
import { paintedWidth } from '../../src/render/markdown/text-width.js';
import { toBenchLines } from '../../src/ui/bench-lines.js';

const progress: LoadProgress = {
  askedPerSecond: 10, gotPerSecond: 9.84, inFlight: 12, concurrency: null, ended: 120, total: 400, failed: 3,
  recentTtftMs: [100, 200, 400, 800], ttftP50Ms: 412, ttftP95Ms: 688, costUsd: 0.0123, hasUnknownCosts: false, leftMs: 28_000,
};

const amount = fc.double({ min: 0, max: 1e12, noNaN: true });
const whole = fc.nat();
const anyProgress: fc.Arbitrary<LoadProgress> = fc.record({
  askedPerSecond: fc.option(amount), gotPerSecond: fc.option(amount), inFlight: whole, concurrency: fc.option(whole), ended: whole,
  total: fc.option(whole), failed: whole, recentTtftMs: fc.array(amount, { maxLength: 200 }), ttftP50Ms: fc.option(amount), ttftP95Ms: fc.option(amount),
  costUsd: amount, hasUnknownCosts: fc.boolean(), leftMs: fc.option(amount),
});

describe('the lines of a load test that goes on', () => {
  it('tell rates, requests, money, time left and the first tokens', () => {
    expect(toBenchLines(progress, 80)).toEqual([
      'rate 9.8/s of 10.0/s asked   12 in flight',
      '120 of 400 done   3 failed   $0.0123   28 s left',
      'TTFT p50 412 ms   p95 688 ms',
      'TTFT  ▂▃▅█',
    ]);
  });

  it('show the slots of a closed loop, and that a price is not known', () => {
    const lines = toBenchLines({ ...progress, askedPerSecond: null, concurrency: 16, costUsd: 0, hasUnknownCosts: true, total: null, leftMs: null, recentTtftMs: [] }, 80);
    expect(lines).toEqual(['rate 9.8/s   12 of 16 in flight', '120 done   3 failed   cost not known', 'TTFT p50 412 ms   p95 688 ms']);
  });

  it('keep the latest bars where not all fit', () => {
    const recentTtftMs = [...Array.from({ length: 50 }, () => 1000), 1];
    expect(toBenchLines({ ...progress, recentTtftMs }, 20).at(-1)).toBe(`TTFT  ${'█'.repeat(13)}▁`);
  });

  it('are never wider than the window, nor more than the live part of a common one holds', () => {
    fc.assert(fc.property(anyProgress, fc.integer({ min: 1, max: 200 }), (any, width) => {
      const lines = toBenchLines(any, width);
      expect(Math.max(...lines.map(paintedWidth))).toBeLessThanOrEqual(width);
      expect(lines.length).toBeLessThanOrEqual(10);
      if (width >= 80) expect(lines.length).toBeLessThanOrEqual(6);
    }));
  });
});
