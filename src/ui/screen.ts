import { paintedWidth } from '../render/markdown/text-width.js';
import type { Writer } from '../render/writer.js';
import { createFrameStdout } from './frame-stdout.js';
import type { FrameStdout } from './frame-stdout.js';

/** A place in the tail: a line of it, and columns from the left. */
export type CursorPlace = { readonly row: number; readonly column: number };

/** What a frame shows: lines that are finished now, and the tail below them; the cursor, where somebody writes in the tail. */
export type Lines = { readonly finished: readonly string[]; readonly tail: readonly string[]; readonly cursor?: CursorPlace | undefined };

/** The part of the screen that is drawn again and again, below what is finished. */
export type LiveView = {
  /** Puts finished lines above the tail and draws the tail. */
  draw(lines: Lines): void;
  /** Whether the lines could not be drawn, the last finished ones included; nothing can be from then on. */
  hasFailed(): boolean;
  /** Takes the tail off the screen and ends the view. */
  remove(): Promise<void>;
  /** Leaves the tail where it stands and ends the view. */
  leave(): void;
  /** Resolves when the view has ended, whatever the reason. */
  readonly ended: Promise<void>;
};

/** Begins a view. It writes to the frame, and whoever draws flushes that. */
export type CreateLiveView = (stdout: FrameStdout, first: Lines) => LiveView;

/** Finished lines in the scrollback, and below them a tail that changes. */
export type Screen = {
  /** Adds finished lines and shows the tail, where it can be shown. Resolves when the terminal takes more. */
  draw(lines: Lines): Promise<void>;
  /** From now on tails can be shown. */
  enable(createView: CreateLiveView): void;
  /**
   * Takes the tail away; the next `draw` shows it again. `columns` is the width the window has now, if it has
   * changed since: terminals wrap lines anew that no longer fit.
   */
  lift(columns?: number): Promise<void>;
  /** Leaves the tail on the screen as text that is finished; true when there was one. */
  settle(): Promise<boolean>;
};

type Live = { readonly view: LiveView; readonly stdout: FrameStdout };

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((line, index) => line === right[index]);

const isSamePlace = (left: CursorPlace | undefined, right: CursorPlace | undefined): boolean =>
  left?.row === right?.row && left?.column === right?.column;

const eraseRowAbove = '\u001b[1A\u001b[2K';

/** Rows that lines take which were made for a wider window, beyond one each. */
const extraRows = (lines: readonly string[], columns: number): number =>
  lines.reduce((sum, line) => sum + Math.max(0, Math.ceil(paintedWidth(line) / columns) - 1), 0);

/**
 * Clears a tail with the cursor in it that the terminal has wrapped anew. Counted from the cursor alone, because
 * terminals may drop the rows below it when they get lower; and some leave the cursor's own line as it is: rather a row
 * stays there than one above gets lost.
 */
const eraseAround = (tail: readonly string[], cursor: CursorPlace, columns: number): string => {
  const above = cursor.row + extraRows(tail.slice(0, cursor.row), columns);
  const below = tail.length + extraRows(tail, columns);
  return `\r\u001b[2K${eraseRowAbove.repeat(above)}\u001b7${'\u001b[1B\u001b[2K'.repeat(below)}\u001b8`;
};

/** What takes a tail away that the terminal has wrapped anew. */
const erasureOf = (tail: readonly string[], cursor: CursorPlace | undefined, columns: number): string =>
  cursor === undefined ? eraseRowAbove.repeat(extraRows(tail, columns)) : eraseAround(tail, cursor, columns);

const append = async (writer: Writer, finished: readonly string[]): Promise<void> => {
  if (finished.length > 0) await writer.write(`${finished.join('\n')}\n`);
};

/**
 * A screen that only appends until it is given a view. `columns` is asked at the beginning of every view; `onBreak`
 * is told when a view has ended by itself.
 */
export const createScreen = (writer: Writer, columns: () => number, onBreak: () => void = () => undefined): Screen => {
  let createView: CreateLiveView | undefined;
  let live: Live | undefined;
  let shown: readonly string[] = [];
  let place: CursorPlace | undefined;

  const begin = (create: CreateLiveView, lines: Lines): Live => {
    const stdout = createFrameStdout(writer, columns());
    const begun: Live = { view: create(stdout, lines), stdout };
    // A view that breaks must not take the answer with it: from then on lines are only appended.
    void begun.view.ended.then(() => {
      if (live !== begun) return;
      live = undefined;
      createView = undefined;
      onBreak();
    });
    return begun;
  };

  const end = async (isKept: boolean): Promise<void> => {
    const ending = live;
    live = undefined;
    shown = [];
    place = undefined;
    if (ending === undefined) return;
    if (isKept) ending.view.leave();
    else await ending.view.remove();
    await ending.stdout.flush();
  };

  /** What could not be drawn is appended, and so is all that follows. */
  const giveUp = async (finished: readonly string[]): Promise<void> => {
    createView = undefined;
    await end(false);
    await append(writer, finished);
    onBreak();
  };

  return {
    draw: async (lines) => {
      const { finished, tail, cursor } = lines;
      if (finished.length === 0 && isSame(tail, shown) && isSamePlace(cursor, place)) return;
      if (createView === undefined || (live === undefined && tail.length === 0)) return append(writer, finished);
      shown = tail;
      place = cursor;
      if (live === undefined) live = begin(createView, lines);
      else live.view.draw(lines);
      if (live.view.hasFailed()) return giveUp(finished);
      await live.stdout.flush();
    },
    enable: (create) => {
      createView = create;
    },
    lift: async (now) => {
      const erasure = now === undefined || live === undefined ? '' : erasureOf(shown, place, now);
      await end(erasure !== '' && place !== undefined);
      if (erasure !== '') await writer.write(erasure);
    },
    settle: async () => {
      const isKept = live !== undefined && shown.length > 0;
      await end(isKept);
      return isKept;
    },
  };
};
