import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../src/bench/histogram.js';
import { createRandom } from '../../src/bench/random.js';
import { statisticsOf } from '../../src/bench/statistics.js';
import { histogramAccuracy } from './truth/histogram-accuracy.js';

describe('a histogram', () => {
  it('has percentiles within 0.1 % of an exact sort, and merged parts equal the whole', () => {
    expect(histogramAccuracy(50_000).filter(({ isMet }) => !isMet)).toEqual([]);
  });

  it('has the exact mean, deviation and extremes', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 1000 }, () => 100 * random());
    const histogram = createHistogram();
    values.forEach((value) => histogram.record(value));
    const [found, exact] = [histogram.statistics(), statisticsOf(values)];
    expect([found.n, found.min, found.max]).toEqual([exact.n, exact.min, exact.max]);
    expect(found.mean).toBeCloseTo(exact.mean!, 9);
    expect(found.stdev).toBeCloseTo(exact.stdev!, 9);
  });

  it('counts what is longer', () => {
    const histogram = createHistogram();
    [1, 2, 300, 4000].forEach((value) => histogram.record(value));
    expect([0, 2, 250, 4000].map((ms) => histogram.countAbove(ms))).toEqual([4, 2, 2, 0]);
  });

  it('of nothing has no figures', () => {
    expect(createHistogram().statistics()).toEqual(statisticsOf([]));
  });

  it('takes hours and the instant', () => {
    const histogram = createHistogram();
    Array.from({ length: 20 }, (_, index) => histogram.record(index < 10 ? 0 : 7_200_000));
    expect(histogram.statistics().percentiles).toMatchObject({ p50: 0, p90: 7_200_000 });
  });
});
