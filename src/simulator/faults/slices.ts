/** Pieces of `size` bytes, the last one of what is left. */
export const sliceEvery = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));

/** One byte a piece. */
export const sliceBytes = (bytes: Uint8Array): readonly Uint8Array[] => sliceEvery(bytes, 1);

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Pieces that end inside every character of more than one byte, and in the middle where there is none. */
export const sliceInsideCharacters = (bytes: Uint8Array): readonly Uint8Array[] => {
  const cuts = Array.from(bytes.keys()).filter((index) => isContinuation(bytes[index]));
  const borders = cuts.length > 0 ? cuts : [bytes.length >> 1];
  return [0, ...borders].map((start, index) => bytes.subarray(start, borders[index] ?? bytes.length)).filter((part) => part.length > 0);
};
