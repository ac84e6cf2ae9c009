import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { costUsd, findPrice } from '../../src/core/price.js';
import type { Price, TokenRates } from '../../src/core/price.js';
import { loadPriceTable, toPriceTable } from '../../src/providers/price-table.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(root, 'src/providers/prices.json'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'uada-prices-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const table = await loadPriceTable();
const rows = [...table.models].flatMap(([provider, models]) =>
  [...models].map(([model, price]) => ({ name: `${provider}/${model}`, price })));

const isFree = (name: string): boolean => name.endsWith(':free') || name === 'openrouter/openrouter/free';
const ratesOf = (price: Price): readonly TokenRates[] => [price, ...(price.tiers ?? [])];

describe('the snapshot that ships', () => {
  it('has rows for all eight providers', () => {
    expect([...table.models.keys()].sort())
      .toEqual(['anthropic', 'cohere', 'google', 'groq', 'ollama', 'openai', 'openrouter', 'together']);
    for (const models of table.models.values()) expect(models.size).toBeGreaterThanOrEqual(5);
  });

  it('names its source and a day that has been', () => {
    expect(table.source).not.toBe('');
    expect(table.snapshot).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(new Date(table.snapshot).toISOString()).toBe(`${table.snapshot}T00:00:00.000Z`);
    expect(Date.parse(table.snapshot)).toBeLessThanOrEqual(Date.now());
  });

  it('has no price of 0 but that of a free model', () => {
    const wrong = rows.filter(({ name, price }) => !isFree(name) && ratesOf(price).some((rates) =>
      [rates.inputUsdPerMillion, rates.outputUsdPerMillion, rates.cachedInputUsdPerMillion].includes(0)));
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(rows.filter(({ name }) => isFree(name)).map(({ price }) => price.inputUsdPerMillion)).toContain(0);
  });

  it('has limits that are whole tokens and never 0', () => {
    const isLimit = (value: number | null): boolean => value === null || (Number.isInteger(value) && value > 0);
    expect(rows.filter(({ price }) => !isLimit(price.contextTokens) || !isLimit(price.maxOutputTokens))).toEqual([]);
  });

  it('prices cached input no higher than input', () => {
    const wrong = rows.filter(({ price }) => ratesOf(price).some((rates) =>
      (rates.cachedInputUsdPerMillion ?? 0) > (rates.inputUsdPerMillion ?? Infinity)));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('prices a longer prompt no lower', () => {
    const wrong = rows.filter(({ price }) => ratesOf(price).some((rates, index, all) =>
      index > 0 && (rates.inputUsdPerMillion ?? 0) < (all[index - 1]?.inputUsdPerMillion ?? 0)));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('is one line a model and small', () => {
    expect(text.split('\n').filter((line) => /^ {6}"/.test(line))).toHaveLength(rows.length);
    expect(Buffer.byteLength(text)).toBeLessThan(200 * 1024);
  });

  it.each([
    ['openai', 'gpt-6.1-sol'], ['openai', 'gpt-6-luna'], ['anthropic', 'claude-sonnet-5-5'],
    ['google', 'models/gemini-3.8-flash'], ['groq', 'openai/gpt-oss-120b'], ['together', 'openai/gpt-oss-120b'],
    ['cohere', 'command-a-plus-05-2026'], ['openrouter', 'openai/gpt-6.1-sol:nitro'], ['ollama', 'gpt-oss:120b-cloud'],
  ])('knows price and context of %s/%s', (provider, model) => {
    const price = findPrice(table, provider, model);
    const usage = { inputTokens: 1000, outputTokens: 1000, reasoningTokens: null, cachedInputTokens: null };
    expect(costUsd(usage, price)).toBeGreaterThan(0);
    expect(price?.contextTokens).toBeGreaterThan(0);
  });

  it('leaves the price of a router open', () => {
    expect(findPrice(table, 'openrouter', 'openrouter/fusion')?.inputUsdPerMillion).toBeNull();
  });
});

describe('loadPriceTable', () => {
  it('reads the snapshot once', async () => {
    expect(await loadPriceTable()).toBe(table);
  });

  it('loads out of the bundle as a chunk of its own, without a warning', async () => {
    const entry = join(scratch, 'entry.ts');
    writeFileSync(entry, `import { loadPriceTable } from ${JSON.stringify(join(root, 'src/providers/price-table.ts'))};
      console.log((await loadPriceTable()).snapshot);`);
    const { outputFiles } = await build({
      entryPoints: [entry], outdir: scratch, bundle: true, splitting: true, format: 'esm', platform: 'node',
      target: 'node20.19', outExtension: { '.js': '.mjs' }, write: false,
    });
    for (const file of outputFiles) writeFileSync(file.path, file.contents);
    expect(outputFiles).toHaveLength(2);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(scratch, 'entry.mjs')], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${table.snapshot}\n`, stderr: '' });
  });
});

describe('toPriceTable', () => {
  const read = (row: readonly (number | null | (number | null)[][])[]): Price => {
    const models = toPriceTable({ snapshot: '2026-11-10', source: 'test', models: { openai: { one: row } } }).models;
    return models.get('openai')!.get('one')!;
  };

  it('names the figures of a row', () => {
    expect(read([2, 10, 0.1, 1000, 100, [[500, 4, 15, null]]])).toEqual({
      inputUsdPerMillion: 2, outputUsdPerMillion: 10, cachedInputUsdPerMillion: 0.1, contextTokens: 1000, maxOutputTokens: 100,
      tiers: [{ aboveInputTokens: 500, inputUsdPerMillion: 4, outputUsdPerMillion: 15, cachedInputUsdPerMillion: null }],
    });
  });

  it('takes what is missing or no amount for unknown', () => {
    expect(read([-1, Number.NaN, null, 1000, null, [[-5, 1, 1, 1]]])).toEqual({
      inputUsdPerMillion: null, outputUsdPerMillion: null, cachedInputUsdPerMillion: null,
      contextTokens: 1000, maxOutputTokens: null, tiers: [],
    });
    expect(read([2])).toMatchObject({ outputUsdPerMillion: null, contextTokens: null, maxOutputTokens: null });
    expect(read([2])).not.toHaveProperty('tiers');
  });
});
