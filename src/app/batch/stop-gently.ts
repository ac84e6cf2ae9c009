import type { Io } from '../io.js';

/** A world whose signal comes later than that of the program, so that what is under way may come to its end. */
export type GentleStop = {
  readonly io: Io;
  /** Forgets the grace. */
  end(): void;
};

/** Gives what runs in the returned world so long after a first signal; `onStop` is called at that. */
export const stopGently = (io: Io, { graceMs, onStop }: { readonly graceMs: number; readonly onStop: () => void }): GentleStop => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    onStop();
    timer = setTimeout(() => controller.abort(io.signal.reason), graceMs);
  };
  io.signal.addEventListener('abort', onAbort, { once: true });
  return {
    io: Object.assign(Object.create(io) as Io, { signal: controller.signal }),
    end: () => {
      clearTimeout(timer);
      io.signal.removeEventListener('abort', onAbort);
    },
  };
};
