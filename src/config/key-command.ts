import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Environment } from './environment.js';
import type { Reading } from './reading.js';

/** A line for the shell, or a program and its arguments. */
export type KeyCommand = string | readonly string[];

export type KeyCommandOptions = {
  readonly environment: Environment;
  /** @default 30000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What a command prints on stdout, or a problem worded to follow its name, such as `was not found`. */
export type RunKeyCommand = (command: KeyCommand, options: KeyCommandOptions) => Promise<Reading<string>>;

const maximumCharacters = 65_536;

const start = (command: KeyCommand, environment: Environment): ChildProcess => {
  const [file = '', ...args] = typeof command === 'string' ? [command] : command;
  // The prompt may be waiting on stdin, and a chatty stderr may repeat the key: the command gets neither.
  return spawn(file, args, {
    env: environment, stdio: ['ignore', 'pipe', 'ignore'], shell: typeof command === 'string', windowsHide: true,
  });
};

const describeEnd = (code: number | null, signal: string | null): string =>
  code === null ? `was stopped by ${signal ?? 'a signal'}` : `failed with exit code ${code}`;

const describeStart = (error: NodeJS.ErrnoException): string =>
  error.code === 'ENOENT' ? 'was not found' : `could not be started (${error.code ?? 'unknown reason'})`;

/**
 * Runs a command that prints a key. Its stdin is empty, its stderr is dropped, and it has 30 s. No output of
 * it is in any problem.
 */
export const runKeyCommand: RunKeyCommand = (command, { environment, timeoutMs = 30_000, signal }) =>
  new Promise((resolve) => {
    const child = start(command, environment);
    let output = '';
    const finish = (reading: Reading<string>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(reading);
    };
    const giveUp = (problem: string): void => {
      child.kill('SIGKILL');
      // What the shell started may outlive it and hold the pipe open.
      child.stdout?.destroy();
      child.unref();
      finish({ problem });
    };
    const onAbort = (): void => giveUp('was stopped');
    const timer = setTimeout(() => giveUp(`did not finish within ${timeoutMs / 1000} s`), timeoutMs);
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', (error) => finish({ problem: describeStart(error) }));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > maximumCharacters) giveUp('printed far more than a key');
    });
    child.on('close', (code, endSignal) => finish(code === 0 ? { value: output } : { problem: describeEnd(code, endSignal) }));
  });
