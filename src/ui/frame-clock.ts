/** Spreads frames in time. */
export type FrameClock = {
  /**
   * Draws now if the last frame is old enough, else when it is. What is asked for while a frame is being drawn gets
   * one of its own after it. Rejects with what an earlier frame failed with.
   */
  request(): Promise<void>;
  /** No frame comes any more. */
  stop(): void;
};

export type FrameClockOptions = {
  readonly frameMs: number;
  readonly monotonicMs: () => number;
  readonly draw: () => Promise<void>;
};

/** Frames at most every `frameMs`. The wait for a slow terminal is handed on to whoever asks for the next frame. */
export const createFrameClock = ({ frameMs, monotonicMs, draw }: FrameClockOptions): FrameClock => {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let drawing: Promise<void> | undefined;
  let isStopped = false;
  let isAskedAgain = false;

  const start = (): Promise<void> => {
    lastMs = monotonicMs();
    isAskedAgain = false;
    drawing = draw().then(() => {
      drawing = undefined;
      if (isAskedAgain && !isStopped) schedule();
    });
    // A frame drawn by the timer has nobody to fail to; the next request gets the same promise.
    drawing.catch(() => undefined);
    return drawing;
  };

  const onTimer = (): void => {
    timer = undefined;
    if (drawing === undefined) void start();
  };

  const schedule = (): void => {
    timer ??= setTimeout(onTimer, Math.max(0, lastMs + frameMs - monotonicMs()));
  };

  return {
    request: () => {
      if (drawing !== undefined) {
        isAskedAgain = true;
        return drawing;
      }
      if (lastMs + frameMs <= monotonicMs()) return start();
      schedule();
      return Promise.resolve();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      timer = undefined;
    },
  };
};
