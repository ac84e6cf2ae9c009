/** A bound on what is in flight; what waits does so in the order of its arrival. */
export type Gate = {
  /** Undefined when there is room at once. */
  enter(): Promise<void> | undefined;
  leave(): void;
};

/** A gate that lets so many in at once. */
export const createGate = (limit: number): Gate => {
  let free = limit;
  const waiting: (() => void)[] = [];
  return {
    enter: () => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return undefined;
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};
