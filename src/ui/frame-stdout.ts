import type { Writer } from '../render/writer.js';

/** Where the cursor waits between frames: so many rows above the one below the frame, and columns from the left. */
export type RestingPlace = { readonly rowsUp: number; readonly column: number; /** @default false */ readonly isHidden?: boolean | undefined };

/** What Ink takes for its stdout. */
export type FrameStdout = {
  /** For Ink's `stdout` option. */
  readonly stream: NodeJS.WriteStream;
  /** Lets the cursor wait there from the next `flush` on; undefined: below the frame, hidden. */
  rest(place: RestingPlace | undefined): void;
  /** Writes what has gathered, as one piece; resolves when the terminal takes more. */
  flush(): Promise<void>;
  /** Leaves the cursor where it waits: nothing is written any more. */
  close(): void;
};

// Taller than any tail: Ink clears the whole screen when what it draws does not fit the window.
const endlessRows = 1_000_000;

/** As many as a row becomes in the narrowest window; those below a frame are blank. */
const deleteRows = '\u001b[12M';
const [withoutWrap, withWrap] = ['\u001b[?7l', '\u001b[?7h'];
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';

/**
 * Back below the frame, by line feeds: a terminal that got lower has dropped the rows there, and moving the cursor
 * down would end too high. Ink, which erases upwards from where it left the cursor, would then erase finished lines.
 */
const leaveRest = (place: RestingPlace | undefined): string => {
  if (place === undefined) return '';
  return place.isHidden === true ? `\r${deleteRows}${'\n'.repeat(place.rowsUp)}` : `${hideCursor}\r${'\n'.repeat(place.rowsUp)}`;
};

const goToRest = (place: RestingPlace | undefined): string =>
  place === undefined ? '' : `\r${place.rowsUp > 0 ? `\u001b[${place.rowsUp}A` : ''}${place.column > 0 ? `\u001b[${place.column}C` : ''}${place.isHidden === true ? '' : showCursor}`;

/**
 * A frame may meet a window that has got narrower, before the program hears of it. Its last row is cut there then and
 * not wrapped, so that the way back to where that row begins stays the same.
 */
const cutLastRow = (frame: string): string => {
  const end = frame.lastIndexOf('\n');
  const start = frame.lastIndexOf('\n', end - 1) + 1;
  return end < 0 ? frame : `${frame.slice(0, start)}${withoutWrap}${frame.slice(start, end)}${withWrap}${frame.slice(end)}`;
};

const isSame = (left: RestingPlace | undefined, right: RestingPlace | undefined): boolean =>
  left?.rowsUp === right?.rowsUp && left?.column === right?.column && left?.isHidden === right?.isHidden;

/** The part of Node's stream that Ink uses. */
const toStream = (columns: number, write: (text: string, done?: () => void) => boolean): NodeJS.WriteStream => {
  const ignore = (): unknown => stream;
  const stream = { isTTY: true, columns, rows: endlessRows, writable: true, write, on: ignore, off: ignore, once: ignore, removeListener: ignore };
  return stream as unknown as NodeJS.WriteStream;
};

/**
 * Stands between Ink and the terminal. A frame reaches the terminal in one write; the width is the one the frame's
 * lines were made for, and resizes are not Ink's business: it would erase by a count of lines that no longer holds.
 */
export const createFrameStdout = (writer: Writer, columns: number): FrameStdout => {
  let gathered = '';
  let flushed: Promise<void> = Promise.resolve();
  let resting: RestingPlace | undefined;
  let next: RestingPlace | undefined;
  let isClosed = false;
  const flush = (): Promise<void> => {
    if (isClosed || (gathered === '' && isSame(resting, next))) return flushed;
    const text = leaveRest(resting) + (next?.isHidden === true ? cutLastRow(gathered) : gathered) + goToRest(next);
    gathered = '';
    resting = next;
    flushed = writer.write(text);
    return flushed;
  };
  const stream = toStream(columns, (text, done) => {
    // Ink also writes on timers of its own, after a frame was flushed.
    if (gathered === '') queueMicrotask(() => void flush().catch(() => undefined));
    gathered += text;
    done?.();
    return true;
  });
  return {
    stream, flush,
    rest: (place) => void (next = place),
    close: () => void (isClosed = true),
  };
};
