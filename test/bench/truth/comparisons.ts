import { compareSeries } from '../../../src/bench/comparison.js';
import { quantileInterval } from '../../../src/bench/quantile-interval.js';
import { toSorted } from '../../../src/bench/percentile.js';
import type { Random } from '../../../src/bench/random.js';
import { createRandom } from '../../../src/bench/random.js';
import { drawLatency } from './draw-latency.js';
import type { Goal } from './goal.js';

const samples = 400;
const variation = 0.3;
const medianMs = 300;

const drawSeries = (random: Random, factor = 1): readonly number[] => Array.from({ length: samples }, () => factor * drawLatency(random, medianMs, variation));

const share = (runs: number, isHit: (run: number) => boolean): number => {
  let hits = 0;
  for (let run = 0; run < runs; run += 1) if (isHit(run)) hits += 1;
  return hits / runs;
};

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

/** The interval of the median of 400 values holds the true median. */
const coverage = (runs: number, random: Random): Goal => {
  const covered = share(runs, () => {
    const [low, high] = quantileInterval(toSorted(drawSeries(random)), 0.5) ?? [Infinity, -Infinity];
    return low <= medianMs && medianMs <= high;
  });
  return { goal: `95 % intervals of p50 cover 93–97 % in ${runs} runs`, figure: percent(covered), isMet: covered >= 0.93 && covered <= 0.97 };
};

/** The interval of the difference of two medians holds the true difference. */
const differenceCoverage = (runs: number, random: Random): Goal => {
  const truth = medianMs * 0.1;
  const covered = share(runs, () => {
    const [low, high] = compareSeries(drawSeries(random), drawSeries(random, 1.1), 'p50')?.ci95 ?? [Infinity, -Infinity];
    return low <= truth && truth <= high;
  });
  return { goal: `95 % intervals of a difference of p50 cover 93–97 % in ${runs} runs`, figure: percent(covered), isMet: covered >= 0.93 && covered <= 0.97 };
};

/** The same against the same. */
const alarms = (runs: number, random: Random): Goal => {
  const alarmed = share(runs, () => compareSeries(drawSeries(random), drawSeries(random), 'p50')?.verdict !== 'same');
  return { goal: `A/A comparisons alarm in at most 5 % of ${runs}`, figure: percent(alarmed), isMet: alarmed <= 0.05 };
};

const power = (runs: number, random: Random): Goal => {
  const found = share(runs, () => compareSeries(drawSeries(random), drawSeries(random, 1.1), 'p50')?.verdict === 'slower');
  return { goal: `a shift of 10 % is found in at least 90 % at n = ${samples}`, figure: percent(found), isMet: found >= 0.9 };
};

/** Intervals, false alarms and power of the comparison, on log-normal latencies of variation 0.3. */
export const comparisons = (runs = 2000): readonly Goal[] => {
  const random = createRandom(20_261_124);
  return [coverage(runs, random), differenceCoverage(runs, random), alarms(runs, random), power(runs, random)];
};
