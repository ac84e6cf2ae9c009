/** Bytes that wait for the rest of their line or element. */
export type ByteBuffer = {
  length(): number;
  append(bytes: Uint8Array): void;
  /** The UTF-8 text of the held bytes and `last`; the buffer is empty afterwards. */
  takeText(last: Uint8Array): string;
};

const initialCapacity = 4096;
const keptCapacity = 65_536;

/** A buffer that doubles: appending n bytes in pieces of any size costs O(n). */
export const createByteBuffer = (): ByteBuffer => {
  let held = Buffer.alloc(0);
  let length = 0;

  const append = (bytes: Uint8Array): void => {
    if (length + bytes.length > held.length) held = grow(held, length, length + bytes.length);
    held.set(bytes, length);
    length += bytes.length;
  };

  return {
    length: () => length,
    append,
    takeText: (last) => {
      if (length === 0) return toText(last);
      append(last);
      const text = held.toString('utf8', 0, length);
      length = 0;
      if (held.length > keptCapacity) held = Buffer.alloc(0);
      return text;
    },
  };
};

const grow = (held: Buffer, length: number, needed: number): Buffer<ArrayBuffer> => {
  const larger = Buffer.alloc(Math.max(initialCapacity, held.length * 2, needed));
  larger.set(held.subarray(0, length));
  return larger;
};

const toText = (bytes: Uint8Array): string =>
  (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString('utf8');
