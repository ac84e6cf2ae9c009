import type { Writer } from '../render/writer.js';
import type { CursorPlace, WindowChange } from './erase-tail.js';
import { eraseTail } from './erase-tail.js';
import { createFrameStdout } from './frame-stdout.js';
import type { FrameStdout, RestingPlace } from './frame-stdout.js';

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
   * Takes the tail away; the next `draw` shows it again. `change` tells what the window has become meanwhile.
   */
  lift(change?: WindowChange): Promise<void>;
  /** Leaves the tail on the screen as text that is finished; true when there was one. */
  settle(): Promise<boolean>;
};

type Live = { readonly view: LiveView; readonly stdout: FrameStdout };

const nothing: Lines = { finished: [], tail: [] };

const isSameTail = (left: Lines, right: Lines): boolean =>
  left.tail.length === right.tail.length && left.tail.every((line, index) => line === right.tail[index])
  && left.cursor?.row === right.cursor?.row && left.cursor?.column === right.cursor?.column;

/** Where the cursor waits after a frame. */
const toRestingPlace = ({ tail, cursor }: Lines): RestingPlace | undefined =>
  cursor === undefined ? undefined : { rowsUp: tail.length - cursor.row, column: cursor.column, isHidden: cursor.isHidden };

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
  let shown = nothing;

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
    shown = nothing;
    if (ending === undefined) return;
    ending.stdout.rest(undefined);
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
      const { finished, tail } = lines;
      if (finished.length === 0 && isSameTail(lines, shown)) return;
      if (createView === undefined || (live === undefined && tail.length === 0)) return append(writer, finished);
      shown = lines;
      if (live === undefined) live = begin(createView, lines);
      else live.view.draw(lines);
      if (live.view.hasFailed()) return giveUp(finished);
      live.stdout.rest(toRestingPlace(lines));
      await live.stdout.flush();
    },
    enable: (create) => void (createView = create),
    lift: async (change) => {
      if (change === undefined || live === undefined) return end(false);
      const erasure = eraseTail(shown.tail, shown.cursor, change);
      const isAround = shown.cursor !== undefined;
      // What erases around the cursor counts from where it is.
      if (isAround) live.stdout.close();
      await end(isAround);
      await writer.write(erasure);
    },
    settle: async () => {
      const isKept = live !== undefined && shown.tail.length > 0;
      await end(isKept);
      return isKept;
    },
  };
};
