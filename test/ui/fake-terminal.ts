import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import xterm from '@xterm/headless';
import { readLines, readRows } from './read-lines.js';

/** A terminal's stdout that keeps every byte, and a real emulator that has read them. */
export type FakeTerminal = {
  readonly stdout: Writable & { readonly isTTY: true; columns: number; rows: number };
  /** Everything that was written. */
  readonly written: () => string;
  /** Scrollback and screen as a person sees them, wrapped lines joined, blank lines at the end left out. */
  readonly lines: () => Promise<readonly string[]>;
  /** The same by rows of the window. */
  readonly rows: () => Promise<readonly string[]>;
  readonly resize: (columns: number, rows: number) => void;
  /** Resizes the window; the program hears of it when the result is called. */
  readonly resizeUnheard: (columns: number, rows: number) => () => void;
  /** The same in the middle of what is written next, at this part of it between 0 and 1; at the latest when the result is called. */
  readonly resizeWithin: (columns: number, rows: number, part: number) => () => void;
  readonly isCursorShown: () => boolean;
};

/** Emulates the terminal of an old Windows, which cuts lines in a narrower window. */
const cutting = { windowsPty: { backend: 'conpty', buildNumber: 1 } } as const;

export const createFakeTerminal = (columns: number, rows: number, { wrapsAnew = true } = {}): FakeTerminal => {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 100_000, allowProposedApi: true, convertEol: true, ...(wrapsAnew ? {} : cutting) });
  const chunks: string[] = [];
  let within: { readonly part: number; readonly resize: () => void } | undefined;
  const show = (text: string, done: () => void): void => {
    const change = within;
    within = undefined;
    const at = Math.floor(text.length * (change?.part ?? 0));
    terminal.write(text.slice(0, at), () => {
      change?.resize();
      terminal.write(text.slice(at), done);
    });
  };
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      chunks.push(String(chunk));
      show(String(chunk), done);
    },
  });
  const stdout = Object.assign(stream, { isTTY: true as const, columns, rows });
  const hear = (nextColumns: number, nextRows: number): void => {
    stdout.columns = nextColumns;
    stdout.rows = nextRows;
    stdout.emit('resize');
  };
  const resizeUnheard = (nextColumns: number, nextRows: number): (() => void) => {
    terminal.resize(nextColumns, nextRows);
    return () => hear(nextColumns, nextRows);
  };
  const resizeWithin = (nextColumns: number, nextRows: number, part: number): (() => void) => {
    within = { part, resize: () => terminal.resize(nextColumns, nextRows) };
    return () => {
      within?.resize();
      within = undefined;
      hear(nextColumns, nextRows);
    };
  };
  const settle = async (): Promise<void> => {
    while (stdout.writableLength > 0) await setImmediate();
    await new Promise<void>((resolve) => terminal.write('', resolve));
  };
  return {
    stdout,
    written: () => chunks.join(''),
    lines: () => settle().then(() => readLines(terminal)),
    rows: () => settle().then(() => readRows(terminal)),
    resize: (nextColumns, nextRows) => resizeUnheard(nextColumns, nextRows)(),
    resizeUnheard, resizeWithin,
    isCursorShown: () => chunks.join('').lastIndexOf('\u001b[?25h') >= chunks.join('').lastIndexOf('\u001b[?25l'),
  };
};
