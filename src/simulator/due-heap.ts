type Entry = { readonly dueMs: number; readonly order: number; readonly wake: () => void };

const isBefore = (left: Entry, right: Entry): boolean =>
  left.dueMs < right.dueMs || (left.dueMs === right.dueMs && left.order < right.order);

export type DueHeap = {
  add(dueMs: number, wake: () => void): void;
  /** The earliest moment, Infinity when empty. */
  earliestMs(): number;
  /** Takes out what is due by then, earliest first, and in order of adding where moments are equal. */
  takeUntil(nowMs: number): readonly (() => void)[];
  clear(): void;
};

const siftUp = (entries: Entry[], entry: Entry): void => {
  let index = entries.length - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = entries[above];
    if (parent === undefined || isBefore(parent, entry)) break;
    entries[index] = parent;
    index = above;
  }
  entries[index] = entry;
};

const smallerChild = (entries: readonly Entry[], index: number): number => {
  const left = entries[2 * index + 1];
  const right = entries[2 * index + 2];
  return left !== undefined && right !== undefined && isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
};

const siftDown = (entries: Entry[], entry: Entry): void => {
  let index = 0;
  for (;;) {
    const below = smallerChild(entries, index);
    const child = entries[below];
    if (child === undefined || isBefore(entry, child)) break;
    entries[index] = child;
    index = below;
  }
  entries[index] = entry;
};

const removeFirst = (entries: Entry[]): void => {
  const last = entries.pop();
  if (last !== undefined && entries.length > 0) siftDown(entries, last);
};

/** A binary heap of moments: adding and taking one costs the logarithm of how many wait. */
export const createDueHeap = (): DueHeap => {
  const entries: Entry[] = [];
  let added = 0;
  return {
    add: (dueMs, wake) => {
      added += 1;
      const entry = { dueMs, order: added, wake };
      entries.push(entry);
      siftUp(entries, entry);
    },
    earliestMs: () => entries[0]?.dueMs ?? Infinity,
    takeUntil: (nowMs) => {
      const due: (() => void)[] = [];
      for (let first = entries[0]; first !== undefined && first.dueMs <= nowMs; first = entries[0]) {
        due.push(first.wake);
        removeFirst(entries);
      }
      return due;
    },
    clear: () => {
      entries.length = 0;
    },
  };
};
