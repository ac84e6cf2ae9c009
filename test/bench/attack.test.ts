import { describe, expect, it } from 'vitest';
import { attack } from '../../src/bench/attack.js';
import type { Gate } from '../../src/bench/inflight-gate.js';
import { createGate } from '../../src/bench/inflight-gate.js';
import { wholeLoad } from '../../src/bench/load-part.js';
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

describe('a load in several parts', () => {
  const numbersOf = (rows: readonly BenchRow[]): readonly number[] => rows.map(({ index }) => index);

  const runParts = async (plan: BenchPlan, ms: number, count: number): Promise<readonly (readonly BenchRow[])[]> => {
    const clock = createVirtualClock();
    const whole = wholeLoad(clock);
    let warm = 0;
    let beginAll: (atMs: number) => void = () => undefined;
    const begun = new Promise<number>((resolve) => (beginAll = resolve));
    const begin = (): Promise<number> => {
      warm += 1;
      if (warm === count) beginAll(clock.monotonicMs());
      return begun;
    };
    let gate: Gate | undefined;
    const openGate = (_target: number, limit: number): Gate => (gate ??= createGate(limit));
    const parts = Array.from({ length: count }, (_, index) => ({ rows: [] as BenchRow[], part: { ...whole, begin, openGate, index, count } }));
    await clock.run(Promise.all(parts.map(({ rows, part }) => attack({
      plan, part, clock, signal: new AbortController().signal, targets: [createScriptedTarget(clock, () => answer(ms))], onRow: (row) => rows.push(row),
    }))).then(() => undefined));
    return parts.map(({ rows }) => rows);
  };
  const byIndex = (rows: readonly BenchRow[]): readonly BenchRow[] => [...rows].sort((one, other) => one.index - other.index);

  it.each([1, 2, 3, 7])('keeps the schedule of an open loop when %i make it', async (count) => {
    const plan = planOf({ load: { kind: 'open', ratePerSecond: 50, arrival: { kind: 'gamma', shape: 0.5 }, maxInflight: 1024 }, requestCount: 40, rampMs: 400, warmupCount: 5 });
    const whole = byIndex(await run(plan, 10));
    const union = byIndex((await runParts(plan, 10, count)).flat());
    // Warm-up requests are as many, and the arrivals of the ramp and behind it come when they came.
    expect(numbersOf(union.filter(({ index }) => index >= 0))).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(new Set(numbersOf(union)).size).toBe(whole.length);
    const dueTimes = (rows: readonly BenchRow[]) => rows.filter(({ index }) => index >= 0).map(({ schedMs }) => Math.round((schedMs - (rows.find(({ index }) => index === 0)?.schedMs ?? 0)) * 1000));
    expect(dueTimes(union)).toEqual(dueTimes(whole));
  });

  it.each([[5, 2], [4, 3], [2, 4]])('keeps %i requests of a closed loop in flight when %i make it', async (concurrency, count) => {
    const parts = await runParts(planOf({ load: { kind: 'closed', concurrency }, requestCount: 23 }), 100, count);
    const rows = parts.flat();
    expect(numbersOf(byIndex(rows))).toEqual(Array.from({ length: 23 }, (_, index) => index));
    expect(rows.filter(({ startMs }) => startMs === 0)).toHaveLength(concurrency);
    // 23 requests of 100 ms, so many at a time.
    expect(Math.max(...rows.map(({ endMs }) => endMs))).toBe(100 * Math.ceil(23 / concurrency));
  });

  it('keeps the cap on requests in flight together', async () => {
    const rows = (await runParts(planOf({ load: constant(1000, 5), requestCount: 30 }), 200, 2)).flat();
    const inFlightAt = (ms: number): number => rows.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs).length;
    expect(Math.max(...rows.map(({ startMs }) => inFlightAt(startMs)))).toBe(5);
    expect(rows).toHaveLength(30);
  });
});
