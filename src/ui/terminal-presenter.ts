import type { Pause } from '../core/pause.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import type { Presenter } from '../render/report.js';
import { createWriter } from '../render/writer.js';
import { toFooter } from './footer.js';
import { createLiveAnswer } from './live-answer.js';
import { createLiveLoop } from './live-loop.js';
import type { CreateLiveView } from './screen.js';
import type { TerminalOutput } from './window-size.js';

export type TerminalPresenterOptions = {
  readonly stdout: TerminalOutput;
  /** Puts lines on stderr. */
  readonly writeWarnings: (lines: string) => void;
  /** Who is asked, until the answer says who answers. */
  readonly target: { readonly provider: string; readonly model: string };
  readonly theme: MarkdownTheme;
  /** Who runs in a race, as provider/model. @default nobody */
  readonly contenders?: readonly string[];
  /** Reasoning in full, dimmed; otherwise one line tells that the model thinks. */
  readonly showReasoning: boolean;
  /** Monotonic clock, milliseconds. */
  readonly monotonicMs: () => number;
  /** What TERM says. */
  readonly term?: string | undefined;
  /** How long after a request the view is loaded, which keeps the process busy: the request should be out by then. @default 60 */
  readonly loadAfterMs?: number;
  /** How long a window keeps its size before it is drawn in again. @default 120 */
  readonly stillMs?: number;
  /** Loads the part that draws. @default Ink */
  readonly loadView?: () => Promise<CreateLiveView>;
};

export type TerminalPresenter = Presenter & {
  /** Also tells that a request is on its way. */
  connect(what: string): void;
  wait(what: string, pause?: Pause): void;
  /** A line for stderr, put there without disturbing what is drawn. */
  warn(line: string): void;
};

/** Thirty frames a second. */
const frameMs = 1000 / 30;
const defaultLoadAfterMs = 60;
/** Nobody said that a request has left, and no cached answer has come. */
const unannouncedMs = 250;

const waitingFor = ({ provider, model }: { readonly provider: string; readonly model: string }): string => `waiting for ${provider}/${model}`;

/**
 * Shows an answer on a terminal as it streams: Markdown in the scrollback, a short tail that is drawn again, a
 * spinner before the first token and a footer at the end. Ink is loaded while the request is on its way; a cached
 * answer, or one that is complete before, is written at once without it. Never clears the screen, never reads keys.
 */
export const createTerminalPresenter = (options: TerminalPresenterOptions): TerminalPresenter => {
  const { stdout, target, theme } = options;
  const live = createLiveAnswer({ ...options, writer: createWriter(stdout) });
  let isSilent = false;
  const loop = createLiveLoop({
    ...options, frameMs,
    enable: (createView) => live.enable(createView),
    draw: () => (isSilent ? Promise.resolve() : live.draw()),
    isMoving: () => live.isWaiting(),
    resize: () => live.resize(),
    suspend: () => live.suspend(),
  });

  const close = (closing: (columns: number) => readonly string[]): Promise<void> => {
    isSilent = true;
    loop.stop();
    return live.finish(closing);
  };

  const wait = (what: string, pause?: Pause): void => {
    live.wait(what, pause);
    loop.loader.loadAfter(options.loadAfterMs ?? defaultLoadAfterMs);
    loop.drawSoon();
  };

  live.wait(waitingFor(target));
  loop.loader.loadAfter(unannouncedMs);
  return {
    push: (event) => {
      if (event.type === 'start') isSilent = event.cachedAgeMs !== undefined;
      if (isSilent) live.win(undefined);
      if (event.type === 'start') loop.loader[isSilent ? 'cancel' : 'load']();
      if (event.type === 'text' || event.type === 'reasoning') live.add(event.type, event.text);
      // A cached answer is whole now; the footer waits until it is in the history.
      if (event.type === 'end' && isSilent) return live.finish(() => []);
      return event.type === 'end' || isSilent ? Promise.resolve() : loop.request();
    },
    end: (report) => close((columns) => toFooter(report, columns, theme)),
    fail: () => close(() => []),
    lose: (name, reason) => {
      live.lose(name, reason);
      loop.drawSoon();
    },
    win: (name) => live.win(name),
    connect: (what) => wait(what),
    wait,
    warn: (line) => {
      live.warn(line);
      loop.drawSoon();
    },
  };
};
