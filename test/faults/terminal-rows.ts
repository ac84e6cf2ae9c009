import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';
import { hostilePayloads } from '../render/hostile-payloads.js';
import { runInPty } from '../ui/pty.js';
import type { FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { provenBy } from './proven-by.js';
import { newHome } from './run-inside.js';

const folder = newHome();
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

// A lone surrogate has no bytes.
const hostile = Buffer.from(hostilePayloads.map(([, payload]) => payload).join(' ')).toString();
const hostileMock = `--mock=text=@${file('hostile.txt', hostile)},chunk=3`;
const longText = 'A line of a long answer that no pipe takes at once.\n'.repeat(20_000);
const longMock = `--mock=text=@${file('long.txt', longText)},chunk=200`;

type Shell = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** A line for bash in which `uada` is the built program. */
const inShell = (line: string): Promise<Shell> => new Promise((resolve) => {
  const child = watched(spawn('bash', ['-c', `uada() { '${process.execPath}' '${bin}' "$@"; }; ${line}`], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => stdout.push(part));
  child.stderr.on('data', (part: Buffer) => stderr.push(part));
  child.once('close', (exitCode) => resolve({ exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }));
});

const stack = /\n\s+at |node:internal|EPIPE|Unhandled/;

const pipeRows: readonly FaultRow[] = [
  {
    id: 'T4', fault: 'stdout is a pipe or a file',
    checks: checkEach(['pipe', 'file', '--json', '--format ndjson'], async (where) => {
      const path = join(folder, 'out.txt');
      const words = [hostileMock, ...(where.startsWith('--') ? where.split(' ') : []), ...(where === 'file' ? ['-o', path] : []), 'hi'];
      const run = await runUada(words);
      expect(run.exitCode).toBe(0);
      if (where === 'pipe') expect(run.stdout).toBe(hostile);
      else if (where !== 'file') expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      if (where === 'file') expect(readFileSync(path, 'utf8')).toBe(hostile);
      if (where === '--json') expect(JSON.parse(run.stdout)).toMatchObject({ text: hostile });
      expect(run.stderr).not.toContain('\u001b');
    }),
  },
  {
    id: 'T5', fault: 'the reader of the pipe leaves',
    checks: [
      ...provenBy('T5', 'test/cli/pipes.test.ts'),
      ...checkEach(['head -c 1', 'head -1', 'true'], async (reader) => {
        const { stdout, stderr } = await inShell(`uada -q ${longMock} hi | ${reader}; echo "code \${PIPESTATUS[0]}"`);
        expect(stdout).toMatch(/code 0\n$/);
        expect(stderr).toBe('');
      }),
    ],
  },
  {
    id: 'T6', fault: 'a slow reader of a megabyte',
    checks: checkEach(['text', 'json'], async (format) => {
      const child = watched(spawn(process.execPath, [bin, longMock, '--format', format, 'hi'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] }));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const parts: Buffer[] = [];
      for await (const part of child.stdout) {
        parts.push(part as Buffer);
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      const stdout = Buffer.concat(parts).toString();
      expect(format === 'text' ? stdout : (JSON.parse(stdout) as { readonly text: string }).text).toBe(longText);
      expect(await ended).toBe(0);
    }),
  },
  {
    id: 'T7', fault: 'stdout or stderr is closed',
    checks: checkEach(['>&-', '2>&-', '>&- 2>&-', '<&- >&- 2>&-'], async (redirection) => {
      const { stdout, stderr } = await inShell(`uada '--mock=text=fine' hi ${redirection}; echo "code $?"`);
      expect(stdout).toMatch(/code 0\n$/);
      expect(stdout.startsWith('fine')).toBe(!/(?:^| )>&-/.test(redirection));
      expect(stderr).not.toMatch(stack);
    }),
  },
];

type Stdin = readonly [line: string, exitCode: number, says?: RegExp];

const ask = 'uada -q --mock=text=fine hi';

const stdins: Readonly<Record<string, Stdin>> = {
  none: [`${ask} < /dev/null`, 0],
  closed: [`${ask} <&-`, 0],
  empty: [`: | ${ask}`, 0],
  binary: [`printf '\\177ELF\\0\\1\\2' | ${ask}`, 2, /stdin is neither text nor an image/],
  'invalid UTF-8': [`printf 'caf\\351 au lait' | ${ask}`, 2, /stdin.*(?:UTF-8|neither text)/],
  '100 MB': [`head -c 100000000 /dev/zero | tr '\\0' 'x' | ${ask}`, 2, /stdin is larger/],
  'a FIFO that stays open': [`mkfifo "$HOME/fifo"; exec 3<>"$HOME/fifo"; ${ask} --stdin-wait 150ms <&3`, 0],
  'nothing, and no prompt': ['uada -q --mock=text=fine < /dev/null', 2, /no prompt/],
};

/** Runs the program with a pipe on stdin that nobody writes into and nobody closes. */
const withOpenPipe = async (...words: readonly string[]): Promise<void> => {
  const child = watched(spawn(process.execPath, [bin, '--mock=text=fine', ...words, 'hi'], { env: ownEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] }));
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => (stdout += String(part)));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  expect(stdout).toBe('fine');
};

