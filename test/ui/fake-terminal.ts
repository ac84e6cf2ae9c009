import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import xterm from '@xterm/headless';

/** A terminal's stdout that keeps every byte, and a real emulator that has read them. */
export type FakeTerminal = {
  readonly stdout: Writable & { readonly isTTY: true; columns: number; rows: number };
  /** Everything that was written. */
  readonly written: () => string;
  /** Scrollback and screen as a person sees them, wrapped lines joined, blank lines at the end left out. */
  readonly lines: () => Promise<readonly string[]>;
  readonly resize: (columns: number, rows: number) => void;
  readonly isCursorShown: () => boolean;
};

export const createFakeTerminal = (columns: number, rows: number): FakeTerminal => {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 100_000, allowProposedApi: true, convertEol: true });
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      chunks.push(String(chunk));
      terminal.write(String(chunk), done);
    },
  });
  const stdout = Object.assign(stream, { isTTY: true as const, columns, rows });
  const read = (): readonly string[] => {
    const { active } = terminal.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row += 1) {
      const line = active.getLine(row);
      const text = line?.translateToString(true) ?? '';
      if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
      else lines.push(text);
    }
    while (lines.at(-1) === '') lines.pop();
    return lines;
  };
  return {
    stdout,
    written: () => chunks.join(''),
    lines: async () => {
      while (stdout.writableLength > 0) await setImmediate();
      await new Promise<void>((resolve) => terminal.write('', resolve));
      return read();
    },
    resize: (nextColumns, nextRows) => {
      terminal.resize(nextColumns, nextRows);
      stdout.columns = nextColumns;
      stdout.rows = nextRows;
      stdout.emit('resize');
    },
    isCursorShown: () => chunks.join('').lastIndexOf('\u001b[?25h') >= chunks.join('').lastIndexOf('\u001b[?25l'),
  };
};
