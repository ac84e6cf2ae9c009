import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';

const fast = '--mock=ttft=5,itl=1,tokens=4';

const atHome = () => {
  const folder = createTemporaryDirectory();
  const env = { UADA_DATA_DIR: join(folder, 'data') };
  return { folder, uada: (...words: readonly string[]) => runUada(['bench', ...words], { env, cwd: folder }) };
};

describe('bench list', () => {
  it('has every run, and report gives the last one or one by its number again', async () => {
    const { uada } = atHome();
    const first = await uada(fast, '-m', 'openai/a', '-n', '24', '--json');
    const second = await uada(fast, '-m', 'anthropic/b,openai/a', '-n', '20', '-r', '200/s', '--json');
    await uada(fast, '-n', '20', '--no-history');
    const { stdout } = await uada('list');
    expect(stdout).toMatch(/^ +2 +[\d.]+ \w+ ago {2}anthropic\/b {2}200\/s {2}ok 20 {2}TTFT p50 \S+ p95 \S+ {2}\S+ {2}simulated\n +openai\/a .*\n +1 +[\d.]+ \w+ ago {2}openai\/a {2}-c 4 {2}ok 24 /);
    const entries = (await uada('list', '--json')).stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(entries.map(({ id, targets }) => [id, targets.length])).toEqual([[2, 2], [1, 1]]);
    expect(entries[1].targets[0]).toMatchObject({ target: 'openai/a', ok: 24, failed: 0 });
    const figuresOf = ({ stdout: text }: { readonly stdout: string }) => ({ ...JSON.parse(text), error: null });
    expect(figuresOf(await uada('report', '--json'))).toEqual(figuresOf(second));
    expect(figuresOf(await uada('report', '1', '--json'))).toEqual(figuresOf(first));
  });

  it('gives its runs to compare and --baseline, removes them, and a file of that name goes before a number', async () => {
    const { uada, folder } = atHome();
    await uada(fast, '-m', 'openai/a', '-n', '24');
    await uada(fast, '-m', 'openai/a', '-n', '24', '--baseline', 'last');
    const compared = await uada('compare', '1', '2');
    expect(compared.stdout).toMatch(/^openai\/a beside before\n/);
    expect(await uada('rm', '1')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Removed 1 run.') });
    expect(await uada('rm', '1')).toMatchObject({ exitCode: 2, stderr: 'uada: There is no run 1 in the list. `uada bench list` shows the numbers.\n' });
    expect(await uada('report', '1')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There is no run 1 in the list') });
    writeFileSync(join(folder, '2'), 'no run');
    expect(await uada('report', '2')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no complete run') });
  });

  it('is empty at first', async () => {
    const { uada } = atHome();
    expect(await uada('list')).toMatchObject({ exitCode: 0, stdout: '', stderr: expect.stringContaining('No load test has been listed yet') });
    expect(await uada('report')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('No load test has been listed yet') });
  });
});

describe('a kept series', () => {
  const tableOf = (text: string): string => text.slice(0, text.indexOf('\n\n'));

  it('of a sweep has its table again, in text and on the page', async () => {
    const { uada, folder } = atHome();
    const swept = await uada(fast, '-m', 'openai/a', '--sweep', '1,4', '-n', '20');
    const again = await uada('report', 'last', '--html', 'run.html');
    expect(readFileSync(join(folder, 'run.html'), 'utf8')).toMatch(/Side by side.*openai\/a c=1.*openai\/a c=4/s);
    expect(tableOf(again.stdout)).toBe(tableOf(swept.stdout));
    expect(again.stdout).toMatch(/TTFT p50.*verdict\nopenai\/a c=1 +20 /);
    const { steps } = JSON.parse((await uada('report', '--json')).stdout);
    expect(steps.map(({ load }: { load: unknown }) => load)).toEqual([{ concurrency: 1 }, { concurrency: 4 }]);
  });

  it('of a search has what it came to', async () => {
    const { uada } = atHome();
    const found = await uada(fast, '-m', 'openai/a', '--find-max', 'ttft.p50<1ms', '-c', '1', '-n', '20', '--json');
    const again = await uada('report', '--json');
    expect({ ...JSON.parse(again.stdout), error: null }).toEqual({ ...JSON.parse(found.stdout), error: null });
    expect((await uada('list')).stdout).toContain('find-max');
  });
});
