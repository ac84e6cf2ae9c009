import { paintedWidth } from '../render/markdown/text-width.js';
import type { Writer } from '../render/writer.js';
import type { CreateLiveView, LiveView } from './screen.js';
import { beginFrame, endFrame, hideCursor, showCursor, withoutWrap, withWrap } from './sequences.js';

/**
 * The window for as long as something is watched in it: a picture of its own, which is not text for the scrollback.
 * Terminals keep it apart, and set no row of it anew in another width.
 */
export type AlternateScreen = {
  /** From now on something can be shown. */
  enable(createView: CreateLiveView): void;
  /** Shows lines from the top of a window of this size, where it can; no lines bring the main screen back. Resolves when the terminal takes more. */
  draw(lines: readonly string[], window: Window): Promise<void>;
  /** Whether the main screen is away. */
  isShown(): boolean;
  /** The window has another size: the next `draw` writes everything. */
  resize(): void;
  /** Brings the main screen back as it was; the next `draw` goes on. Writes at once, because the process may be at its end. */
  leave(): Promise<void>;
};

type Window = { readonly columns: number; readonly rows: number };

const [eraseRight, eraseRow, eraseBelow] = ['\u001b[K', '\u001b[2K', '\u001b[J'];
const [home, secondRow] = ['\u001b[H', '\u001b[2H'];
const [enterAlternate, leaveAlternate] = ['\u001b[?1049h', '\u001b[?1049l'];

/**
 * Many terminals make arrow keys of the wheel here, which would wait for the shell. Those that cannot keep what was
 * set before have it on by themselves.
 */
const [keepWheel, restoreWheel] = ['\u001b[?1007s\u001b[?1007l', '\u001b[?1007h\u001b[?1007r'];

/** Where a terminal has no alternate screen, the line feeds move what is in its window to the scrollback. */
const enter = (rows: number): string => enterAlternate + '\n'.repeat(rows - 1) + keepWheel + hideCursor;
/** Erases the picture, for the same terminals: not all at once, as some move that to the scrollback instead. */
const erase = secondRow + eraseBelow + home + eraseRow;
const exit = erase + restoreWheel + leaveAlternate + showCursor;

/** A row whose last column is taken leaves the cursor on it, where erasing to the right would take it away again. */
const place = (row: string, index: number, columns: number): string =>
  `\u001b[${index + 1}H${paintedWidth(row) < columns ? row + eraseRight : eraseRow + row}`;

/** Every row of the window, since typed keys are echoed between frames; the cursor waits where they move nothing. */
const toFrame = (rows: readonly string[], window: Window): string => {
  const all = Array.from({ length: window.rows }, (_, index) => place(rows[index] ?? '', index, window.columns));
  return withoutWrap + all.join('') + withWrap + home;
};

const isSame = (left: readonly string[] | undefined, right: readonly string[]): boolean =>
  left?.length === right.length && left.every((row, index) => row === right[index]);

/** The main screen, until the first `draw` after `enable`. A view that breaks brings it back, and nothing is shown from then on. */
export const createAlternateScreen = (writer: Writer): AlternateScreen => {
  let createView: CreateLiveView | undefined;
  let view: LiveView | undefined;
  let shown: readonly string[] | undefined;
  let isShown = false;

  const begin = (create: CreateLiveView, columns: number): LiveView => {
    const begun = create(columns);
    void begun.ended.then(() => {
      if (view === begun) giveUp().catch(() => undefined);
    });
    return begun;
  };

  const endView = (): void => {
    const ending = view;
    view = undefined;
    shown = undefined;
    ending?.end();
  };

  const leave = (): Promise<void> => {
    const text = isShown ? exit : '';
    isShown = false;
    endView();
    return writer.write(text);
  };

  const giveUp = (): Promise<void> => {
    createView = undefined;
    return leave();
  };

  return {
    enable: (create) => void (createView = create),
    draw: async (lines, window) => {
      if (lines.length === 0) return leave();
      if (createView === undefined) return;
      view ??= begin(createView, window.columns);
      const rows = view.draw(lines);
      if (rows === undefined) return giveUp();
      if (isSame(shown, rows)) return;
      const frame = beginFrame + (isShown ? '' : enter(window.rows)) + toFrame(rows, window) + endFrame;
      shown = rows;
      isShown = true;
      await writer.write(frame);
    },
    isShown: () => isShown,
    resize: endView,
    leave,
  };
};
