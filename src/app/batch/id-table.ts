import { createHash } from 'node:crypto';

/** Which ids there are, each with a number, in 12 to 24 bytes an id however long they are. */
export type IdTable = {
  readonly size: number;
  /** Adds an id with its number, unless it is there: then the number it has. */
  add(id: string, value: number): number | undefined;
  get(id: string): number | undefined;
};

const firstCapacity = 1024;
const unused = 0;

/** Sixty-four bits of a hash stand for an id: among a million ids two alike are as likely as 1 in 30 million. */
const hashOf = (id: string): readonly [number, number] => {
  const digest = createHash('sha256').update(id).digest();
  const high = digest.readUInt32LE(0);
  // A slot whose both halves are 0 is free.
  return [high === unused ? 1 : high, digest.readUInt32LE(4)];
};

type Slots = { readonly highs: Uint32Array; readonly lows: Uint32Array; readonly values: Uint32Array };

const createSlots = (capacity: number): Slots =>
  ({ highs: new Uint32Array(capacity), lows: new Uint32Array(capacity), values: new Uint32Array(capacity) });

/** The slot of a hash, or the free one where it belongs; the capacity is a power of two. */
const findSlot = ({ highs, lows }: Slots, high: number, low: number): number => {
  const mask = highs.length - 1;
  let slot = low & mask;
  while (highs[slot] !== unused && (highs[slot] !== high || lows[slot] !== low)) slot = (slot + 1) & mask;
  return slot;
};

const grow = (slots: Slots): Slots => {
  const larger = createSlots(slots.highs.length * 2);
  slots.highs.forEach((high, index) => {
    if (high === unused) return;
    const low = slots.lows[index] ?? 0;
    const slot = findSlot(larger, high, low);
    larger.highs[slot] = high;
    larger.lows[slot] = low;
    larger.values[slot] = slots.values[index] ?? 0;
  });
  return larger;
};

/** A table of ids for inputs of millions of lines. Values are whole numbers below 2 ** 32. */
export const createIdTable = (): IdTable => {
  let slots = createSlots(firstCapacity);
  let size = 0;
  return {
    get size() {
      return size;
    },
    add: (id, value) => {
      if (size * 2 >= slots.highs.length) slots = grow(slots);
      const [high, low] = hashOf(id);
      const slot = findSlot(slots, high, low);
      if (slots.highs[slot] !== unused) return slots.values[slot];
      slots.highs[slot] = high;
      slots.lows[slot] = low;
      slots.values[slot] = value;
      size += 1;
      return undefined;
    },
    get: (id) => {
      const slot = findSlot(slots, ...hashOf(id));
      return slots.highs[slot] === unused ? undefined : slots.values[slot];
    },
  };
};
