import { createHash } from 'node:crypto';

/** The next number of a repeatable sequence, at least 0 and below 1. */
export type Random = () => number;

/**
 * A sequence of random numbers that depends on nothing but the seeds: same seeds, same numbers, on every
 * machine (sfc32, Chris Doty-Humphrey's PractRand). Not for secrets.
 */
export const createRandom = (...seeds: readonly (string | number)[]): Random => {
  const digest = createHash('sha256').update(JSON.stringify(seeds)).digest();
  let [a, b, c, counter] = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)) as [number, number, number, number];
  return () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 4_294_967_296;
  };
};

/** One of the items, each as likely as the others. */
export const pick = <Item>(items: readonly [Item, ...Item[]], random: Random): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];
