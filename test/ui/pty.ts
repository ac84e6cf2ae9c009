import { setTimeout } from 'node:timers/promises';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { createLook, watchCommandLines } from '../helpers/watch-leaks.js';
import { readLines, readRows } from './read-lines.js';

export type PtyRun = {
  readonly written: () => string;
  /** Resolves when what was written matches. */
  readonly until: (pattern: RegExp) => Promise<void>;
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number | undefined }>;
  /** Scrollback and screen, wrapped lines joined. */
  readonly lines: () => Promise<readonly string[]>;
  /** The same by rows of the window. */
  readonly rows: () => Promise<readonly string[]>;
  readonly write: (keys: string) => void;
  readonly kill: (signal: string) => void;
  readonly resize: (columns: number, rows: number) => void;
};

/** Runs the built program (or a shell command) in a real pseudo-terminal that an emulator reads. */
export const runInPty = (words: readonly string[], { columns = 80, rows = 24, variables = {}, shell = false }: {
  readonly columns?: number; readonly rows?: number; readonly variables?: Readonly<Record<string, string>>; readonly shell?: boolean;
} = {}): PtyRun => {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 100_000, allowProposedApi: true });
  const file = shell ? '/bin/sh' : process.execPath;
  const args = shell ? ['-c', words.join(' ')] : [bin, ...words];
  const child = pty.spawn(file, args, {
    // Becomes TERM, whatever the environment says.
    name: variables['TERM'] ?? 'xterm-256color', cols: columns, rows, env: ownEnvironment(variables),
  });
  let written = '';
  const what = `the terminal of ${words.join(' ').slice(0, 200)}`;
  const look = createLook(what);
  const commandLines = watchCommandLines(what, child.pid);
  const watchers = new Set<() => void>();
  child.onData((data) => {
    written += data;
    look(Buffer.from(data));
    terminal.write(data);
    for (const watch of watchers) watch();
  });
  const settle = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve));
  const ended = new Promise<{ exitCode: number; signal: number | undefined }>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      commandLines.stop();
      resolve({ exitCode, signal });
    });
  });
  return {
    written: () => written,
    until: (pattern) => new Promise((resolve) => {
      const watch = (): void => {
        if (!pattern.test(written)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    }),
    ended,
    lines: () => settle().then(() => readLines(terminal)),
    rows: () => settle().then(() => readRows(terminal)),
    write: (keys) => child.write(keys),
    kill: (signal) => child.kill(signal),
    resize: (nextColumns, nextRows) => {
      terminal.resize(nextColumns, nextRows);
      try {
        child.resize(nextColumns, nextRows);
      } catch {
        // The program has ended a moment ago, and nobody was told yet.
      }
    },
  };
};

/** Resolves when the screen shows it, by rows of the window or with wrapped lines joined. */
export const shows = async (run: PtyRun, pattern: RegExp): Promise<void> => {
  while (!pattern.test((await run.lines()).join('\n')) && !pattern.test((await run.rows()).join('\n'))) await setTimeout(20);
};
