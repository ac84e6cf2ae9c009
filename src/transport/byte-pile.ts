/** Chunks that wait for a reader. */
export type BytePile = {
  byteCount(): number;
  add(chunk: Uint8Array): void;
  /** All chunks as one, in order; undefined when there is none. */
  takeAll(): Uint8Array | undefined;
};

export const createBytePile = (): BytePile => {
  let chunks: Uint8Array[] = [];
  let byteCount = 0;
  return {
    byteCount: () => byteCount,
    add: (chunk) => {
      chunks.push(chunk);
      byteCount += chunk.length;
    },
    takeAll: () => {
      const all = chunks.length > 1 ? Buffer.concat(chunks, byteCount) : chunks[0];
      chunks = [];
      byteCount = 0;
      return all;
    },
  };
};
