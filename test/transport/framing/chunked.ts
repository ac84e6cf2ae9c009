import type { Framer, Payload } from '../../../src/transport/framing/framer.js';

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The payloads of a body that arrives in these pieces. */
export const feed = (framer: Framer, pieces: readonly Uint8Array[]): readonly Payload[] =>
  [...pieces.flatMap((piece) => [...framer.push(piece)]), ...framer.finish()];

/** The pieces between the given offsets, which are sorted. */
export const cutAt = (bytes: Uint8Array, offsets: readonly number[]): readonly Uint8Array[] =>
  [0, ...offsets].map((offset, index) => bytes.subarray(offset, offsets[index] ?? bytes.length));

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Up to eight sorted cuts, some of them equal, so that empty pieces come too. */
export const randomCuts = (length: number, random: () => number): readonly number[] =>
  Array.from({ length: Math.floor(random() * 9) }, () => Math.floor(random() * (length + 1))).sort((a, b) => a - b);

export async function* toBody(pieces: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array, void> {
  for (const piece of pieces) yield typeof piece === 'string' ? toBytes(piece) : piece;
}
