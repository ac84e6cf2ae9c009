import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/refresh-prices.js', import.meta.url));
const providers = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'togetherai', 'cohere', 'ollama-cloud'];

type Model = Readonly<Record<string, unknown>>;
type Catalog = Record<string, { models: Record<string, Model> }>;

const chat = (id: string, cost?: unknown, more: Model = {}): Model => ({
  id, modalities: { input: ['text'], output: ['text'] }, limit: { context: 1000, output: 100 },
  ...(cost === undefined ? {} : { cost }), ...more,
});
const listOf = (...models: readonly Model[]): Catalog[string] =>
  ({ models: Object.fromEntries(models.map((model) => [model['id'], model])) });
const catalogOf = (changes: Catalog = {}): Catalog =>
  ({ ...Object.fromEntries(providers.map((id) => [id, listOf(chat('one', { input: 1, output: 2 }))])), ...changes });

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'uada-refresh-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const outFile = (): string => join(folder, 'prices.json');
const run = (catalog: unknown, ...more: string[]): { status: number | null; stderr: string } => {
  const list = join(folder, 'api.json');
  writeFileSync(list, JSON.stringify(catalog));
  const { status, stderr } = spawnSync(process.execPath, [script, list, '--out', outFile(), ...more], { encoding: 'utf8' });
  return { status, stderr };
};
const written = (): { snapshot: string; source: string; models: Record<string, Record<string, unknown>> } =>
  JSON.parse(readFileSync(outFile(), 'utf8'));
const rowsOf = (provider: string, list: string, ...models: readonly Model[]): Record<string, unknown> | undefined => {
  expect(run(catalogOf({ [list]: listOf(...models) }))).toEqual({ status: 0, stderr: '' });
  return written().models[provider];
};

