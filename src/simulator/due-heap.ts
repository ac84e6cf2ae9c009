type Entry = { readonly dueMs: number; readonly wake: () => void };

export type DueHeap = {
  add(dueMs: number, wake: () => void): void;
  /** The earliest moment, Infinity when empty. */
  earliestMs(): number;
  /** Takes out what is due by then, earliest first. */
  takeUntil(nowMs: number): readonly (() => void)[];
  clear(): void;
};

const siftUp = (entries: Entry[], entry: Entry): void => {
  let index = entries.length - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = entries[above];
    if (parent === undefined || parent.dueMs <= entry.dueMs) break;
    entries[index] = parent;
    index = above;
  }
  entries[index] = entry;
};

const smallerChild = (entries: readonly Entry[], index: number): number => {
  const left = 2 * index + 1;
  return (entries[left + 1]?.dueMs ?? Infinity) < (entries[left]?.dueMs ?? Infinity) ? left + 1 : left;
};

const siftDown = (entries: Entry[], entry: Entry): void => {
  let index = 0;
  for (;;) {
    const below = smallerChild(entries, index);
    const child = entries[below];
    if (child === undefined || child.dueMs >= entry.dueMs) break;
    entries[index] = child;
    index = below;
  }
  entries[index] = entry;
};

const takeFirst = (entries: Entry[]): (() => void) | undefined => {
  const first = entries[0];
  const last = entries.pop();
  if (last !== undefined && entries.length > 0) siftDown(entries, last);
  return first?.wake;
};

/** A binary heap of moments: adding and taking one costs the logarithm of how many wait. */
export const createDueHeap = (): DueHeap => {
  const entries: Entry[] = [];
  return {
    add: (dueMs, wake) => {
      const entry = { dueMs, wake };
      entries.push(entry);
      siftUp(entries, entry);
    },
    earliestMs: () => entries[0]?.dueMs ?? Infinity,
    takeUntil: (nowMs) => {
      const due: (() => void)[] = [];
      while ((entries[0]?.dueMs ?? Infinity) <= nowMs) {
        const wake = takeFirst(entries);
        if (wake !== undefined) due.push(wake);
      }
      return due;
    },
    clear: () => {
      entries.length = 0;
    },
  };
};
