/** One byte a piece. */
export const sliceBytes = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Pieces that end inside every character of more than one byte, and in the middle where there is none. */
export const sliceInsideCharacters = (bytes: Uint8Array): readonly Uint8Array[] => {
  const cuts = Array.from(bytes.keys()).filter((index) => isContinuation(bytes[index]));
  const borders = cuts.length > 0 ? cuts : [bytes.length >> 1];
  return [0, ...borders].map((start, index) => bytes.subarray(start, borders[index] ?? bytes.length)).filter((part) => part.length > 0);
};
