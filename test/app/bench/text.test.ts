import { describe, expect, it } from 'vitest';
import type { BenchOutcome } from '../../../src/app/bench/bench.js';
import type { TextStyle } from '../../../src/app/bench/format.js';
import { toStepsText } from '../../../src/app/bench/steps-text.js';
import { toGateLine, toSloLine } from '../../../src/app/bench/text-bounds.js';
import { toBenchText } from '../../../src/app/bench/text.js';
import { createGapStore } from '../../../src/bench/gap-store.js';
import { readSlo } from '../../../src/bench/condition.js';
import { readGate } from '../../../src/bench/gate.js';
import { summarise } from '../../../src/bench/summary.js';
import { sampleRow } from '../../bench/sample-row.js';

const plain = (text: string): string => text;

const styleOf = (columns: number): TextStyle => ({ columns, dim: plain, strong: plain, clean: plain });

const outcomeOf = (count: number): BenchOutcome => {
  const rows = Array.from({ length: count }, (_, index) => sampleRow(index, index < 40 ? { firstTokenMs: index * 100 + 12_345.6, gapsMs: [123.4] } : { errorClass: 'cancelled' }));
  const gaps = createGapStore();
  const kept = rows.map((row) => gaps.take(row));
  return {
    plan: { load: { kind: 'open', ratePerSecond: 10, arrival: { kind: 'poisson' }, maxInflight: 9 }, requestCount: 42, durationMs: undefined, warmupCount: 0, seed: 1 },
    startedAt: 0, startedMonotonicMs: 0, rows: kept, gaps, stoppedBy: undefined,
    targets: [{ summary: summarise('a/b', kept, undefined, gaps.of('a/b')), judgement: { verdict: 'valid', reason: '' }, costUsd: null }],
    client: { watchedMs: 1, workers: 1, loopDelayP50Ms: 0, loopDelayP99Ms: 0, loopDelayMaxMs: 0, cpuShare: 0, starvedShare: 0, contendedShare: 0, stolenShare: 0 },
  };
};

const textOf = (columns: number, count = 42): string =>
  toBenchText({ outcome: outcomeOf(count), slos: [], comparisons: [], changes: [], gates: [] }, styleOf(columns));

describe('the report of a run', () => {
  it.each([120, 80, 60, 40])('keeps within a window of %d columns', (columns) => {
    expect(Math.max(...textOf(columns).split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('has no figures where nothing was measured', () => {
    expect(textOf(80, 0)).toBe('a/b   n 0 ok 0   rate 10.0/s asked   n/a due n/a sent   0.0 s   valid\nThe run ended before its first measured request.\n');
  });

  it('says what the host took of the processors, where that is enough to matter', () => {
    const withStolen = (stolenShare: number | null): string => {
      const outcome = outcomeOf(42);
      return toBenchText({ outcome: { ...outcome, client: { ...outcome.client, stolenShare } }, slos: [], comparisons: [], changes: [], gates: [] }, styleOf(80));
    };
    expect(withStolen(0.084)).toContain('\nnote: the host took 8 % of the processors; some latency may be its doing\n');
    for (const share of [null, 0, 0.019]) expect(withStolen(share)).not.toContain('the host');
  });

  it('says what was cancelled', () => {
    expect(textOf(80)).toMatch(/^a\/b {3}n 42 ok 40 cancelled 2 {3}rate /);
  });
});

describe('the lines of a series', () => {
  it.each([[120, 8], [80, 6], [60, 4], [40, 2]])('keep within a window of %d columns, with the %d most telling figures', (columns, count) => {
    const [head = '', ...lines] = toStepsText(outcomeOf(42).targets, undefined, styleOf(columns)).trimEnd().split('\n');
    expect(Math.max(head.length, ...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(head.match(/ok|failed|req\/s|\S+ p50|(?:E2E )?p95|tok\/s/g)).toHaveLength(count);
  });
});

describe('the line of a bound', () => {
  it.each([['ttft.p95<=500ms', 1234.56, '1.23s'], ['errors<1%', 0.0123, '1.2%'], ['rps>=10', 9.876, '9.9/s'], ['speed>=50', 49.6, '50 tok/s']])('of %s has its figure with a unit', (text, value, shown) => {
    expect(toSloLine({ target: 'a/b', condition: readSlo(text), value, isKept: false })).toBe(`slo     ${text}: missed (${shown})`);
  });

  it('of a change has both figures', () => {
    const change = { before: 21.75, after: 400.4, difference: 378.65, ci95: [300, 400] } as const;
    expect(toGateLine({ target: 'a/b', gate: readGate('ttft.p50>+10%'), change, isFailed: true })).toBe('gate    ttft.p50>+10%: failed (21.8ms to 400ms)');
  });
});
