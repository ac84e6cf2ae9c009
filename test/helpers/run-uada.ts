import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKeys } from './canaries.js';
import { watched } from './watch-leaks.js';

export const bin = fileURLToPath(new URL('../../bin/uada.js', import.meta.url));

export type Finished = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Bytes for stdin, which is then closed; without it stdin is /dev/null. */
  readonly stdin?: string | Buffer;
  readonly cwd?: string;
};

const onlyHere = `--require "${fileURLToPath(new URL('loopback-only.cjs', import.meta.url))}"`;

/** An environment of its own: keys that no output may show, an empty home, nothing of the machine but the search path, no way to other machines, nothing kept of what Node compiled. */
export const ownEnvironment = (extra: Readonly<Record<string, string | undefined>> = {}): Record<string, string> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-test-'));
  const all = { PATH: process.env['PATH'], HOME: home, TMPDIR: tmpdir(), LANG: 'C.UTF-8', NODE_DISABLE_COMPILE_CACHE: '1', ...canaryKeys, ...extra, NODE_OPTIONS: `${onlyHere} ${extra['NODE_OPTIONS'] ?? ''}` };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

/** Runs the built program to its end, as a person would in a script. */
export const runUada = (words: readonly string[], { env = {}, stdin, cwd }: RunOptions = {}): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = watched(spawn(process.execPath, [bin, ...words], {
      env: ownEnvironment(env), cwd, stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    }));
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout!.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr!.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }));
    child.stdin?.on('error', () => undefined).end(stdin);
  });
