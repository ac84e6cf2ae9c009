import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';

const makePipe = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'uada-pipe-')), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
};

const start = (words: readonly string[]) => {
  const child = watched(spawn(process.execPath, [bin, ...words], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
  const seen = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (seen.stdout += String(text)));
  child.stderr.on('data', (text: Buffer) => (seen.stderr += String(text)));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return { child, seen, closed };
};

describe.skipIf(process.platform === 'win32')('a named pipe in place of a file', () => {
  it.each([
    ['--file', (pipe: string) => ['complete', '--mock=text=x', '-f', pipe, 'hi']],
    ['batch', (pipe: string) => ['batch', '--mock', '-m', 'openai/gpt-5-mini', pipe]],
  ])('without a writer is left with Ctrl-C: %s', async (_, wordsOf) => {
    const { child, closed } = start(wordsOf(makePipe()));
    const ended = closed.then(([exitCode, signal]) => exitCode ?? signal);
    // Time to come to the pipe. On a slow machine the signal comes before and ends the program in Node's own way.
    await delay(800);
    while (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await delay(50);
    }
    expect([130, 'SIGINT']).toContain(await ended);
  });

  it('is read to its end from a writer that comes late and pauses', async () => {
    const pipe = makePipe();
    const { seen, closed } = start(['complete', '--mock', '-f', pipe, 'hi', '--json']);
    await delay(300);
    const writer = openSync(pipe, 'w');
    writeFileSync(writer, 'first '.repeat(20_000));
    await delay(300);
    writeFileSync(writer, 'last word');
    closeSync(writer);
    const [exitCode] = await closed;
    expect(exitCode, seen.stderr).toBe(0);
    const { usage } = JSON.parse(seen.stdout) as { readonly usage: { readonly input_tokens: number } };
    expect(usage.input_tokens).toBeGreaterThan(20_000);
  });
});
