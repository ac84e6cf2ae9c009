import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { refuse, say, sayThenBreak, useScriptedServer } from '../helpers/scripted-server.js';
import { watched } from '../helpers/watch-leaks.js';

type Row = {
  readonly id: string | number | null; readonly index: number; readonly text: string; readonly model: string; readonly provider: string;
  readonly metadata?: unknown; readonly attempts: number; readonly error: { readonly kind: string; readonly message: string } | null;
};

const newFolder = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'uada-batch-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

const toRows = (text: string): readonly Row[] => text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
const rowsIn = (folder: string, name = 'out.jsonl'): readonly Row[] => toRows(readFileSync(join(folder, name), 'utf8'));
const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** Asks a server at an address in OpenAI's format. */
const asking = (url: string): Record<string, string> => ({ OPENAI_BASE_URL: url });
const model = ['-m', 'openai/gpt-5-mini'] as const;

describe('batch', () => {
  it('answers every kind of line under its id and with its own model', async () => {
    const cwd = newFolder({
      'in.jsonl': `${lines('plain', { id: 'own', prompt: 'object', model: 'anthropic/claude-sonnet-5-5', metadata: { row: 7 } })}\n${lines({ messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'hi' }] })}`,
    });
    const { exitCode, stdout } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '--json', '--mock=tokens=3', ...model], { cwd });
    const rows = rowsIn(cwd).toSorted((left, right) => left.index - right.index);
    expect(rows.map(({ id, provider, metadata, error }) => ({ id, provider, metadata, error }))).toEqual([
      { id: 1, provider: 'openai', metadata: undefined, error: null },
      { id: 'own', provider: 'anthropic', metadata: { row: 7 }, error: null },
      { id: 4, provider: 'openai', metadata: undefined, error: null },
    ]);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { answered: 3, failed: 0, error: null }]);
  });

  it('fills a template out of a CSV with quoted fields, in the order of the input on stdout', async () => {
    const cwd = newFolder({ 'in.csv': '\ufeffid,word,to\r\na,"one, two",German\r\nb,"say ""x""\nthen",French\r\n' });
    const { stdout } = await runUada(['batch', 'in.csv', '--ordered', '--template', '{{ word }} > {{to}}', '--dry-run', ...model], { cwd });
    const sent = stdout.trim().split('\n').map((line) => JSON.parse(line) as { id: string; body: { messages: readonly { content: unknown }[] } });
    expect(sent.map(({ id, body }) => [id, body.messages[0]?.content])).toEqual([['a', 'one, two > German'], ['b', 'say "x"\nthen > French']]);
    const answered = await runUada(['batch', 'in.csv', '--ordered', '--template', '{{ word }} > {{to}}', '--mock=tokens=2,ttft=uniform(1,60)', ...model], { cwd });
    expect(toRows(answered.stdout).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it.each([
    ['a line that is not JSON', { 'in.jsonl': '"a"\n{"prompt":\n' }, [], /in\.jsonl, line 2: It is not JSON/],
    ['a field that means nothing', { 'in.jsonl': lines({ prompt: 'a', temprature: 1 }) }, [], /line 1: "temprature" means nothing here.*Did you mean temperature/],
    ['a setting out of its range', { 'in.jsonl': lines({ prompt: 'a', top_p: 3 }) }, [], /line 1: "top_p" must be a number from 0 to 1/],
    ['an id that was there before', { 'in.jsonl': lines({ id: 'x', prompt: 'a' }, { id: 'x', prompt: 'b' }) }, [], /line 2: The id "x" is that of line 1 already/],
    ['a model of no provider', { 'in.jsonl': lines({ prompt: 'a', model: 'nobody/x' }) }, [], /line 1: .*nobody/],
    ['a form of input that is none', { 'in.jsonl': lines('a') }, ['--input-format', 'csvx'], /--input-format must be jsonl, csv or tsv/],
    ['no prompt at all', { 'in.jsonl': '\n\n' }, [], /in\.jsonl holds no prompt/],
    ['a column that is not there', { 'in.jsonl': lines({ word: 'a' }) }, ['--template', '{{wrod}}'], /line 1: There is no column "wrod".*Did you mean word/],
    ['a CSV without a template', { 'in.jsonl': 'a,b\n' }, ['--input-format', 'csv'], /A CSV needs --template/],
    ['a broken CSV', { 'in.jsonl': 'a,b\n1,2,3\n' }, ['--input-format', 'csv', '--template', '{{a}}'], /in\.jsonl, line 2: Invalid Record Length/],
    ['an output that holds something', { 'in.jsonl': lines('a'), 'out.jsonl': '{}\n' }, [], /out\.jsonl is there already and not empty\. --resume goes on/],
    ['an output of something else', { 'in.jsonl': lines('a'), 'out.jsonl': '{}\n' }, ['--resume'], /out\.jsonl, line 1, was not written by uada batch/],
  ])('refuses %s, names the place and writes nothing', async (_what, files, words, message) => {
    const cwd = newFolder(files);
    const before = 'out.jsonl' in files ? files['out.jsonl'] : undefined;
    const { exitCode, stderr, stdout } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '--mock', ...model, ...words], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(join(cwd, 'out.jsonl')) ? readFileSync(join(cwd, 'out.jsonl'), 'utf8') : undefined).toBe(before);
    expect(existsSync(join(cwd, 'out.jsonl.lock'))).toBe(false);
  });

  it('tells when the first word of each answer came, unless answers come whole', async () => {
    const cwd = newFolder({ 'in.jsonl': lines('one', 'two') });
    const timing = async (name: string, ...words: readonly string[]) => {
      await runUada(['batch', 'in.jsonl', '-o', name, '--mock=tokens=4,ttft=30,itl=30', '--no-cache', ...model, ...words], { cwd });
      return (rowsIn(cwd, name) as readonly unknown[] as readonly { readonly timing: { readonly ttft_ms: number | null; readonly total_ms: number } }[]).map((row) => row.timing);
    };
    for (const { ttft_ms: ttft, total_ms: total } of await timing('streamed.jsonl')) expect(ttft! > 0 && ttft! < total).toBe(true);
    expect((await timing('whole.jsonl', '--no-stream')).map(({ ttft_ms: ttft }) => ttft)).toEqual([null, null]);
  });

  it('makes failures of bad lines where that is wished', async () => {
    const cwd = newFolder({ 'in.jsonl': 'nonsense\n"good"\n' });
    const { exitCode } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '--skip-bad-lines', '--mock=tokens=2', ...model], { cwd });
    expect(exitCode).toBe(9);
    expect(rowsIn(cwd).map(({ id, error }) => [id, error?.kind])).toEqual([[null, 'usage'], [2, undefined]]);
  });

  it('asks again what failed and nothing that was answered, behind a torn line, too', async () => {
    const server = await useScriptedServer(say('first'), refuse(400), say('second'), say('third'));
    const cwd = newFolder({ 'in.jsonl': lines({ id: 'a', prompt: 'one' }, { id: 'b', prompt: 'two' }) });
    const words = ['batch', 'in.jsonl', '-o', 'out.jsonl', '--no-cache', '-c', '1', ...model];
    const first = await runUada(words, { cwd, env: asking(server.url) });
    expect([first.exitCode, rowsIn(cwd).map(({ text, error }) => [text, error?.kind])]).toEqual([9, [['first', undefined], ['', 'provider']]]);
    expect(first.stderr).toContain('--resume');
    writeFileSync(join(cwd, 'out.jsonl'), `${readFileSync(join(cwd, 'out.jsonl'), 'utf8')}{"id":"b","te`);
    const second = await runUada([...words, '--resume'], { cwd, env: asking(server.url) });
    expect([second.exitCode, rowsIn(cwd).map(({ id, text }) => [id, text])]).toEqual([0, [['a', 'first'], ['b', 'second']]]);
    const third = await runUada([...words, '--resume'], { cwd, env: asking(server.url) });
    expect([third.exitCode, third.stderr, server.bodies.length]).toEqual([0, 'uada: 0 answered · 0 failed · 2 answered before\n', 3]);
  });

  it('refuses to go on with a prompt that has changed', async () => {
    const cwd = newFolder({ 'in.jsonl': lines({ id: 'a', prompt: 'one' }) });
    const words = ['batch', 'in.jsonl', '-o', 'out.jsonl', '--mock=tokens=2', ...model];
    await runUada(words, { cwd });
    writeFileSync(join(cwd, 'in.jsonl'), lines({ id: 'a', prompt: 'another' }));
    const { exitCode, stderr } = await runUada([...words, '--resume'], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('line 1: the prompt with the id "a" is not the one')]);
  });

  it('asks again for an answer that broke off in the middle', async () => {
    const server = await useScriptedServer(sayThenBreak('half'), say('whole'));
    const cwd = newFolder({ 'in.jsonl': lines('one') });
    const { exitCode } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', ...model], { cwd, env: asking(server.url) });
    expect([exitCode, rowsIn(cwd).map(({ text, attempts }) => [text, attempts])]).toEqual([0, [['whole', 2]]]);
  });

  it('puts a file in the order of the input at the end', async () => {
    const cwd = newFolder({ 'in.jsonl': lines(...Array.from({ length: 24 }, (_, index) => ({ id: `n${index}`, prompt: `prompt ${index}` }))) });
    await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '--ordered', '--mock=tokens=2,ttft=uniform(1,80)', ...model], { cwd });
    expect(rowsIn(cwd).map(({ index }) => index)).toEqual(Array.from({ length: 24 }, (_, index) => index));
  });

  it('stops at a refused key, with the exit code of one', async () => {
    const server = await useScriptedServer(refuse(401));
    const cwd = newFolder({ 'in.jsonl': lines(...Array.from({ length: 50 }, (_, index) => `prompt ${index}`)) });
    const { exitCode } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '-c', '2', ...model], { cwd, env: asking(server.url) });
    expect([exitCode, server.bodies.length]).toEqual([3, 2]);
    const without = await runUada(['batch', 'in.jsonl', '-o', 'other.jsonl', ...model], { cwd, env: noKeys });
    expect([without.exitCode, existsSync(join(cwd, 'other.jsonl'))]).toEqual([3, false]);
  });

  it('begins nothing that could pass the cap on costs', async () => {
    const server = await useScriptedServer(say('cheap'));
    const cwd = newFolder({ 'in.jsonl': lines('one') });
    const { exitCode, stderr } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '--max-cost', '0.000001', '--max-tokens', '1000', ...model], { cwd, env: asking(server.url) });
    expect([exitCode, server.bodies.length]).toEqual([2, 0]);
    expect(stderr).toMatch(/could cost up to \$.* of --max-cost/);
  });

  it('lets only one process write an output', async () => {
    const cwd = newFolder({ 'in.jsonl': lines('one') });
    const words = ['batch', 'in.jsonl', '-o', 'out.jsonl', ...model];
    const first = watched(spawn(process.execPath, [bin, ...words, '--mock=ttft=60000'], { cwd, env: ownEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] }));
    const ended = new Promise<number | null>((resolve) => first.on('close', resolve));
    await new Promise((resolve) => first.stderr.once('data', resolve));
    const second = await runUada([...words, '--mock'], { cwd });
    expect([second.exitCode, second.stderr]).toEqual([2, expect.stringMatching(/Another uada \(process \d+\) is writing out\.jsonl/)]);
    first.kill('SIGKILL');
    await ended;
    const third = await runUada([...words, '--mock=tokens=2'], { cwd });
    expect([third.exitCode, rowsIn(cwd).length]).toEqual([0, 1]);
  });

  it('brings what is under way to its end at Ctrl-C, and says how to go on', async () => {
    const cwd = newFolder({ 'in.jsonl': lines(...Array.from({ length: 500 }, (_, index) => `prompt ${index}`)) });
    const child = watched(spawn(process.execPath, [bin, 'batch', 'in.jsonl', '-o', 'out.jsonl', '-c', '2', '--mock=tokens=2,ttft=30', ...model], { cwd, env: ownEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] }));
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const timer = setInterval(() => {
      if (!existsSync(join(cwd, 'out.jsonl'))) return;
      clearInterval(timer);
      child.kill('SIGINT');
    }, 5);
    expect(await ended).toBe(130);
    expect(stderr).toMatch(/Stopping: waiting.*\n.*answered.*\n.*--resume goes on/);
    expect(rowsIn(cwd).every(({ error }) => error === null)).toBe(true);
    expect(rowsIn(cwd).length).toBeLessThan(500);
  });

  it('takes prompts from a pipe as they come', async () => {
    const { exitCode, stdout } = await runUada(['batch', '-', '--mock=tokens=2', '-q', ...model], { stdin: lines('one', 'two') });
    expect([exitCode, toRows(stdout).map(({ id }) => id).toSorted()]).toEqual([0, [1, 2]]);
  });
});
