import { describe, expect, it } from 'vitest';
import { defaultSimulatorOptions } from '../../src/simulator/option-table.js';
import type { SimulatorOptions } from '../../src/simulator/option-table.js';
import { createRandom } from '../../src/simulator/random.js';
import type { Schedule } from '../../src/simulator/schedule.js';
import { planSchedule } from '../../src/simulator/schedule.js';

const plan = (options: Partial<SimulatorOptions>, count: number, seed = 1): Schedule => planSchedule({ ...defaultSimulatorOptions, ...options }, count, createRandom(seed));
const constant = (value: number) => ({ kind: 'constant', value }) as const;

describe('the schedule of an answer', () => {
  it('has the first token after ttft and the others one itl apart', () => {
    expect(plan({ ttftMs: constant(200), itlMs: constant(20) }, 4)).toEqual({ tokenMs: [200, 220, 240, 260], lastMs: 260 });
  });

  it('ends when the first token would have come if there is none', () => {
    expect(plan({ ttftMs: constant(200), itlMs: constant(20) }, 0)).toEqual({ tokenMs: [], lastMs: 200 });
  });

  it('never runs backwards, and is drawn anew for every token', () => {
    const { tokenMs } = plan({ ttftMs: { kind: 'uniform', from: 1, to: 9 }, itlMs: { kind: 'normal', mean: 5, deviation: 50 } }, 200);
    expect(tokenMs).toEqual([...tokenMs].sort((left, right) => left - right));
    expect(new Set(tokenMs).size).toBeGreaterThan(50);
  });

  it('is the same for the same seed', () => {
    const options = { ttftMs: { kind: 'lognormal', median: 200, sigma: 0.4 } } as const;
    expect(plan(options, 3)).toEqual(plan(options, 3));
    expect(plan(options, 3, 2)).not.toEqual(plan(options, 3));
  });
});
