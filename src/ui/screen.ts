import { paintedWidth } from '../render/markdown/text-width.js';
import type { Writer } from '../render/writer.js';
import { watchAbruptEnd } from './abrupt-end.js';
import { beginFrame, endFrame, hideCursor, showCursor } from './sequences.js';
import type { CursorPlace } from './tail-frame.js';
import { drawTail, eraseTail, markTail, toRows } from './tail-frame.js';

/** What a frame shows: lines that are finished now, and the tail below them; the cursor, where somebody writes in the tail. */
export type Lines = { readonly finished: readonly string[]; readonly tail: readonly string[]; readonly cursor?: CursorPlace | undefined };

/** What makes rows of a tail, as wide as a window. */
export type LiveView = {
  /** The lines as rows of the screen; undefined where they cannot be drawn, and nothing can be from then on. */
  draw(lines: readonly string[]): readonly string[] | undefined;
  end(): void;
  /** Resolves when the view has ended, whatever the reason. */
  readonly ended: Promise<void>;
};

export type CreateLiveView = (columns: number) => LiveView;

/** Finished lines in the scrollback, and below them a tail that changes. */
export type Screen = {
  /** Adds finished lines and shows the tail, where it can be shown. Resolves when the terminal takes more. */
  draw(lines: Lines): Promise<void>;
  /** From now on tails can be shown. */
  enable(createView: CreateLiveView): void;
  /** Takes the tail away; the next `draw` shows it again. `columns` tells for how wide a window the terminal has wrapped lines anew. */
  lift(columns?: number): Promise<void>;
};

export type ScreenOptions = {
  /** What TERM says. */
  readonly term?: string | undefined;
  /** Told when a view has ended by itself. */
  readonly onBreak?: () => void;
};

type Shown = { readonly rows: readonly string[]; readonly cursor: CursorPlace | undefined };

const isSame = (left: Shown | undefined, right: Shown): boolean =>
  left?.rows.length === right.rows.length && left.rows.every((row, index) => row === right.rows[index])
  && left.cursor?.row === right.cursor?.row && left.cursor?.column === right.cursor?.column;

const toText = (lines: readonly string[]): string => (lines.length > 0 ? `${lines.join('\n')}\n` : '');

/** How far the top of what is shown is above the cursor, where the terminal has wrapped rows anew that no longer fit. */
const rowsAbove = ({ rows, cursor }: Shown, columns = Infinity): number =>
  rows.slice(0, cursor?.row ?? 0).reduce((sum, row) => sum + Math.max(1, Math.ceil(paintedWidth(row) / columns)), 0);

const hasCursor = (shown: Shown | undefined): boolean => shown === undefined || shown.cursor !== undefined;

/** From what is shown to the next, in one piece. */
const toFrame = (shown: Shown | undefined, finished: readonly string[], next: Shown, term: string | undefined): string =>
  beginFrame + (hasCursor(shown) ? hideCursor : '') + (shown === undefined ? '' : eraseTail(rowsAbove(shown))) + toRows(finished)
  + (next.rows.length > 0 ? drawTail(next.rows, next.cursor, term) + markTail(term) : '') + (hasCursor(next) ? showCursor : '') + endFrame;

/** A screen that only appends until it is given a view. `columns` is asked at the beginning of every view. */
export const createScreen = (writer: Writer, columns: () => number, { term, onBreak = () => undefined }: ScreenOptions = {}): Screen => {
  let createView: CreateLiveView | undefined;
  let view: LiveView | undefined;
  let shown: Shown | undefined;
  let endWatch = (): void => undefined;

  const begin = (create: CreateLiveView): LiveView => {
    const begun = create(columns());
    view = begun;
    endWatch = watchAbruptEnd(leave);
    // A view that breaks must not take the answer with it: from then on lines are only appended.
    void begun.ended.then(() => {
      if (view !== begun) return;
      leave();
      onBreak();
    });
    return begun;
  };

  /** Ends the view and gives what puts the terminal in order, `rest` in place of the tail. */
  const end = (rest: readonly string[], width?: number): string => {
    if (view === undefined) return '';
    const ending = view;
    const text = shown === undefined ? '' : eraseTail(rowsAbove(shown, width)) + toText(rest) + showCursor;
    view = undefined;
    shown = undefined;
    endWatch();
    ending.end();
    return text;
  };

  /** Leaves the tail as finished text: nothing is drawn any more. Writes at once, because the process may be at its end. */
  const leave = (): void => {
    createView = undefined;
    writer.write(end(shown?.rows ?? [])).catch(() => undefined);
  };

  /** What could not be drawn is appended, and so is all that follows. */
  const giveUp = async (finished: readonly string[]): Promise<void> => {
    createView = undefined;
    await writer.write(end([]) + toText(finished));
    onBreak();
  };

  return {
    draw: async ({ finished, tail, cursor }) => {
      if (createView === undefined || (view === undefined && tail.length === 0)) return writer.write(toText(finished));
      const drawing = view ?? begin(createView);
      const rows = drawing.draw(tail);
      if (rows === undefined) return giveUp(finished);
      const next: Shown = { rows, cursor };
      if (finished.length === 0 && isSame(shown, next)) return;
      const frame = toFrame(shown, finished, next, term);
      shown = next;
      await writer.write(frame);
    },
    enable: (create) => void (createView = create),
    lift: (width) => writer.write(end([], width)),
  };
};
