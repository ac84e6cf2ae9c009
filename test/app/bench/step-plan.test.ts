import { describe, expect, it } from 'vitest';
import { toStepPlan } from '../../../src/app/bench/step-plan.js';
import type { BenchPlan, LoadModel } from '../../../src/bench/plan.js';

const closed = (concurrency: number): LoadModel => ({ kind: 'closed', concurrency });
const open = (ratePerSecond: number): LoadModel => ({ kind: 'open', ratePerSecond, arrival: { kind: 'poisson' }, maxInflight: 1024 });
const plan: BenchPlan = { load: closed(1), requestCount: 50, durationMs: undefined, warmupCount: 0, seed: 1 };
const sweep = { kind: 'sweep', loads: [] } as const;
const findMax = { kind: 'find-max', text: '', bounds: [] } as const;

describe('the plan of a load', () => {
  it.each([
    ['a single run', closed(64), undefined, 50], ['a small load of a sweep', closed(10), sweep, 50], ['a greater one', closed(64), sweep, 320],
    ['a rate of a sweep', open(80), sweep, 50], ['a low rate of a search', open(4), findMax, 50], ['a higher one', open(80), findMax, 400], ['a concurrency of a search', closed(64), findMax, 320],
  ])('of %s has as many requests as it needs', (_what, load, series, count) => {
    expect(toStepPlan(plan, load, series)).toEqual({ ...plan, load, requestCount: count });
  });

  it('that ends by time alone has no count', () => {
    expect(toStepPlan({ ...plan, requestCount: undefined, durationMs: 1000 }, closed(64), sweep).requestCount).toBeUndefined();
  });
});
