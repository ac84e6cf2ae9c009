import { describe, expect, it } from 'vitest';
import { runKeyCommand } from '../../src/config/key-command.js';
import type { KeyCommand, KeyCommandOptions } from '../../src/config/key-command.js';
import type { Reading } from '../../src/config/reading.js';

const run = (command: KeyCommand, options: Partial<KeyCommandOptions> = {}): Promise<Reading<string>> =>
  runKeyCommand(command, { environment: { PATH: process.env['PATH'] }, ...options });

const node = (script: string): KeyCommand => [process.execPath, '-e', script];

describe.skipIf(process.platform === 'win32')('runKeyCommand', () => {
  it('gives what a line for the shell prints', async () => {
    expect(await run('printf "sk-%s\\n" abc | tr a-c A-C')).toEqual({ value: 'sk-ABC\n' });
  });

  it('gives what a program with arguments prints, without a shell in between', async () => {
    expect(await run(['printf', '%s', '$HOME; "x"'])).toEqual({ value: '$HOME; "x"' });
  });

  it('hands on the environment it was given', async () => {
    expect(await run('printf %s "$VAULT"', { environment: { PATH: process.env['PATH'], VAULT: 'work' } })).toEqual({ value: 'work' });
  });

  it('keeps stderr out of the key and out of every problem', async () => {
    expect(await run('echo canary >&2; printf key')).toEqual({ value: 'key' });
    expect(await run('echo canary; echo canary >&2; exit 3')).toEqual({ problem: 'failed with exit code 3' });
  });

  it('gives the command an empty stdin', async () => {
    expect(await run('cat; printf end')).toEqual({ value: 'end' });
  });

  it.each<readonly [string, KeyCommand, string]>([
    ['a program that is not there', ['/no/such/program'], 'was not found'],
    ['a file that is no program', ['/etc/passwd'], 'could not be started (EACCES)'],
    ['a line the shell does not know', 'no-such-command-at-all', 'failed with exit code 127'],
    ['a command that a signal ends', 'kill -TERM $$', 'was stopped by SIGTERM'],
    ['a command that prints without end', node('setInterval(() => process.stdout.write("k".repeat(9999)), 1)'), 'printed far more than a key'],
  ])('words the problem of %s', async (_, command, problem) => {
    expect(await run(command)).toEqual({ problem });
  });

  it('gives up on a command that does not end, even when its child holds the pipe open', async () => {
    expect(await run('sleep 30 & wait', { timeoutMs: 100 })).toEqual({ problem: 'did not finish within 0.1 s' });
    expect(await run('sleep 30; printf key', { timeoutMs: 100 })).toEqual({ problem: 'did not finish within 0.1 s' });
  });

  it('stops when it is told to, before or while it runs', async () => {
    expect(await run('sleep 30', { signal: AbortSignal.abort() })).toEqual({ problem: 'was stopped' });
    const controller = new AbortController();
    const running = run('sleep 30', { signal: controller.signal });
    setImmediate(() => controller.abort());
    expect(await running).toEqual({ problem: 'was stopped' });
  });
});
