import type { ComparePresenter } from '../render/compare-report.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import { createWriter } from '../render/writer.js';
import type { Writer } from '../render/writer.js';
import { watchAbruptEnd } from './abrupt-end.js';
import { createAlternateScreen } from './alternate-screen.js';
import type { AlternateScreen } from './alternate-screen.js';
import type { CompareColumn } from './compare-column.js';
import { createCompareColumn, endColumn, pushEvent } from './compare-column.js';
import { textWidthOf, toFinalLines, toLiveLines } from './compare-layout.js';
import { createLiveLoop } from './live-loop.js';
import { createQueue } from './queue.js';
import type { CreateLiveView } from './screen.js';
import type { TerminalOutput, WindowSize } from './window-size.js';
import { noticeResize, windowSizeOf } from './window-size.js';

export type CompareTerminalOptions = {
  readonly stdout: TerminalOutput;
  readonly stderr: TerminalOutput;
  /** The models, as provider/model. */
  readonly names: readonly string[];
  readonly theme: MarkdownTheme;
  readonly showReasoning: boolean;
  /** Monotonic clock, milliseconds. */
  readonly monotonicMs: () => number;
  /** How long a window keeps its size before it is drawn in again. @default 120 */
  readonly stillMs?: number;
  /** Loads the part that draws. @default Ink */
  readonly loadView?: () => Promise<CreateLiveView>;
};

/** Whole columns move: twenty frames a second are calm, and enough. */
const frameMs = 1000 / 20;
/** The requests should be out before the view is loaded, which keeps the process busy. */
const loadAfterMs = 60;
const unannouncedMs = 250;

type State = {
  readonly options: CompareTerminalOptions;
  readonly columns: readonly CompareColumn[];
  readonly writer: Writer;
  readonly screen: AlternateScreen;
  warnings: string[];
  isClosed: boolean;
};

const sayWarnings = ({ warnings, options }: State): void => {
  if (warnings.length > 0) options.stderr.write(warnings.splice(0).join(''));
};

/** The window as it is now, with the answers set in its width. */
const measure = ({ options, columns }: State): WindowSize => {
  const size = windowSizeOf(options.stdout);
  for (const { text } of columns) text.reflow(textWidthOf(columns.length, size.columns));
  return size;
};

/** What is said while the main screen is away would be drawn over: it waits. */
const draw = async (state: State): Promise<void> => {
  const { screen, columns, isClosed, options: { stderr, theme, monotonicMs } } = state;
  if (isClosed) return;
  if (!screen.isShown() || stderr.isTTY !== true) sayWarnings(state);
  const size = measure(state);
  await screen.draw(size.tailRows === 0 ? [] : toLiveLines({ columns, theme, nowMs: monotonicMs(), size }), size);
};

/** Leaves everything that came on the main screen. All of it is written at once, because the process may be at its end. */
const close = async (state: State): Promise<void> => {
  if (state.isClosed) return;
  state.isClosed = true;
  const { screen, writer, columns, options: { stdout, theme } } = state;
  const left = screen.leave();
  sayWarnings(state);
  noticeResize(stdout);
  const lines = toFinalLines(columns, measure(state).columns, theme);
  await Promise.all([left, writer.write(lines.map((line) => `${line.trimEnd()}\n`).join(''))]);
};

const createState = (options: CompareTerminalOptions): State => {
  const { stdout, names, theme, showReasoning, monotonicMs } = options;
  const width = textWidthOf(names.length, windowSizeOf(stdout).columns);
  const writer = createWriter(stdout);
  return {
    options, writer, screen: createAlternateScreen(writer), warnings: [], isClosed: false,
    columns: names.map((name) => createCompareColumn(name, { theme, showReasoning, width, nowMs: monotonicMs() })),
  };
};

/**
 * Shows answers side by side as they stream, or one below the other in a narrow window, on the alternate screen. At
 * the end, whatever it is, that makes way for all answers, whole, and a table. Ink is loaded while the requests are on
 * their way, and not at all when every answer is there before.
 */
export const createCompareTerminal = (options: CompareTerminalOptions): ComparePresenter => {
  const { monotonicMs } = options;
  const state = createState(options);
  const run = createQueue();
  const loop = createLiveLoop({
    ...options, frameMs,
    enable: (createView) => state.screen.enable(createView),
    draw: () => run(() => draw(state)),
    isMoving: () => state.columns.some(({ ended }) => ended === undefined),
    resize: () => {
      state.screen.resize();
      return Promise.resolve();
    },
    suspend: () => run(() => state.screen.leave()),
  });
  const endWatch = watchAbruptEnd(() => void close(state).catch(() => undefined));
  const withColumn = (index: number, act: (column: CompareColumn) => void): void => {
    const column = state.columns[index];
    if (column !== undefined) act(column);
  };
  loop.loader.loadAfter(unannouncedMs);
  return {
    showsFailures: true,
    wait: (index, what) => {
      withColumn(index, (column) => (column.waiting = { what, sinceMs: monotonicMs() }));
      loop.loader.loadAfter(loadAfterMs);
      loop.drawSoon();
    },
    push: (index, event) => {
      withColumn(index, (column) => pushEvent(column, event, monotonicMs()));
      return loop.request();
    },
    end: (index, report, error) => {
      withColumn(index, (column) => endColumn(column, report, error));
      return loop.request();
    },
    warn: (line) => {
      state.warnings.push(line);
      loop.drawSoon();
    },
    close: () => {
      loop.stop();
      return run(() => close(state)).finally(endWatch);
    },
  };
};
