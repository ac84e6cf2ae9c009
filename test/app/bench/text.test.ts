import { describe, expect, it } from 'vitest';
import type { BenchOutcome } from '../../../src/app/bench/bench.js';
import { toBenchText } from '../../../src/app/bench/text.js';
import { createGapStore } from '../../../src/bench/gap-store.js';
import { summarise } from '../../../src/bench/summary.js';
import { sampleRow } from '../../bench/sample-row.js';

const plain = (text: string): string => text;

const textOf = (columns: number, count = 42): string => {
  const rows = Array.from({ length: count }, (_, index) => sampleRow(index, index < 40 ? { firstTokenMs: index * 100 + 12_345.6, gapsMs: [123.4] } : { errorClass: 'cancelled' }));
  const gaps = createGapStore();
  const kept = rows.map((row) => gaps.take(row));
  const outcome = {
    plan: { load: { kind: 'open', ratePerSecond: 10, arrival: { kind: 'poisson' }, maxInflight: 9 }, requestCount: 42, durationMs: undefined, warmupCount: 0, seed: 1 },
    startedAt: 0, startedMonotonicMs: 0, rows: kept, gaps, stoppedBy: undefined,
    targets: [{ summary: summarise('a/b', kept, undefined, gaps.of('a/b')), judgement: { verdict: 'valid', reason: '' }, costUsd: null }],
    client: { watchedMs: 1, workers: 1, loopDelayP50Ms: 0, loopDelayP99Ms: 0, loopDelayMaxMs: 0, cpuShare: 0, starvedShare: 0, contendedShare: 0 },
  } satisfies BenchOutcome;
  return toBenchText({ outcome, slos: [], comparisons: [], changes: [], gates: [] }, { columns, dim: plain, strong: plain, clean: plain });
};

describe('the report of a run', () => {
  it.each([120, 80, 60, 40])('keeps within a window of %d columns', (columns) => {
    expect(Math.max(...textOf(columns).split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('has no figures where nothing was measured', () => {
    expect(textOf(80, 0)).toBe('a/b   n 0 ok 0   rate n/a due n/a sent   0.0 s   valid\nThe run ended before its first measured request.\n');
  });

  it('says what was cancelled', () => {
    expect(textOf(80)).toMatch(/^a\/b {3}n 42 ok 40 cancelled 2 {3}rate /);
  });
});