describe('refresh-prices', () => {
  it('writes beside the prices what models can, what they lack, and nothing of what the list leaves open', () => {
    const abilities = { tool_call: true, reasoning: false, structured_output: true, modalities: { input: ['text', 'image'], output: ['text'] } };
    run(catalogOf({ openai: listOf(chat('able', { input: 1 }, abilities), chat('plain', { input: 1 }), chat('mute', { input: 1 }, { modalities: { output: ['text'] } })) }));
    const { models } = JSON.parse(readFileSync(join(folder, 'capabilities.json'), 'utf8')) as ReturnType<typeof written>;
    expect(models['openai']).toEqual({ able: 'tools vision !reasoning json_schema', plain: '!vision' });
  });

  it('writes a row a model under uada’s provider ids, with the day and the source', () => {
    expect(run(catalogOf(), '--date', '2026-09-30', '--source', 'a test').status).toBe(0);
    expect(written()).toMatchObject({ snapshot: '2026-09-30', source: 'a test' });
    expect(Object.keys(written().models)).toEqual(['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama']);
    expect(written().models['together']).toEqual({ one: [1, 2, null, 1000, 100] });
  });

  it('dates a list of today by itself', () => {
    const before = new Date().toISOString().slice(0, 10);
    run(catalogOf());
    expect([before, new Date().toISOString().slice(0, 10)]).toContain(written().snapshot);
    expect(written().source).toBe('models.dev');
  });

  it('writes the same bytes for the same figures in any order, one line a model', () => {
    const models = [chat('b', { input: 1, output: 2 }), chat('a', { input: 3, output: 4 }), chat('B', { input: 5, output: 6 })];
    run(catalogOf({ openai: listOf(...models) }));
    const first = readFileSync(outFile(), 'utf8');
    run(catalogOf({ openai: listOf(...models.toReversed()) }));
    expect(readFileSync(outFile(), 'utf8')).toBe(first);
    expect(first).toContain('      "B": [5,6,null,1000,100],\n      "a": [3,4,null,1000,100],\n      "b": [1,2,null,1000,100]\n');
  });

  it('keeps tiers, from the shortest prompt to the longest', () => {
    const tier = (size: number, input: number): unknown => ({ input, output: 9, cache_read: 0.5, tier: { type: 'context', size } });
    expect(rowsOf('openai', 'openai', chat('one', { input: 1, output: 2, cache_read: 0.1, tiers: [tier(500, 4), tier(200, 3)] })))
      .toEqual({ one: [1, 2, 0.1, 1000, 100, [[200, 3, 9, 0.5], [500, 4, 9, 0.5]]] });
  });

  it('reads the older form of a tier', () => {
    expect(rowsOf('google', 'google', chat('one', { input: 1, output: 2, context_over_200k: { input: 2, output: 4 } })))
      .toEqual({ one: [1, 2, null, 1000, 100, [[200000, 2, 4, null]]] });
  });

  it('keeps 0 for free models and calls it unknown elsewhere', () => {
    const zero = { input: 0, output: 0, cache_read: 0 };
    expect(rowsOf('openrouter', 'openrouter', chat('a/b', zero), chat('a/b:free', zero), chat('openrouter/free', zero))).toEqual({
      'a/b': [null, null, null, 1000, 100], 'a/b:free': [0, 0, 0, 1000, 100], 'openrouter/free': [0, 0, 0, 1000, 100],
    });
  });

  it('takes a negative price and an absent one for unknown', () => {
    expect(rowsOf('openrouter', 'openrouter', chat('openrouter/auto', { input: -1_000_000, output: -1_000_000 }), chat('a/b')))
      .toEqual({ 'openrouter/auto': [null, null, null, 1000, 100], 'a/b': [null, null, null, 1000, 100] });
  });

  it('leaves out what is not text chat, and rows that say nothing', () => {
    const cost = { input: 1, output: 2 };
    expect(Object.keys(rowsOf('openai', 'openai',
      chat('one', cost), chat('text-embedding-3-small', cost), chat('nothing', undefined, { limit: { context: 0, output: 0 } }),
      chat('painter', cost, { modalities: { input: ['text'], output: ['text', 'image'] } }),
      chat('listener', cost, { modalities: { input: ['audio'], output: ['text'] } }))!)).toEqual(['one']);
  });

  it('does not carry float noise over', () => {
    expect(rowsOf('groq', 'groq', chat('one', { input: 0.1 + 0.2, output: 0.0375 }))).toEqual({ one: [0.3, 0.0375, null, 1000, 100] });
  });

  const sevenProviders = Object.fromEntries(Object.entries(catalogOf()).filter(([provider]) => provider !== 'cohere'));
  const refused: [string, unknown, string][] = [
    ['a list without one of the eight', sevenProviders, 'cohere'],
    ['a list whose provider has no chat model', catalogOf({ groq: listOf() }), 'groq'],
    ['an absurd price', catalogOf({ openai: listOf(chat('one', { input: 2_000_000, output: 1 })) }), 'one: 2000000 USD'],
    ['an absurd limit', catalogOf({ openai: listOf(chat('one', {}, { limit: { context: 1e12 } })) }), 'one: a limit of 1000000000000'],
    ['a fractional limit', catalogOf({ openai: listOf(chat('one', {}, { limit: { context: 1.5 } })) }), 'one: a limit of 1.5'],
    ['something else', [], 'openrouter'],
  ];
  it.each(refused)('refuses %s and writes nothing', (_title, catalog, words) => {
    const { status, stderr } = run(catalog);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
    expect(existsSync(outFile())).toBe(false);
  });

  it('refuses a day that is none', () => {
    for (const date of ['yesterday', '2026-13-01', '2026-02-30', '2026-9-3']) expect(run(catalogOf(), '--date', date).status).toBe(1);
    expect(existsSync(outFile())).toBe(false);
  });

  it('refuses to lose more than half the rows of a provider', () => {
    const many = ['a', 'b', 'c', 'd'].map((id) => chat(id, { input: 1, output: 2 }));
    run(catalogOf({ groq: listOf(...many) }));
    const former = readFileSync(outFile(), 'utf8');
    const { status, stderr } = run(catalogOf({ groq: listOf(many[0]!) }));
    expect(status).toBe(1);
    expect(stderr).toContain('groq falls from 4 rows to 1');
    expect(readFileSync(outFile(), 'utf8')).toBe(former);
    expect(run(catalogOf({ groq: listOf(many[0]!, many[1]!) })).status).toBe(0);
  });
});
