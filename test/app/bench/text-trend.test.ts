import { describe, expect, it } from 'vitest';
import { toTrend } from '../../../src/app/bench/text-trend.js';
import { sampleRow } from '../../bench/sample-row.js';

const answered = (index: number, ttftMs: number) => sampleRow(index, { firstTokenMs: index * 100 + ttftMs });

describe('the trend of a run', () => {
  it('shows the median of each slice, from 0 to the highest', () => {
    // Ten slices of five answers: 10 ms more in each.
    const rows = Array.from({ length: 50 }, (_, index) => answered(index, 10 * (1 + Math.floor(index / 5))));
    // 49 gaps of 100 ms in ten slices; 10 of 100 ms is below an eighth, 100 the whole.
    expect(toTrend(rows, 'a/b', false, 80)).toBe('trend   ▁▂▃▄▅▅▆▇██  TTFT p50 10.0ms..100ms per 490ms');
  });

  it('leaves a slice without answers empty, and what is no measurement out', () => {
    const rows = Array.from({ length: 50 }, (_, index) => answered(index < 25 ? index : index + 50, 20));
    const failed = rows.map((row) => ({ ...row, errorClass: 'server' as const, firstTokenMs: 99_999 }));
    expect(toTrend([...rows, ...failed, { ...answered(1, 9999), isWarmup: true }], 'a/b', false, 80)).toMatch(/^trend {3}█+ +█+ {2}TTFT p50 20\.0ms\.\.20\.0ms/);
  });

  it('is left out for a few answers, of another target, and in a narrow window', () => {
    const rows = Array.from({ length: 39 }, (_, index) => answered(index, 10));
    expect(toTrend(rows, 'a/b', false, 80)).toBeUndefined();
    const more = Array.from({ length: 200 }, (_, index) => answered(index, 10));
    expect([toTrend(more, 'c/d', false, 80), toTrend(more, 'a/b', false, 50), toTrend(Array.from({ length: 50 }, () => answered(3, 10)), 'a/b', false, 80)]).toEqual([undefined, undefined, undefined]);
  });
});
