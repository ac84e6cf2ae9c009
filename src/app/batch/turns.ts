/** Lets many speak in the order of their numbers, from 0 on. */
export type Turns = {
  /** Resolves when all before have settled. */
  wait(index: number): Promise<void>;
  /** Each number settles once, whether it had anything to say or not. */
  settle(index: number): void;
};

export const createTurns = (): Turns => {
  const settled = new Set<number>();
  const waiting = new Map<number, () => void>();
  let next = 0;
  return {
    wait: (index) => (index <= next ? Promise.resolve() : new Promise((resolve) => waiting.set(index, resolve))),
    settle: (index) => {
      settled.add(index);
      while (settled.delete(next)) next += 1;
      waiting.get(next)?.();
      waiting.delete(next);
    },
  };
};
