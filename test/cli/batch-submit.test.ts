import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';
import { watched } from '../helpers/watch-leaks.js';

type Row = { readonly id: string | number; readonly index: number; readonly text: string; readonly cost_usd: number | null; readonly usage: { readonly input_tokens: number; readonly output_tokens: number }; readonly timing: { readonly total_ms: number | null }; readonly error: { readonly kind: string; readonly message: string } | null };

const simulator = await useSimulator('text=simulated');

const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** A folder with an input and a data directory of its own, and uada in it. */
const newPlace = (input: string, more: Readonly<Record<string, string>> = {}) => {
  const cwd = mkdtempSync(join(tmpdir(), 'uada-submit-'));
  writeFileSync(join(cwd, 'in.jsonl'), input);
  const dataDir = join(cwd, 'data');
  const env = { ...simulator.environment, UADA_DATA_DIR: dataDir, ...more };
  const run = (...words: readonly string[]) => runUada(['batch', ...words], { cwd, env });
  return { cwd, dataDir, env, run, rows: (name = 'out.jsonl') => readFileSync(join(cwd, name), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row) };
};

const submit = async ({ run }: ReturnType<typeof newPlace>, ...words: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await run('in.jsonl', '--submit', ...words);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('uada batch fetch')]);
  return stdout.trim();
};

/** Looks at a batch until it has ended, as a person would. */
const settle = async ({ run }: ReturnType<typeof newPlace>, id: string): Promise<readonly string[]> => {
  const stages: string[] = [];
  while (stages.length < 8 && !['ended', 'failed', 'expired', 'cancelled'].includes(stages.at(-1) ?? '')) {
    stages.push((JSON.parse((await run('status', id, '--json')).stdout) as readonly { readonly stage: string }[])[0]?.stage ?? '');
  }
  return stages;
};

const prompts = lines({ id: 'a', prompt: 'one', metadata: { row: 1 } }, 'plain', { id: 'hot', prompt: 'two', temperature: 1.9, top_p: 0.5 }, { id: 'c', prompt: 'three' });

