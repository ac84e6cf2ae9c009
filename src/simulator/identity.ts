import { createHash } from 'node:crypto';
import type { Random } from './random.js';
import { createRandom } from './random.js';

/** What chance means for one request. */
export type Identity = {
  /** A word of 24 letters and digits, other for every request of this server. */
  readonly id: string;
  /** Chance for one purpose, independent of the others: what one fault rate takes changes no time. */
  random(purpose: 'faults' | 'length' | 'times'): Random;
};

/** Beyond so many different requests the oldest are forgotten and count from the beginning again. */
const mostRemembered = 100_000;

/**
 * Tells requests apart by what they ask and by how often that was asked before. The n-th request of a kind has
 * its own luck, in any run with the same seed and in whatever order the kinds come in.
 */
export const createIdentities = (seed: number): ((content: string) => Identity) => {
  const counts = new Map<string, number>();
  return (content) => {
    const digest = createHash('sha256').update(content).digest('base64url');
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    if (counts.size > mostRemembered) counts.delete(counts.keys().next().value ?? digest);
    return {
      id: createHash('sha256').update(`${seed} ${count} ${digest}`).digest('hex').slice(0, 24),
      random: (purpose) => createRandom(seed, digest, count, purpose),
    };
  };
};
