import { describe, expect, it } from 'vitest';
import { attack } from '../../src/bench/attack.js';
import { metricsOf } from '../../src/bench/metrics.js';
import type { BenchPlan } from '../../src/bench/plan.js';
import type { BenchRow } from '../../src/bench/row.js';
import { UadaError } from '../../src/core/errors.js';
import { createScriptedTarget, createVirtualClock, type Step } from './scripted-target.js';

const answer = (ms: number): readonly Step[] => [
  { afterMs: ms, event: { type: 'text', text: 'a' } }, { afterMs: 0, event: { type: 'end', finishReason: 'stop' } },
];
const planOf = (plan: Partial<BenchPlan>): BenchPlan =>
  ({ load: { kind: 'closed', concurrency: 1 }, requestCount: 4, durationMs: undefined, warmupCount: 0, seed: 1, ...plan });
const constant = (ratePerSecond: number, maxInflight: number): BenchPlan['load'] => ({ kind: 'open', ratePerSecond, arrival: { kind: 'constant' }, maxInflight });

const run = async (plan: BenchPlan, ms: number, options: { error?: UadaError; names?: readonly string[]; stopAfter?: number } = {}): Promise<readonly BenchRow[]> => {
  const clock = createVirtualClock();
  const rows: BenchRow[] = [];
  const stop = new AbortController();
  const targets = (options.names ?? ['openai/m']).map((name) => createScriptedTarget(clock, () => answer(ms), options.error, name));
  const onRow = (row: BenchRow): void => {
    rows.push(row);
    if (rows.length === options.stopAfter) stop.abort();
  };
  await clock.run(attack({ plan, targets, clock, signal: stop.signal, onRow }));
  return rows;
};

describe('a closed loop', () => {
  it('sends the next request when one before it has ended', async () => {
    const rows = await run(planOf({ load: { kind: 'closed', concurrency: 2 } }), 100);
    expect(rows.map(({ startMs }) => startMs)).toEqual([0, 0, 100, 100]);
  });

  it('ends with the duration, and what is in flight is answered', async () => {
    const rows = await run(planOf({ requestCount: undefined, durationMs: 250 }), 100);
    expect(rows.map(({ endMs }) => endMs)).toEqual([100, 200, 300]);
  });
});

describe('an open loop', () => {
  it('sends on its schedule however slow the answers are', async () => {
    const rows = await run(planOf({ load: constant(10, 1024) }), 5000);
    expect(rows.map(({ schedMs }) => schedMs)).toEqual([0, 100, 200, 300]);
    rows.forEach(({ startMs, schedMs }) => expect(startMs - schedMs).toBeLessThan(0.5));
  });

  it('with one request in flight lets the others wait, drops none and counts their waiting', async () => {
    const rows = await run(planOf({ load: constant(10, 1) }), 510);
    // Due every 100 ms, served every 510 ms: the k-th (from 0) ends at 510 (k + 1), which is 510 + 410 k after it was due.
    expect(rows.map((row) => Math.round(metricsOf(row).e2e_sched ?? 0))).toEqual([510, 920, 1330, 1740]);
    expect(rows.map((row) => Math.round(metricsOf(row).e2e ?? 0))).toEqual([510, 510, 510, 510]);
  });

  it('asks several targets on the same arrivals in alternating order', async () => {
    const rows = await run(planOf({ load: constant(10, 1024), requestCount: 3 }), 10, { names: ['a/x', 'b/y'] });
    expect(rows.map(({ target, index }) => `${target} ${index}`)).toEqual(['a/x 0', 'b/y 0', 'b/y 1', 'a/x 1', 'a/x 2', 'b/y 2']);
  });

  it('stopped half-way sends nothing more and cancels what is in flight', async () => {
    const rows = await run(planOf({ load: constant(10, 1024), requestCount: 100 }), 250, { stopAfter: 1 });
    expect(rows.map(({ errorClass }) => errorClass)).toEqual([null, 'cancelled', 'cancelled']);
  });
});

describe('a ramp', () => {
  it('lets one slot after the other join, and measures from its end', async () => {
    const rows = await run(planOf({ load: { kind: 'closed', concurrency: 2 }, rampMs: 400, requestCount: 3 }), 100);
    // The second slot joins in the middle; the k-th of the ramp has the number -k.
    expect(rows.filter(({ isWarmup }) => isWarmup).map(({ index, startMs }) => [index, Math.round(startMs)])).toEqual([[-1, 0], [-2, 100], [-3, 200], [-4, 200], [-5, 300], [-6, 300]]);
    expect(rows.filter(({ isWarmup }) => !isWarmup).map(({ index, startMs }) => [index, Math.round(startMs)])).toEqual([[0, 400], [1, 400], [2, 500]]);
  });

  it('brings arrivals closer together, up to the rate', async () => {
    const rows = await run(planOf({ load: constant(10, 1024), rampMs: 1000, requestCount: 2 }), 10);
    // The k-th of a rate that grows to 10/s in 1 s: sqrt(2 * 1000 * k * 100) ms.
    expect(rows.filter(({ isWarmup }) => isWarmup).map(({ schedMs }) => Math.round(schedMs))).toEqual([447, 632, 775, 894]);
    expect(rows.filter(({ isWarmup }) => !isWarmup).map(({ schedMs }) => schedMs)).toEqual([1000, 1100]);
  });
});

describe('any run', () => {
  it('keeps warm-up apart, with prompts of its own', async () => {
    const rows = await run(planOf({ warmupCount: 2, requestCount: 2 }), 10);
    expect(rows.map(({ index, isWarmup }) => [index, isWarmup])).toEqual([[-1, true], [-2, true], [0, false], [1, false]]);
  });

  it('takes a failed request for data', async () => {
    const rows = await run(planOf({ requestCount: 2 }), 10, { error: new UadaError('provider', 'Broken.', { status: 500 }) });
    expect(rows.map(({ errorClass, error }) => [errorClass, error?.status])).toEqual([['in-band', 500], ['in-band', 500]]);
  });
});