describe('batch --submit', () => {
  it.each([
    ['openai', 'gpt-4o-mini', 0.5], ['groq', 'llama-3.1-8b-instant', 0.5], ['together', 'openai/gpt-oss-20b', null],
    ['anthropic', 'claude-haiku-4-5', 0.5], ['google', 'gemini-2.5-flash', 0.5],
  ] as const)('gives a file to %s and gets every answer back under its id, once, at its price', async (provider, model, share) => {
    const place = newPlace(lines({ id: 'a', prompt: 'one', metadata: { row: 1 } }, 'plain', { id: 'c', prompt: 'three' }));
    const id = await submit(place, '-m', `${provider}/${model}`);
    expect((await settle(place, id)).at(-1)).toBe('ended');
    const { exitCode, stdout, stderr } = await place.run('fetch', id, '-o', 'out.jsonl', '--ordered', '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ answered: 3, failed: 0, latency_ms: { n: 0 }, error: null });
    const rows = place.rows();
    expect(rows).toMatchObject([
      { id: 'a', index: 0, text: 'simulated', metadata: { row: 1 }, provider, timing: { total_ms: null, ttft_ms: null }, error: null }, { id: 2, index: 1, text: 'simulated' }, { id: 'c', index: 2, text: 'simulated' },
    ]);
    const { models } = JSON.parse(readFileSync(new URL('../../src/providers/prices.json', import.meta.url), 'utf8')) as { readonly models: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>> };
    const [input, output] = models[provider]?.[model] ?? [];
    const { input_tokens: read, output_tokens: written } = rows[0]!.usage;
    if (share === null || input === undefined) expect(rows[0]?.cost_usd).toBeNull();
    else expect(rows[0]?.cost_usd).toBeCloseTo((share * (read * Number(input) + written * Number(output))) / 1e6, 12);
  });

  it('puts a batch that is too large for a request into a file at google, and asks nothing twice', async () => {
    const place = newPlace(lines(...Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, prompt: `${index} ${'x'.repeat(1_000_000)}` }))));
    const id = await submit(place, '-m', 'google/gemini-2.5-flash');
    const [record] = readdirSync(join(place.dataDir, 'batches')).filter((name) => name.endsWith('.json')).map((name) => readFileSync(join(place.dataDir, 'batches', name), 'utf8'));
    expect(JSON.parse(record ?? '')).toMatchObject({ state: 'submitted', jobId: id, fileId: expect.stringMatching(/^files\//) as string });
    expect((await settle(place, id)).at(-1)).toBe('ended');
    expect((await place.run('fetch', id, '-o', 'out.jsonl', '--ordered')).exitCode).toBe(0);
    expect(place.rows().map(({ id: name, text }) => [name, text])).toEqual(Array.from({ length: 20 }, (_, index) => [`p${index}`, 'simulated']));
  });

  it('makes lines of failures, says so with exit 9, and its output can be resumed', async () => {
    const place = newPlace(lines({ id: 'a', prompt: 'one' }, { id: 'bad', prompt: 'two', model: 'groq/no-such-model' }));
    const id = await submit(place, '-m', 'groq/llama-3.1-8b-instant');
    const { exitCode, stderr } = await place.run('fetch', id.slice(0, 12), '--wait', '-o', 'out.jsonl');
    expect([exitCode, place.rows().map(({ id: name, error }) => [name, error?.kind]).sort()]).toEqual([9, [['a', undefined], ['bad', 'provider']]]);
    expect(stderr).toMatch(/1 failed/);
    writeFileSync(join(place.cwd, 'in.jsonl'), lines({ id: 'a', prompt: 'one' }));
    expect((await place.run('in.jsonl', '-o', 'out.jsonl', '--resume', '-m', 'groq/llama-3.1-8b-instant', '--json')).stdout).toContain('"answered_before":1');
  });

  it('never submits the same twice unless that is asked for, and keeps its records private', async () => {
    const place = newPlace(prompts);
    const id = await submit(place, '-m', 'openai/gpt-4o-mini');
    const again = await place.run('in.jsonl', '--submit', '-m', 'openai/gpt-4o-mini');
    expect([again.exitCode, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toMatch(new RegExp(`in\\.jsonl was submitted already.*${id}.*--refresh`));
    expect(await submit(place, '-m', 'openai/gpt-4o-mini', '--refresh')).not.toBe(id);
    const folder = join(place.dataDir, 'batches');
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect((await place.run('status')).stdout.trim().split('\n')).toHaveLength(2);
  });

  it('says what has not ended with exit 7, what expired and what was cancelled', async () => {
    const place = newPlace(lines('one', 'two', 'three', 'four'));
    const begun = await submit(place, '-m', 'anthropic/claude-haiku-4-5');
    const early = await place.run('fetch', begun);
    expect([early.exitCode, early.stdout, early.stderr]).toEqual([7, '', expect.stringMatching(/has not ended.*--wait/)]);
    expect((await place.run('cancel', begun)).stdout).toContain('canceling');
    await settle(place, begun);
    const cancelled = await place.run('fetch', begun, '-o', 'cancelled.jsonl');
    expect([cancelled.exitCode, place.rows('cancelled.jsonl').some(({ error }) => error?.message.includes('was cancelled before') === true)]).toEqual([expect.toSatisfy((code: number) => code === 5 || code === 9), true]);
    const expiring = await submit(place, '-m', 'openai/simulated-expiring');
    expect((await settle(place, expiring)).at(-1)).toBe('expired');
    await place.run('fetch', expiring, '-o', 'expired.jsonl');
    expect(place.rows('expired.jsonl').map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
    expect(place.rows('expired.jsonl').some(({ error }) => error?.message.includes('expired before') === true)).toBe(true);
  });

  it.each([
    ['a provider without batches', lines('a'), ['-m', 'cohere/command-a-03-2025'], /cohere has no asynchronous batches\. Leave out --submit/],
    ['prompts for two providers', lines('a', { prompt: 'b', model: 'groq/x' }), ['-m', 'openai/gpt-4o-mini'], /in\.jsonl, line 2: this prompt is for groq\/x.*Split the input/],
    ['prompts for two models where one is allowed', lines('a', { prompt: 'b', model: 'openai/gpt-5-mini' }), ['-m', 'openai/gpt-4o-mini'], /line 2: .*a batch of openai goes to one model/],
    ['a line that is none', '"a"\nnonsense\n', ['-m', 'openai/gpt-4o-mini'], /in\.jsonl, line 2: It is not JSON/],
    ['an output', lines('a'), ['-m', 'openai/gpt-4o-mini', '-o', 'out.jsonl'], /--output has no meaning with --submit/],
    ['a simulator that ends with the run', lines('a'), ['-m', 'openai/gpt-4o-mini', '--mock'], /--mock has no meaning with --submit.*uada mock/],
    ['a race', lines('a'), ['-m', 'openai/gpt-4o-mini', '--race', 'openai/gpt-4o-mini,groq/x'], /--race and --fallback have no place/],
    ['a cost above the cap', lines({ prompt: 'a', max_tokens: 100_000 }), ['-m', 'openai/gpt-4o-mini', '--max-cost', '0.0001'], /could cost more than the \$0\.0001 of --max-cost/],
    ['more megabytes than a provider takes', lines(...Array.from({ length: 101 }, () => 'x'.repeat(1_000_000))), ['-m', 'groq/llama-3.1-8b-instant'], /makes a batch of 101\.0 MB; one for groq may have 100 MB\. Split the input/],
    ['more prompts than a provider takes', lines(...Array.from({ length: 50_001 }, () => 'x')), ['-m', 'openai/gpt-4o-mini'], /in\.jsonl holds 50001 prompts; a batch of openai takes 50000\. Split the input/],
    ['a key that is not there', lines('a'), ['-m', 'openai/gpt-4o-mini'], /OPENAI_API_KEY is not set/],
  ] as const)('refuses %s and writes nothing', async (what, input, words, message) => {
    const isKeyMissing = what.startsWith('a key');
    const place = newPlace(input, isKeyMissing ? { OPENAI_API_KEY: '' } : {});
    const { exitCode, stdout, stderr } = await place.run('in.jsonl', '--submit', ...words);
    expect([exitCode, stdout]).toEqual([isKeyMissing ? 3 : 2, '']);
    expect(stderr).toMatch(message);
    expect(existsSync(place.dataDir)).toBe(false);
  });

  it('knows no other batches than its own', async () => {
    const { run } = newPlace(lines('a'));
    for (const command of ['status', 'fetch', 'cancel']) {
      const { exitCode, stderr } = await run(command, 'batch_nobody');
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/No batch called batch_nobody.*uada batch status/)]);
    }
  });
});

/** A server before the simulator that kills uada when it has passed on a request to a path, or before it does. */
const useKiller = async (path: string, when: 'before' | 'after'): Promise<{ readonly url: string; arm(kill: (() => void) | undefined): void }> => {
  let kill: (() => void) | undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const isTarget = kill !== undefined && request.method === 'POST' && request.url === path;
      if (isTarget && when === 'before') return kill?.();
      const body = parts.length === 0 ? {} : { body: Buffer.concat(parts) };
      const reply = await fetch(`${simulator.url}${request.url ?? ''}`, { method: request.method ?? 'GET', headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)).map(([name, value]) => [name, String(value)])), ...body });
      if (isTarget) return kill?.();
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(Buffer.from(await reply.arrayBuffer()));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arm: (given) => void (kill = given) };
};

