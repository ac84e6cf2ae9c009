import { describe, expect, it } from 'vitest';
import { chooseWorkers } from '../../../src/app/bench/choose-workers.js';
import type { LoadModel } from '../../../src/bench/plan.js';

const closed = (concurrency: number): LoadModel => ({ kind: 'closed', concurrency });
const open = (ratePerSecond: number): LoadModel => ({ kind: 'open', ratePerSecond, arrival: { kind: 'poisson' }, maxInflight: 1024 });

describe('the threads of --workers auto', () => {
  it.each([
    // 4 and 100 streams at 50 tokens/s are at most 5,000 events/s; 256 are 12,800.
    ['a few streams', closed(4), 16, 1], ['a hundred streams', closed(100), 16, 1], ['256 streams', closed(256), 16, 3],
    // 10/s and 100/s at 128 tokens are 1,280 and 12,800 events/s.
    ['a low rate', open(10), 16, 1], ['a high rate', open(100), 16, 3],
    ['a high rate on two processors', open(100), 2, 1], ['a high rate on one', open(100), 1, 1], ['a very high rate', open(1e6), 999, 64],
  ])('suit %s', (_what, load, processors, count) => {
    expect(chooseWorkers({ text: 'auto', loads: [load], isSearch: false, outputTokens: 128, processors })).toBe(count);
  });

  it('suit the greatest load of a sweep, and a search whose end nobody knows', () => {
    const wish = { text: 'auto', outputTokens: 128, processors: 8 };
    expect(chooseWorkers({ ...wish, loads: [closed(1), closed(200)], isSearch: false })).toBe(2);
    expect(chooseWorkers({ ...wish, loads: [closed(1)], isSearch: true })).toBe(7);
  });
});
