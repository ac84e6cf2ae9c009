import type { Arrival } from './plan.js';
import type { Random } from './random.js';

const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A gamma variable of the shape and scale 1 (Marsaglia and Tsang 2000; a shape below 1 by their boost). */
const drawGamma = (shape: number, random: Random): number => {
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
const drawGap = (arrival: Arrival, random: Random): number => {
  switch (arrival.kind) {
    case 'constant': return 1;
    case 'poisson': return -Math.log(1 - random());
    case 'gamma': return drawGamma(arrival.shape, random) / arrival.shape;
  }
};

/**
 * Due times in milliseconds from the beginning of the run, without end. They are absolute: what the client or the
 * server does never moves one. The first is at 0. The same random sequence gives the same times.
 */
export function* arrivalTimes(arrival: Arrival, ratePerSecond: number, random: Random): Generator<number, never> {
  const meanGapMs = 1000 / ratePerSecond;
  let gaps = 0;
  for (;;) {
    yield gaps * meanGapMs;
    gaps += drawGap(arrival, random);
  }
}