const inputRows: readonly FaultRow[] = [
  {
    id: 'T8', fault: 'stdin is anything',
    checks: [
      { name: 'a pipe that stays open', run: () => withOpenPipe('--stdin-wait', '150ms') },
      { name: 'a pipe that stays open and is not wanted', run: () => withOpenPipe('--no-stdin') },
      ...Object.entries(stdins).map(([name, [line, exitCode, says]]) => ({
        name,
        run: async () => {
          const run = await inShell(`${line}; echo "code \${PIPESTATUS[-1]}"`);
          expect(run.stdout).toContain(`code ${exitCode}\n`);
          if (exitCode === 0) expect(run.stdout.startsWith('fine')).toBe(true);
          if (says !== undefined) expect(run.stderr).toMatch(says);
          expect(run.stderr).not.toMatch(stack);
        },
      })),
    ],
  },
];

/** Starts the program, waits for a sign of life on one of its streams, and sends the signals. */
const interrupt = async (options: string, sign: RegExp, ...signals: readonly NodeJS.Signals[]): Promise<{ readonly exitCode: unknown; readonly stdout: string }> => {
  const child = watched(spawn(process.execPath, [bin, `--mock=${options}`, 'hi'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
  let [stdout, said] = ['', ''];
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        said += String(part);
        if (stream === child.stdout) stdout += String(part);
        if (sign.test(said)) resolve();
      });
    }
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  await ready;
  for (const signal of signals) child.kill(signal);
  return { exitCode: await closed, stdout };
};

const signalRows: readonly FaultRow[] = [
  {
    id: 'T10', fault: 'stopped twice, in a wait, or before the first byte',
    checks: [
      { name: 'twice', run: async () => expect((await interrupt('itl=50,tokens=500', /is simulated[^]*\w/, 'SIGINT', 'SIGINT')).exitCode).toBe(130) },
      { name: 'during the wait before a retry', run: async () => expect((await interrupt('fault=429:retry-after=50', /trying again/, 'SIGINT')).exitCode).toBe(130) },
      { name: 'before the first byte', run: async () => expect(await interrupt('fault=stall', /is simulated/, 'SIGINT')).toMatchObject({ exitCode: 130, stdout: '' }) },
      { name: 'SIGTERM before the first byte', run: async () => expect((await interrupt('fault=stall', /is simulated/, 'SIGTERM')).exitCode).toBe(143) },
    ],
  },
];

const isStyled = (written: string): boolean => stripVTControlCharacters(written) !== written;

const plainRows: readonly FaultRow[] = [
  {
    id: 'T14', fault: 'a terminal that is none, or wants no colour',
    checks: Object.entries<Readonly<Record<string, string>>>({
      'TERM=dumb': { TERM: 'dumb' }, 'CI=1': { CI: '1' }, 'LANG=C': { LANG: 'C', LC_ALL: 'C', TERM: 'dumb' }, 'NO_COLOR=1': { NO_COLOR: '1', TERM: 'dumb' },
    }).map(([name, variables]) => ({
      name,
      run: async () => {
        const run = runInPty(['complete', '--mock=text=**fine** answer', '--no-cache', 'hi'], { variables });
        expect((await run.ended).exitCode).toBe(0);
        expect(isStyled(run.written())).toBe(false);
        expect(run.written()).toContain('fine');
      },
    })),
  },
];

const [hostileView, view] = ['test/ui/hostile.pty.test.ts', 'test/ui/terminal.pty.test.ts'];
const seen = (id: string, fault: string, ...files: readonly string[]): FaultRow => ({ id, fault, checks: provenBy(id, ...files) });

const viewRows: readonly FaultRow[] = [
  seen('T1', 'an answer full of control sequences', hostileView, 'test/ui/terminal-presenter.test.ts'),
  seen('T2', 'a control sequence cut in two', hostileView),
  seen('T3', 'control sequences in errors, names and settings', hostileView),
  seen('T9', 'stopped in the middle of an answer', view, 'test/cli/pipes.test.ts'),
  seen('T11', 'ended, hung up or suspended by a signal', view),
  seen('T12', 'an exception inside the view', 'test/ui/terminal-presenter.test.ts'),
  seen('T13', 'a window of any size', view),
  seen('T15', 'characters of every width', view),
  seen('T16', 'a background job', view),
];

/** Faults of pipes, terminals and signals, T1 to T16. */
export const terminalRows: readonly FaultRow[] = [...viewRows, ...pipeRows, ...inputRows, ...signalRows, ...plainRows];
