import { describe, expect, it } from 'vitest';
import { compareSeries } from '../../src/bench/comparison.js';
import { effectiveCount } from '../../src/bench/effective-count.js';
import { incompleteBeta, twoSidedNormal, twoSidedT } from '../../src/bench/probability.js';
import { createRandom } from '../../src/bench/random.js';
import { rankTest } from '../../src/bench/rank-test.js';
import { shareDifference } from '../../src/bench/share-difference.js';
import { comparisons } from './truth/comparisons.js';
import { drawLatency } from './truth/draw-latency.js';

const draw = (seed: number, count: number, factor = 1): readonly number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => factor * drawLatency(random, 300, 0.3));
};

describe('probabilities', () => {
  it.each([
    [0.5, 2, 3, 0.6875], // 1 - (0.5^4 + 4 * 0.5^4) = 11/16
    [0.25, 1, 1, 0.25], // uniform
    [0.9, 0.5, 0.5, 0.795167235300867], // 2/pi asin(sqrt(0.9))
  ])('of a beta variable below %d', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 12);
  });

  it('of t and z are those of the tables', () => {
    expect(twoSidedT(2.228, 10)).toBeCloseTo(0.05, 4);
    expect(twoSidedNormal(1.959964)).toBeCloseTo(0.05, 6);
  });
});

describe('a rank test', () => {
  it('is that of Mann and Whitney where spreads are alike', () => {
    // U = 17 of 5 x 4, sigma = sqrt(20 * 10 / 12): z = 6.5 / 4.0825, two-sided 0.11135
    const { name, p } = rankTest([19, 22, 16, 29, 24], [20, 11, 17, 12]);
    expect([name, p]).toEqual(['mann-whitney', expect.closeTo(0.11135, 5)]);
  });

  it('is that of Brunner and Munzel where they differ', () => {
    // Pain scores of Brunner and Munzel 2000: W = 3.1375, p = 0.0057862
    const { name, p } = rankTest([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]);
    expect([name, p]).toEqual(['brunner-munzel', expect.closeTo(0.0057862, 6)]);
  });

  it('of samples that do not overlap, or are all one value, is certain', () => {
    expect(rankTest([1, 2, 3, 4], [1000, 2000, 3000, 4000]).p).toBe(0);
    expect(rankTest([5, 5, 5], [5, 5, 5]).p).toBe(1);
  });
});

describe('the worth of a series', () => {
  it('is its length where each value is by itself', () => {
    expect(effectiveCount(draw(1, 1000), 300)).toBeGreaterThan(700);
  });

  it('is far less where it moves slowly', () => {
    expect(effectiveCount(Array.from({ length: 1000 }, (_, index) => Math.sin(index / 50)), 0)).toBeLessThan(60);
  });
});

describe('a difference of shares', () => {
  it('has the interval of the table', () => {
    // Newcombe 1998, example (a): 56/70 and 48/80; 0.2, 0.0524 to 0.3339
    const { difference, ci95 } = shareDifference({ count: 48, total: 80 }, { count: 56, total: 70 });
    expect([difference, ...ci95].map((value) => value.toFixed(4))).toEqual(['0.2000', '0.0524', '0.3339']);
  });
});

describe('a comparison', () => {
  it('finds what is there and nothing else', () => {
    expect(compareSeries(draw(1, 400), draw(2, 400), 'p50')).toMatchObject({ verdict: 'same' });
    expect(compareSeries(draw(1, 400), draw(2, 400, 1.2), 'p50')).toMatchObject({ verdict: 'slower', test: { name: 'mann-whitney' } });
    expect(compareSeries(draw(1, 400), draw(2, 400, 0.8), 'p95')).toMatchObject({ verdict: 'faster', test: null });
  });

  it('is the same every time', () => {
    expect(compareSeries(draw(1, 50), draw(2, 50), 'p50')).toEqual(compareSeries(draw(1, 50), draw(2, 50), 'p50'));
  });

  it('of too few values says nothing', () => {
    expect(compareSeries(draw(1, 9), draw(2, 400), 'p50')).toBeNull();
    expect(compareSeries(draw(1, 99), draw(2, 400), 'p99')).toBeNull();
  });

  it('takes one slow minute for what it is', () => {
    const slowMinute = Array.from({ length: 400 }, (_, index) => 300 + (index < 220 ? 40 : 0) + index % 7);
    const steady = Array.from({ length: 400 }, (_, index) => 300 + (index >= 220 ? 40 : 0) + index % 7);
    expect(compareSeries(steady, slowMinute, 'p50')).toMatchObject({ verdict: 'same' });
  });

  it('covers, alarms and finds as it should, in a few runs', () => {
    const figures = comparisons(25).map(({ figure }) => Number.parseFloat(figure));
    expect(figures[0]).toBeGreaterThan(85);
    expect(figures[1]).toBeGreaterThan(85);
    expect(figures[2]).toBeLessThan(10);
    expect(figures[3]).toBeGreaterThan(80);
  });
});
