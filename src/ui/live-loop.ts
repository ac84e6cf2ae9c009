import { createDelay } from './delay.js';
import { createFrameClock } from './frame-clock.js';
import type { CreateLiveView } from './screen.js';
import { watchSuspend } from './suspend.js';
import { createViewLoader } from './view-loader.js';
import type { ViewLoader } from './view-loader.js';
import { spinnerFrameMs } from './waiting-line.js';
import { noticeResize } from './window-size.js';
import type { TerminalOutput } from './window-size.js';

/** What keeps a live view going: frames, a spinner, resizes, Ctrl-Z, and the loading of what draws. */
export type LiveLoop = {
  readonly loader: ViewLoader;
  /** Draws when a frame is due. Rejects with what an earlier frame failed with. */
  request(): Promise<void>;
  /** The same, for those who have nobody to tell of a failure: it comes again with the next `request`. */
  drawSoon(): void;
  /** No frame comes any more. */
  stop(): void;
};

export type LiveLoopOptions = {
  readonly stdout: TerminalOutput;
  readonly monotonicMs: () => number;
  readonly frameMs: number;
  /** How long a window keeps its size before it is drawn in again: resizing comes in bursts. @default 120 */
  readonly stillMs?: number | undefined;
  /** Loads the part that draws. @default Ink */
  readonly loadView?: (() => Promise<CreateLiveView>) | undefined;
  readonly enable: (createView: CreateLiveView) => void;
  readonly draw: () => Promise<void>;
  /** Asked between frames: whether a picture that moves is on the screen. */
  readonly isMoving: () => boolean;
  readonly resize: () => Promise<void>;
  readonly suspend: () => Promise<void>;
};

const defaultStillMs = 120;

const loadInk = async (): Promise<CreateLiveView> => (await import('./load-ink.js')).loadInk();

export const createLiveLoop = (options: LiveLoopOptions): LiveLoop => {
  const { stdout, monotonicMs, frameMs } = options;
  const stillness = createDelay(() => drawSoon());
  const draw = (): Promise<void> => {
    noticeResize(stdout);
    return stillness.isDue() ? Promise.resolve() : options.draw();
  };
  const clock = createFrameClock({ frameMs, monotonicMs, draw });
  const drawSoon = (): void => void clock.request().catch(() => undefined);
  const loader = createViewLoader(options.loadView ?? loadInk, (createView) => {
    options.enable(createView);
    drawSoon();
  });
  const onResize = (): void => {
    options.resize().catch(() => undefined);
    stillness.start(options.stillMs ?? defaultStillMs);
  };
  const spinner = setInterval(() => {
    if (options.isMoving()) drawSoon();
  }, spinnerFrameMs).unref();
  const endSuspend = watchSuspend(options.suspend);
  stdout.on('resize', onResize);
  return {
    loader,
    request: () => clock.request(),
    drawSoon,
    stop: () => {
      loader.cancel();
      stillness.stop();
      clock.stop();
      endSuspend();
      clearInterval(spinner);
      stdout.off('resize', onResize);
    },
  };
};
