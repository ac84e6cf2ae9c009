import type { Writable } from 'node:stream';
import type { ComparePresenter } from '../render/compare-report.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import { createWriter } from '../render/writer.js';
import type { CompareColumn } from './compare-column.js';
import { createCompareColumn, endColumn, pushEvent } from './compare-column.js';
import { textWidthOf, toFinalLines, toLiveLines } from './compare-layout.js';
import { createLiveLoop } from './live-loop.js';
import { createQueue } from './queue.js';
import { createScreen } from './screen.js';
import type { CreateLiveView, Screen } from './screen.js';
import type { TerminalOutput, WindowSize } from './window-size.js';
import { windowSizeOf } from './window-size.js';

export type CompareTerminalOptions = {
  readonly stdout: TerminalOutput;
  readonly stderr: Writable;
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
const leastLiveRows = 8;
/** The requests should be out before the view is loaded, which keeps the process busy. */
const loadAfterMs = 60;
const unannouncedMs = 250;

type State = {
  readonly options: CompareTerminalOptions;
  readonly columns: readonly CompareColumn[];
  readonly screen: Screen;
  size: WindowSize;
  warnings: string[];
};

const sayWarnings = async ({ warnings, screen, options }: State): Promise<void> => {
  if (warnings.length === 0) return;
  await screen.lift();
  options.stderr.write(warnings.splice(0).join(''));
};

/** Half of the window: with half of its width it holds them still. What is higher than a window cannot be erased. */
const liveRowsOf = ({ tailRows, rows }: WindowSize): number => (tailRows === 0 ? 0 : Math.min(rows - 2, Math.max(leastLiveRows, Math.floor(rows / 2))));

const draw = async (state: State): Promise<void> => {
  await sayWarnings(state);
  const { size, columns, screen, options: { theme, monotonicMs } } = state;
  const tail = toLiveLines({ columns, theme, nowMs: monotonicMs(), size: { columns: size.columns, rows: liveRowsOf(size) } });
  await screen.draw({ finished: [], tail });
};

const resize = async (state: State): Promise<void> => {
  const next = windowSizeOf(state.options.stdout);
  await state.screen.lift(next.columns);
  state.size = next;
  for (const { text } of state.columns) text.reflow(textWidthOf(state.columns.length, next.columns));
};

const close = async (state: State): Promise<void> => {
  const { screen, columns, size, options: { stdout, theme } } = state;
  await screen.lift();
  await sayWarnings(state);
  await createWriter(stdout).write(toFinalLines(columns, size.columns, theme).map((line) => `${line.trimEnd()}\n`).join(''));
};

const createState = (options: CompareTerminalOptions): State => {
  const { stdout, names, theme, showReasoning, monotonicMs } = options;
  const size = windowSizeOf(stdout);
  const state: State = {
    options, size, warnings: [],
    screen: createScreen(createWriter(stdout), () => state.size.columns),
    columns: names.map((name) => createCompareColumn(name, { theme, showReasoning, width: textWidthOf(names.length, size.columns), nowMs: monotonicMs() })),
  };
  return state;
};

/**
 * Shows answers side by side as they stream, or one below the other in a narrow window: the live part takes
 * half of the window's rows and is set anew when that changes; at the end it makes way for all answers, whole, and a
 * table. Ink is loaded while the requests are on their way, and not at all when every answer is there before.
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
    resize: () => run(() => resize(state)),
    suspend: () => run(() => state.screen.lift()),
  });
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
      return run(() => close(state));
    },
  };
};
