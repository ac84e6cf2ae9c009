export type Delay = {
  /** Runs the task when this long has gone by without another `start`. */
  start(ms: number): void;
  stop(): void;
  /** Whether the task is still to come. */
  isDue(): boolean;
};

/** A task that waits until things are still. It does not keep the process alive. */
export const createDelay = (task: () => void): Delay => {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    start: (ms) => {
      stop();
      timer = setTimeout(() => {
        timer = undefined;
        task();
      }, ms);
      timer.unref();
    },
    stop,
    isDue: () => timer !== undefined,
  };
};
