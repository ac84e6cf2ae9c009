import { describe, expect, it } from 'vitest';
import { percentileOf, toSorted } from '../../src/bench/percentile.js';
import { quantileInterval, rankInterval } from '../../src/bench/quantile-interval.js';
import { createRandom } from '../../src/bench/random.js';
import { statisticsOf } from '../../src/bench/statistics.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('a percentile', () => {
  it.each([
    [100, 0.5, 50], // the 50th of 100
    [100, 0.95, 95],
    [100, 0.99, 99],
    [99, 0.99, null], // fewer than 100 say nothing of p99
    [101, 0.5, 51], // ceil(50.5)
    [9999, 0.999, null],
    [10_000, 0.999, 9990],
    [1, 0.5, null],
    [0, 0.5, null],
  ])('of %d values at %d', (count, share, value) => {
    expect(percentileOf(toSorted(upTo(count)), share)).toBe(value);
  });

  it('sorts numbers as numbers', () => {
    expect(statisticsOf([9, 10, 100, 1, 2]).percentiles.p50).toBe(9);
  });
});

describe('the interval of a percentile', () => {
  it.each([
    // P(4 <= X < 12) for X ~ B(15, 0.5) is 0.9648; the tables give the 4th and the 12th of 15.
    [15, 0.5, { low: 4, high: 12 }],
    // P(40 <= X < 60) for X ~ B(100, 0.5) is 0.9540; one rank less gives 0.9431.
    [100, 0.5, { low: 40, high: 60 }],
    [5, 0.5, null], // the least and the greatest of five hold a median with 0.9375 only
  ])('of %d values at %d', (count, share, ranks) => {
    const found = rankInterval(count, share);
    expect(found === null || ranks === null ? found : found.high - found.low).toEqual(ranks === null ? null : ranks.high - ranks.low);
  });

  it.each([[400, 0.5], [400, 0.9], [1000, 0.95], [2000, 0.99]])('with %d samples holds the true value at %d in 93 to 97 of 100 runs', (count, share) => {
    const random = createRandom(20_261_123 + count);
    let held = 0;
    for (let round = 0; round < 2000; round += 1) {
      const [low, high] = quantileInterval(toSorted(Array.from({ length: count }, random)), share)!;
      if (low <= share && share <= high) held += 1;
    }
    expect(held / 2000).toBeGreaterThan(0.93);
    expect(held / 2000).toBeLessThan(0.97);
  });
});

describe('the statistics of a sample', () => {
  it('are those of the textbook', () => {
    // Mean 5; squares 9+1+1+1+0+0+4+16 = 32; 32 / 7
    expect(statisticsOf([2, 4, 4, 4, 5, 5, 7, 9])).toMatchObject({ n: 8, mean: 5, stdev: Math.sqrt(32 / 7), min: 2, max: 9 });
  });

  it('of nothing are null', () => {
    expect(statisticsOf([])).toMatchObject({ n: 0, mean: null, stdev: null, min: null, max: null });
  });
});
