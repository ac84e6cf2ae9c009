import type { Writer } from '../../render/writer.js';
import { createDelay } from '../delay.js';
import { createFrameClock } from '../frame-clock.js';
import { createQueue } from '../queue.js';
import { createScreen } from '../screen.js';
import type { CreateLiveView, Lines, Screen } from '../screen.js';
import { spinnerFrameMs } from '../waiting-line.js';
import { noticeResize, windowSizeOf } from '../window-size.js';
import type { TerminalOutput } from '../window-size.js';
import type { EditorRoom, EditorView } from './editor-view.js';
import type { TurnView } from './turn-view.js';

export type ChatScreenOptions = {
  readonly stdout: TerminalOutput;
  readonly writer: Writer;
  readonly monotonicMs: () => number;
  /** What TERM says. */
  readonly term?: string | undefined;
  /** Whether the terminal wraps lines anew in a narrower window, and does not cut them. @default true */
  readonly wrapsAnew?: boolean | undefined;
  /** The prompt being written. */
  readonly bottom: (room: EditorRoom) => EditorView;
  /** The drawing part broke, or the terminal takes nothing more. */
  readonly onFailure: (error: Error) => void;
  /** How long a window keeps its size before it is drawn in again. @default 120 */
  readonly stillMs?: number | undefined;
};

/** Finished text in the scrollback; below it the end of the answer that is coming, and the prompt being written. */
export type ChatScreen = {
  columns(): number;
  enable(createView: CreateLiveView): void;
  /** Adds lines to the scrollback with the next frame. */
  print(lines: readonly string[]): void;
  /** Adds a prompt that was sent. */
  printPrompt(lines: readonly string[]): void;
  /** Shows an answer from now on. */
  begin(turn: TurnView): void;
  /** Puts what is left of the answer and these lines into the scrollback. */
  end(closing: readonly string[]): void;
  /** Asks for a frame; resolves when the terminal takes more. */
  refresh(): Promise<void>;
  /** Takes prompt and tail off the screen, lets others write, and shows them again. */
  yield(others: () => Promise<void>): Promise<void>;
  /** Shows all that is finished, takes the prompt away and stops. */
  close(): Promise<void>;
};

const frameMs = 1000 / 30;
const defaultStillMs = 120;
const mostTailRows = 10;
const mostEditorRows = 10;

type State = {
  readonly options: ChatScreenOptions;
  readonly screen: Screen;
  size: { columns: number; rows: number; isTooSmall: boolean };
  pending: string[];
  turn: TurnView | undefined;
  isAway: boolean;
  isEnabled: boolean;
};

const sizeOf = (stdout: TerminalOutput): State['size'] => {
  const { columns, tailRows } = windowSizeOf(stdout);
  return { columns, rows: stdout.rows === undefined || stdout.rows <= 0 ? 24 : stdout.rows, isTooSmall: tailRows === 0 };
};

/**
 * What the next frame shows. A window that is too small for a prompt gets the finished lines alone. While an answer
 * comes, frames come by themselves, also when the window has just changed: the cursor is drawn then.
 */
const toFrame = ({ size: { columns, rows, isTooSmall }, pending, turn, options }: State): Lines => {
  if (isTooSmall) return { finished: [...pending.splice(0), ...(turn?.advance(0).finished ?? [])], tail: [] };
  const { lines, cursor } = options.bottom({ columns, rows: Math.max(1, Math.min(mostEditorRows, rows - 4)), drawsCursor: turn !== undefined });
  const room = Math.max(0, Math.min(mostTailRows, rows - 2 - lines.length));
  const { finished, tail } = turn?.advance(room) ?? { finished: [], tail: [] };
  const above = [...tail, ''];
  return {
    finished: [...pending.splice(0), ...finished], tail: [...above, ...lines],
    cursor: turn === undefined ? { row: above.length + cursor.row, column: cursor.column } : undefined,
  };
};

const draw = async (state: State): Promise<void> => {
  if (state.isAway || !state.isEnabled) return;
  await state.screen.draw(toFrame(state));
};

/** Finished lines stay as they are; what is still open of an answer is set anew with the next frame. */
const resize = async (state: State): Promise<void> => {
  const next = sizeOf(state.options.stdout);
  await state.screen.lift(state.options.wrapsAnew === false ? undefined : next.columns);
  state.turn?.reflow(next.columns);
  state.size = next;
};

const takeRest = (state: State): readonly string[] => {
  const rest = [...state.pending.splice(0), ...(state.turn?.finish() ?? [])];
  state.turn = undefined;
  return rest;
};

/** Others write while nothing of this is on the screen. */
const stepAside = async (state: State, others: () => Promise<void>): Promise<void> => {
  state.isAway = true;
  await state.screen.lift();
  try {
    await others();
  } finally {
    state.isAway = false;
  }
};

/** Shows what is left, and stays away. */
const finish = async (state: State): Promise<void> => {
  await state.screen.lift();
  const lines = takeRest(state);
  state.isAway = true;
  if (lines.length > 0) await state.options.writer.write(`${lines.join('\n')}\n`);
};

const createState = (options: ChatScreenOptions): State => {
  const { stdout, writer, term } = options;
  const onBreak = (): void => options.onFailure(new Error('The view of the chat ended by itself.'));
  const screen = createScreen(writer, () => state.size.columns, { term, onBreak });
  const state: State = { options, screen, size: sizeOf(stdout), pending: [], turn: undefined, isAway: false, isEnabled: false };
  return state;
};

export const createChatScreen = (options: ChatScreenOptions): ChatScreen => {
  const { stdout, monotonicMs } = options;
  const state = createState(options);
  const run = createQueue();
  const drawFrame = (): Promise<void> => {
    noticeResize(stdout);
    return stillness.isDue() ? Promise.resolve() : run(() => draw(state));
  };
  const clock = createFrameClock({ frameMs, monotonicMs, draw: drawFrame });
  const refresh = (): Promise<void> => clock.request().catch((error: unknown) => options.onFailure(error instanceof Error ? error : new Error(String(error))));
  const stillness = createDelay(() => void refresh());
  const spinner = setInterval(() => {
    if (state.turn?.isWaiting() === true) void refresh();
  }, spinnerFrameMs).unref();

  const print = (lines: readonly string[]): void => {
    // Behind what has come of the answer by now.
    if (state.turn !== undefined) state.pending.push(...state.turn.advance(0).finished);
    state.pending.push(...lines);
    void refresh();
  };
  const onResize = (): void => {
    run(() => resize(state)).catch(() => undefined);
    stillness.start(options.stillMs ?? defaultStillMs);
  };
  stdout.on('resize', onResize);

  return {
    columns: () => state.size.columns,
    enable: (createView) => {
      state.isEnabled = true;
      state.screen.enable(createView);
      void refresh();
    },
    print,
    printPrompt: (lines) => print(['', ...lines]),
    begin: (turn) => {
      state.turn = turn;
      void refresh();
    },
    end: (closing) => {
      state.pending.push(...takeRest(state), ...closing);
      void refresh();
    },
    refresh,
    yield: (others) => run(() => stepAside(state, others)).then(refresh),
    close: () => {
      stillness.stop();
      clock.stop();
      clearInterval(spinner);
      stdout.off('resize', onResize);
      return run(() => finish(state));
    },
  };
};
