import type { Pause } from '../core/pause.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import type { Writer } from '../render/writer.js';
import { createAnswerLines } from './answer-lines.js';
import type { AnswerLines } from './answer-lines.js';
import { createQueue } from './queue.js';
import { createRaceBoard } from './race-board.js';
import type { RaceBoard } from './race-board.js';
import { createScreen } from './screen.js';
import type { CreateLiveView, Screen } from './screen.js';
import { toWaitingLine } from './waiting-line.js';
import type { Waiting } from './waiting-line.js';
import { windowSizeOf } from './window-size.js';
import type { TerminalOutput, WindowSize } from './window-size.js';

export type LiveAnswerOptions = {
  readonly stdout: TerminalOutput;
  readonly writer: Writer;
  /** Puts lines on stderr. */
  readonly writeWarnings: (lines: string) => void;
  readonly theme: MarkdownTheme;
  readonly showReasoning: boolean;
  /** Who runs in a race. @default nobody */
  readonly contenders?: readonly string[] | undefined;
  readonly monotonicMs: () => number;
  /** What TERM says. */
  readonly term?: string | undefined;
};

/** An answer on a screen. What is added is seen with the next frame; frames and changes follow one another. */
export type LiveAnswer = {
  add(kind: 'reasoning' | 'text', text: string): void;
  wait(what: string, pause?: Pause): void;
  warn(line: string): void;
  lose(name: string, reason: string): void;
  /** Who answers, shown with the first word; undefined where nobody ran. */
  win(name: string | undefined): void;
  enable(createView: CreateLiveView): void;
  /** Whether there is still nothing to read. */
  isWaiting(): boolean;
  draw(): Promise<void>;
  /** The window has another size: finished lines stay as they are, and what is still open is set anew with the next frame. */
  resize(): Promise<void>;
  /** Puts the terminal in order for whoever uses it next; what is still open comes again with the next frame. */
  suspend(): Promise<void>;
  /** Shows all that is left, then the lines `closing` gives for the width. */
  finish(closing: (columns: number) => readonly string[]): Promise<void>;
};

type Piece = { readonly kind: 'reasoning' | 'text'; text: string };

type State = {
  readonly options: LiveAnswerOptions;
  readonly screen: Screen;
  readonly answer: AnswerLines;
  size: WindowSize;
  /** What came since the last frame. */
  pieces: Piece[];
  warnings: string[];
  /** Lines that are final but not on the screen yet. */
  kept: readonly string[];
  waiting: Omit<Waiting, 'thinkingTokens'> | undefined;
  isEmpty: boolean;
  race: { readonly board: RaceBoard; winner: string | undefined } | undefined;
};

const createState = (options: LiveAnswerOptions): State => {
  const { stdout, writer, theme, showReasoning, monotonicMs, term, contenders = [] } = options;
  const size = windowSizeOf(stdout);
  const state: State = {
    options, size, pieces: [], warnings: [], kept: [], isEmpty: true,
    race: contenders.length < 2 ? undefined : { board: createRaceBoard(contenders, monotonicMs(), theme), winner: undefined },
    screen: createScreen(writer, () => state.size.columns, { term }),
    answer: createAnswerLines({ theme, width: size.columns, showReasoning, monotonicMs }),
    waiting: { what: 'waiting', sinceMs: monotonicMs() },
  };
  return state;
};

const takePieces = (state: State): void => {
  for (const { kind, text } of state.pieces) {
    if (kind === 'text') state.answer.addText(text);
    else state.answer.addReasoning(text);
  }
  state.pieces = [];
};

const takeFinished = (state: State): readonly string[] => {
  const finished = [...state.kept, ...state.answer.take()];
  state.kept = [];
  return finished;
};

const tailOf = ({ answer, waiting, size, options, race }: State): readonly string[] => {
  const tail = answer.tail();
  if (tail.length > 0 || waiting === undefined) return tail;
  if (race !== undefined) return race.board.running(options.monotonicMs(), size.columns);
  return [toWaitingLine({ ...waiting, thinkingTokens: answer.thinkingTokens() }, options.monotonicMs(), size.columns, options.theme)];
};

const sayWarnings = async (state: State): Promise<void> => {
  if (state.warnings.length === 0) return;
  await state.screen.lift();
  state.options.writeWarnings(state.warnings.join(''));
  state.warnings = [];
};

const draw = async (state: State): Promise<void> => {
  await sayWarnings(state);
  takePieces(state);
  const { answer, screen, size: { tailRows } } = state;
  if (tailRows > 0 && answer.tail().length > tailRows) answer.settle();
  const finished = takeFinished(state);
  await screen.draw({ finished, tail: tailRows === 0 ? [] : tailOf(state).slice(-tailRows) });
};

const resize = async (state: State): Promise<void> => {
  const next = windowSizeOf(state.options.stdout);
  await state.screen.lift(next.columns);
  state.answer.reflow(next.columns);
  state.size = next;
};

const finish = async (state: State, closing: (columns: number) => readonly string[]): Promise<void> => {
  state.waiting = undefined;
  takePieces(state);
  state.answer.finish();
  await state.screen.lift();
  await sayWarnings(state);
  const last = closing(state.size.columns);
  const lines = [...takeFinished(state), ...(last.length > 0 && !state.isEmpty ? [''] : []), ...last];
  if (lines.length > 0) await state.options.writer.write(`${lines.join('\n')}\n`);
};

/** With its first word a race is over; how it ended stays above the answer. */
const endRace = (state: State): void => {
  const { race, options: { monotonicMs }, size } = state;
  state.race = undefined;
  if (race?.winner !== undefined) state.kept = [...state.kept, ...race.board.ended(race.winner, monotonicMs(), size.columns), ''];
};

const addPiece = (state: State, kind: Piece['kind'], text: string): void => {
  if (text === '') return;
  state.isEmpty = false;
  endRace(state);
  if (kind === 'text') state.waiting = undefined;
  const last = state.pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else state.pieces.push({ kind, text });
};

/** An answer on a screen that can only append until `enable` gives it more. */
export const createLiveAnswer = (options: LiveAnswerOptions): LiveAnswer => {
  const state = createState(options);
  const run = createQueue();
  return {
    add: (kind, text) => addPiece(state, kind, text),
    wait: (what, pause) => {
      if (state.waiting !== undefined) state.waiting = { what, pause, sinceMs: options.monotonicMs() };
    },
    warn: (line) => void state.warnings.push(line),
    lose: (name, reason) => state.race?.board.fail(name, reason),
    win: (name) => {
      if (name === undefined) state.race = undefined;
      else if (state.race !== undefined) state.race.winner = name;
    },
    enable: (createView) => state.screen.enable(createView),
    isWaiting: () => state.waiting !== undefined,
    draw: () => run(() => draw(state)),
    resize: () => run(() => resize(state)),
    suspend: () => run(() => state.screen.lift()),
    finish: (closing) => run(() => finish(state, closing)),
  };
};
