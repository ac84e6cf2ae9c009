import { createRandom, type Random } from '../../../src/bench/random.js';

export { createRandom, type Random };

/** A whole number from 0 to below `limit`. */
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
