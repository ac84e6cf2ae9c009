import type { Arrival } from './plan.js';
import type { Random } from './random.js';

const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A gamma variable of the shape and scale 1 (Marsaglia and Tsang 2000; a shape below 1 by their boost). */
export const drawGamma = (shape: number, random: Random): number => {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const base = shape - 1 / 3;
  for (;;) {
    const normal = drawNormal(random);
    const cube = (1 + normal / Math.sqrt(9 * base)) ** 3;
    if (cube <= 0) continue;
    if (Math.log(1 - random()) < normal * normal / 2 + base - base * cube + base * Math.log(cube)) return base * cube;
  }
};

/** Gaps of mean 1. */
const drawGap = (arrival: Exclude<Arrival, { kind: 'trace' }>, random: Random): number => {
  switch (arrival.kind) {
    case 'constant': return 1;
    case 'poisson': return -Math.log(1 - random());
    case 'gamma': return drawGamma(arrival.shape, random) / arrival.shape;
  }
};

/**
 * Due times in milliseconds from the beginning of the run; without end, but for a trace. They are absolute: what the client or the
 * server does never moves one. The first is at 0. The same random sequence gives the same times.
 */
export function* arrivalTimes(arrival: Arrival, ratePerSecond: number, random: Random): Generator<number, void> {
  if (arrival.kind === 'trace') {
    yield* arrival.timesMs;
    return;
  }
  const meanGapMs = 1000 / ratePerSecond;
  let gaps = 0;
  for (;;) {
    yield gaps * meanGapMs;
    gaps += drawGap(arrival, random);
  }
}

/**
 * Due times while the rate grows evenly from 0 to its full value: the n-th arrival comes when the expected number of
 * them, rate * t^2 / (2 * ramp), reaches the sum of n gaps.
 */
export function* rampTimes(arrival: Arrival, ratePerSecond: number, rampMs: number, random: Random): Generator<number, void> {
  if (arrival.kind === 'trace') return;
  for (const seconds of arrivalTimes(arrival, 1, random)) {
    // At a rate of 1/s the time in seconds is the sum of the gaps; the first arrival comes behind a gap of its own.
    const gaps = seconds / 1000 + 1;
    const dueMs = Math.sqrt(2 * rampMs * gaps * 1000 / ratePerSecond);
    if (dueMs >= rampMs) return;
    yield dueMs;
  }
}
