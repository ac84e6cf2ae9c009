import { describe, expect, it } from 'vitest';
import { coalescedShare } from '../../src/bench/coalesced.js';
import { takeRow } from '../../src/bench/take-row.js';
import type { BenchRow } from '../../src/bench/row.js';
import { sampleRow } from './sample-row.js';
import { createScriptedTarget, createVirtualClock, type Step } from './scripted-target.js';

const text = (afterMs: number): Step => ({ afterMs, event: { type: 'text', text: 'a' } });

const readOf = async (steps: readonly Step[]): Promise<BenchRow> => {
  const clock = createVirtualClock();
  const rows: BenchRow[] = [];
  const target = createScriptedTarget(clock, () => [...steps, { afterMs: 0, event: { type: 'end', finishReason: 'stop' } }]);
  await clock.run(takeRow({ target, index: 0, isWarmup: false, schedMs: 0, readyMs: 0 }, clock, new AbortController().signal).then((row) => void rows.push(row)));
  return rows[0]!;
};

describe('the share of coalesced reads', () => {
  it('counts events that came with an earlier one, also in the first read', async () => {
    // Three at 10, one at 20, two at 50: three reads of six events.
    const row = await readOf([text(10), text(0), text(0), text(10), text(30), text(0)]);
    expect([row.eventCount, row.readCount, row.firstReadEvents]).toEqual([6, 3, 3]);
    expect(coalescedShare([row])).toBe(0.5);
  });

  it('is nothing where each event was read alone, and unknown where there were none', async () => {
    expect(coalescedShare([await readOf([text(10), text(10)])])).toBe(0);
    expect(coalescedShare([])).toBeNull();
    const failed = sampleRow(0, { errorClass: 'server', eventCount: 5, readCount: 1 });
    expect(coalescedShare([failed, { ...failed, errorClass: null, isWarmup: true }])).toBeNull();
  });
});
