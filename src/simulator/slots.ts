export type Slots = {
  /** True when whoever asks now has to wait. */
  isFull(): boolean;
  /** Resolves to the function that gives the place back, in order of asking; undefined when the asker left first. */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
};

/** Room for `limit` requests at once; the others queue, first come first served. */
export const createSlots = (limit: number): Slots => {
  const queue: (() => void)[] = [];
  let taken = 0;
  const giveBack = (): void => {
    taken -= 1;
    queue.shift()?.();
  };
  const release = (): (() => void) => {
    let isBack = false;
    return () => {
      if (!isBack) giveBack();
      isBack = true;
    };
  };
  return {
    isFull: () => taken >= limit,
    take: (signal) => new Promise((resolve) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        taken += 1;
        resolve(release());
      };
      const leave = (): void => {
        queue.splice(queue.indexOf(enter), 1);
        resolve(undefined);
      };
      if (signal.aborted) {
        resolve(undefined);
      } else if (taken < limit) {
        enter();
      } else {
        queue.push(enter);
        signal.addEventListener('abort', leave, { once: true });
      }
    }),
  };
};