const batchesOf = async (provider: 'openai' | 'anthropic' | 'google'): Promise<readonly unknown[]> => {
  const path = { openai: 'batches', anthropic: 'v1/messages/batches', google: 'v1beta/batches' }[provider];
  const list = await (await fetch(`${simulator.baseUrls[provider]}/${path}`, { headers: { authorization: 'Bearer k', 'x-api-key': 'k', 'x-goog-api-key': 'k' } })).json() as { readonly data?: readonly unknown[]; readonly operations?: readonly unknown[] };
  return list.data ?? list.operations ?? [];
};

describe('batch --submit that is killed', () => {
  it.each([
    ['openai', 'OPENAI_BASE_URL', '/openai/v1', '/openai/v1/files', 'before'],
    ['openai', 'OPENAI_BASE_URL', '/openai/v1', '/openai/v1/files', 'after'],
    ['openai', 'OPENAI_BASE_URL', '/openai/v1', '/openai/v1/batches', 'before'],
    ['openai', 'OPENAI_BASE_URL', '/openai/v1', '/openai/v1/batches', 'after'],
    ['anthropic', 'ANTHROPIC_BASE_URL', '/anthropic', '/anthropic/v1/messages/batches', 'after'],
    ['google', 'GOOGLE_GEMINI_BASE_URL', '/google', '/google/v1beta/models/simulated-small:batchGenerateContent', 'after'],
  ] as const)('goes on at %s (%s, %s) where %s cut it off, %s that was answered, and makes one batch', async (provider, variable, root, path, when) => {
    const killer = await useKiller(path, when);
    const place = newPlace(lines(...Array.from({ length: 7 + path.length }, (_, index) => `prompt ${index} ${when}`)), { [variable]: `${killer.url}${root}` });
    const words = ['in.jsonl', '--submit', '-m', `${provider}/simulated-small`];
    const before = (await batchesOf(provider)).length;
    const child = watched(spawn(process.execPath, [bin, 'batch', ...words], { cwd: place.cwd, env: ownEnvironment(place.env), stdio: 'ignore' }));
    killer.arm(() => child.kill('SIGKILL'));
    await once(child, 'exit');
    killer.arm(undefined);
    expect(child.signalCode).toBe('SIGKILL');
    const resumed = await runUada(['batch', ...words], { cwd: place.cwd, env: { ...place.env, [variable]: `${killer.url}${root}` } });
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, expect.stringContaining(path.includes('atch') && when === 'after' ? 'it is taken over' : 'prompts are with')]);
    expect((await batchesOf(provider)).length).toBe(before + 1);
  });
});
