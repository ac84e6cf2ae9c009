/** Spreads frames in time. */
export type FrameClock = {
  /** Draws now if the last frame is old enough, else when it is. Rejects with what an earlier frame failed with. */
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

  const start = (): Promise<void> => {
    lastMs = monotonicMs();
    drawing = draw().then(() => {
      drawing = undefined;
    });
    // A frame drawn by the timer has nobody to fail to; the next request gets the same promise.
    drawing.catch(() => undefined);
    return drawing;
  };

  const onTimer = (): void => {
    timer = undefined;
    if (drawing === undefined) void start();
  };

  return {
    request: () => {
      const waitMs = lastMs + frameMs - monotonicMs();
      if (drawing !== undefined) return drawing;
      if (waitMs <= 0) return start();
      timer ??= setTimeout(onTimer, waitMs);
      return Promise.resolve();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
};
