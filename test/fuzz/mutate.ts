/** Whole numbers from 0 to below the limit. */
export type RandomInteger = (limit: number) => number;

const words = [
  'data: ', 'event: error\n', '\n\n', '\r', '\r\n', '[DONE]', '{', '}', '[', ']', '"', '\\', '\\ud83d', '\\u0000', '\ufeff', '\u0000', ',', ':',
  '{"error":{"message":"x"}}', 'null', '1e999', '-1', '"finish_reason":"stop"', '"__proto__":{}', ' ', '\n', '😀',
].map((word) => Buffer.from(word)).concat(Buffer.from([0xff, 0xc0, 0x80]), Buffer.from([0xf0, 0x9f]));

type Mutation = (bytes: Buffer, random: RandomInteger, other: Buffer) => Buffer;

const span = (bytes: Buffer, random: RandomInteger): readonly [start: number, end: number] => {
  const start = random(bytes.length + 1);
  return [start, Math.min(bytes.length, start + random(64))];
};

const insert = (bytes: Buffer, at: number, part: Buffer): Buffer => Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const flipped = Buffer.from(bytes);
    if (flipped.length > 0) flipped[random(flipped.length)]! ^= 1 << random(8);
    return flipped;
  },
  (bytes, random) => {
    const [start, end] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  (bytes, random) => {
    const [start, end] = span(bytes, random);
    return insert(bytes, random(bytes.length + 1), bytes.subarray(start, end));
  },
  (bytes, random) => insert(bytes, random(bytes.length + 1), words[random(words.length)]!),
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random, other) => Buffer.concat([bytes.subarray(0, random(bytes.length + 1)), other.subarray(random(other.length + 1))]),
];

/** The first of them leave most of a stream as it is. */
const harmlessCount = 4;

/** The bytes after one to four mutations; `other` is what a part may come from. */
export const mutate = (bytes: Buffer, other: Buffer, random: RandomInteger): Buffer => {
  let mutated = bytes;
  for (let left = 1 + random(4); left > 0; left -= 1) mutated = mutations[random(2) === 0 ? random(harmlessCount) : random(mutations.length)]!(mutated, random, other);
  return mutated;
};

/** The bytes in pieces: one in four comes whole, one byte by byte. */
export const cutUp = (bytes: Buffer, random: RandomInteger): readonly Buffer[] => {
  const longest = [bytes.length + 1, 1, 16, 200][random(4)]!;
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + random(longest);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
};
