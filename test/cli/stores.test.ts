import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { mockOptions } from '../../src/cli/mock-options.js';
import { simulatorOptionTable } from '../../src/simulator/option-table.js';

type Row = Readonly<Record<'text' | 'key' | 'prompt' | 'id', string>>;

const env = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) };
const run = (...words: readonly string[]): Promise<Finished> => runUada(words, { env });
const lines = (text: string): readonly Row[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Row);

beforeAll(async () => {
  await run('--mock=text=A mutex keeps others out.', '-p', 'groq', 'What is a mutex?');
  await run('--mock=text=A semaphore counts.', '-p', 'openai', 'What is a semaphore?');
});

describe('the cache commands', () => {
  it('count what is there', async () => {
    expect(JSON.parse((await run('cache', 'stats', '--json')).stdout)).toMatchObject({ entries: 2, expired: 0, path: join(env.HOME, '.local/share/uada/cache.db') });
  });

  it('list, search and show answers', async () => {
    expect(lines((await run('cache', 'list', '--json')).stdout).map(({ text }) => text)).toEqual(['A semaphore counts.', 'A mutex keeps others out.']);
    const hit = lines((await run('cache', 'search', 'MUTEX', '--json')).stdout)[0]!;
    expect(hit).toMatchObject({ provider: 'groq', text: 'A mutex keeps others out.' });
    expect((await run('cache', 'show', hit.key.slice(0, 10))).stdout).toBe('A mutex keeps others out.\n');
  });

  it('list an answer whose time to live is beyond every calendar', async () => {
    const other = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) };
    await runUada(['--mock=text=For ages.', '--cache-ttl', '9000000000000s', 'Hello'], { env: other });
    const listed = await runUada(['cache', 'list', '--json'], { env: other });
    expect(listed.exitCode).toBe(0);
    expect(lines(listed.stdout)).toMatchObject([{ text: 'For ages.', expires_at: null }]);
  });

  it('say which key is not there, and that a limit is none', async () => {
    expect(await run('cache', 'show', 'ffff')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('uada cache list') });
    for (const store of ['cache', 'history']) {
      for (const limit of ['many', '0', '-1']) expect(await run(store, 'list', '--limit', limit)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--limit must be a whole number of at least 1') });
    }
  });

  it('move answers to another machine and remove them', async () => {
    const exported = (await run('cache', 'export')).stdout;
    const other = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) };
    const imported = await runUada(['cache', 'import', '-'], { env: other, stdin: `${exported}{"key":"x"}\n` });
    expect(imported.stderr).toContain('Added 2 answers; 1 line was no usable entry.');
    const hit = await runUada(['--mock=text=A mutex keeps others out.', '-p', 'groq', '--cache-only', 'What is a mutex?'], { env: other });
    expect(hit).toMatchObject({ exitCode: 0, stdout: 'A mutex keeps others out.' });
    expect((await runUada(['cache', 'clear'], { env: other })).exitCode).toBe(0);
    expect(JSON.parse((await runUada(['cache', 'stats', '--json'], { env: other })).stdout)).toMatchObject({ entries: 0 });
  });
});

describe('an empty store', () => {
  it.each([
    [['history', 'list'], 'The history is empty.'], [['history', 'search', 'mutex'], 'No answer in the history matches.'],
    [['cache', 'list'], 'The cache is empty.'], [['cache', 'search', 'mutex'], 'No remembered answer matches.'], [['bench', 'list'], 'No load test has been listed yet.'],
  ])('is said to be so by %j, which makes no file', async (words, says) => {
    const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
    expect(await runUada(words, { env: { HOME: home } })).toEqual({ exitCode: 0, stdout: '', stderr: `uada: ${says}\n` });
    expect(readdirSync(home)).toEqual([]);
  });

  it('is counted without a file being made for it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
    const { exitCode, stdout, stderr } = await runUada(['cache', 'stats', '--json'], { env: { HOME: home } });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ entries: 0, used_bytes: 0, file_bytes: 0, oldest_at: null });
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('the history commands', () => {
  it('list and search with filters', async () => {
    const all = lines((await run('history', 'list', '--json')).stdout);
    expect(all.map(({ prompt }) => prompt)).toEqual(['What is a semaphore?', 'What is a mutex?']);
    expect(all[0]).toMatchObject({ provider: 'openai', cached: false, cost_usd: 0, finish_reason: 'stop', usage: { output_tokens: expect.any(Number) } });
    expect(lines((await run('history', 'search', 'what', '-p', 'groq', '--since', '1h', '--json')).stdout)).toHaveLength(1);
    expect((await run('history', 'search', 'nothing like it')).stdout).toBe('');
    expect((await run('history', 'search', 'AND', 'NEAR(', '"')).exitCode).toBe(0);
  });

  it('show the newest without a number, alone as it came, or its code', async () => {
    const home = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) };
    const show = (...words: readonly string[]): Promise<Finished> => runUada(['history', 'show', ...words], { env: home });
    expect(await show()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('The history is empty.') });
    await runUada(['--mock=text=An older one.', 'older'], { env: home });
    await runUada(['--mock=text=Do this:\n```sh\nls -l\n```\nDone.', 'newer'], { env: home });
    const page = (await show()).stdout;
    expect(page).toContain('# Prompt\nnewer\n\n# Answer\nDo this:');
    const [, session = ''] = /^uada --session (\S+) "…" goes on with this conversation$/m.exec(page) ?? [];
    const plan = await runUada(['--session', session, '--mock', '--dry-run', '--json', 'and now?'], { env: home });
    expect(JSON.parse(plan.stdout)).toMatchObject({ body: { messages: [{ content: 'newer' }, { role: 'assistant' }, { content: 'and now?' }] } });
    expect((await show('--raw')).stdout).toBe('Do this:\n```sh\nls -l\n```\nDone.');
    expect((await show('-x')).stdout).toBe('ls -l\n');
    expect((await show('1', '-r')).stdout).toBe('An older one.');
    expect(await show('-r', '-x')).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('--raw and --code do not go together') });
  });

  it('show one, and remove it for good', async () => {
    const { id } = lines((await run('history', 'search', 'semaphore', '--json')).stdout)[0]!;
    expect((await run('history', 'show', id)).stdout).toContain('# Answer\nA semaphore counts.');
    await run('history', 'rm', id);
    expect(await run('history', 'show', id)).toMatchObject({ exitCode: 2 });
  });

  it('refuse a time that is none', async () => {
    expect(await run('history', 'list', '--since', 'yesterday')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--since') });
  });
});

describe('mock', () => {
  it('has in its help the options that the simulator has', () => {
    expect(mockOptions.map(({ name, value, description, isRepeatable }) => [name, value, description, isRepeatable]))
      .toEqual(simulatorOptionTable.map(({ name, value, description, isRepeatable }) => [name, value, description, isRepeatable]));
  });
});
