import type { Random } from '../../../src/bench/random.js';

/** A log-normal latency of this median whose deviation is `variation` times its mean. */
export const drawLatency = (random: Random, medianMs: number, variation: number): number => {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(Math.sqrt(Math.log(1 + variation ** 2)) * normal);
};
