import { createHistogram } from '../../../src/bench/histogram.js';
import { percentileNames } from '../../../src/bench/percentile.js';
import { createRandom } from '../../../src/bench/random.js';
import { statisticsOf } from '../../../src/bench/statistics.js';
import { drawLatency } from './draw-latency.js';
import type { Goal } from './goal.js';

/** Percentiles of an HDR histogram against an exact sort, and four merged ones against one. */
export const histogramAccuracy = (count = 1_000_000): readonly Goal[] => {
  const random = createRandom(20_261_123);
  const whole = createHistogram();
  const parts = Array.from({ length: 4 }, () => createHistogram());
  const values = Array.from({ length: count }, () => drawLatency(random, 300, 1));
  values.forEach((value, index) => {
    whole.record(value);
    parts[index % parts.length]?.record(value);
  });
  const merged = createHistogram();
  parts.forEach((part) => merged.add(part));
  const [exact, found, joined] = [statisticsOf(values), whole.statistics(), merged.statistics()];
  const worst = Math.max(...percentileNames.map((name) => Math.abs((found.percentiles[name] ?? 0) / (exact.percentiles[name] ?? 1) - 1)));
  const isSame = JSON.stringify(joined.percentiles) === JSON.stringify(found.percentiles) && joined.n === found.n && joined.max === found.max;
  return [
    { goal: `percentiles of ${count} values within 0.1 % of an exact sort`, figure: `worst ${(worst * 100).toFixed(4)} %`, isMet: worst <= 0.001 },
    { goal: 'merged equals whole', figure: isSame ? 'equal' : 'not equal', isMet: isSame },
  ];
};
