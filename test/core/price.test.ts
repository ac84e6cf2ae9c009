import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costUsd, findPrice, freePrice } from '../../src/core/price.js';
import type { Price, PriceTable } from '../../src/core/price.js';
import type { Usage } from '../../src/core/usage.js';

const price = (input: number | null, output: number | null, cached: number | null = null): Price => ({
  inputUsdPerMillion: input, outputUsdPerMillion: output, cachedInputUsdPerMillion: cached,
  contextTokens: null, maxOutputTokens: null,
});
const usage = (input: number | null, output: number | null, cached: number | null = null): Usage => ({
  inputTokens: input, outputTokens: output, reasoningTokens: null, cachedInputTokens: cached,
});
const table = (rows: Record<string, Record<string, Price>>): PriceTable => ({
  snapshot: '2026-11-10', source: 'test',
  models: new Map(Object.entries(rows).map(([provider, models]) => [provider, new Map(Object.entries(models))])),
});

describe('costUsd', () => {
  // Each row: tokens in, out, cached; USD per million in, out, cached; cost.
  const cases: [string, Usage, Price | null, number | null][] = [
    ['input and output at their own price', usage(1_000_000, 1_000_000), price(2, 10), 12],
    ['small counts', usage(1_000, 500), price(2, 10), 0.007],
    ['no output', usage(1_000_000, 0), price(2, 10), 2],
    ['cached input at the cached price', usage(1_000_000, 0, 400_000), price(2, 10, 0.1), 1.24],
    ['cached input at the input price when no cached price is known', usage(1_000_000, 0, 400_000), price(2, 10), 2],
    ['free cached input', usage(1_000_000, 0, 1_000_000), price(2, 10, 0), 0],
    ['more cached than input counts as all cached', usage(1_000_000, 0, 9_000_000), price(2, 10, 0.5), 0.5],
    ['a free model', usage(10, 10), freePrice, 0],
    ['no price row', usage(10, 10), null, null],
    ['unknown input tokens', usage(null, 10), price(2, 10), null],
    ['unknown output tokens', usage(10, null), price(2, 10), null],
    ['unknown tokens of a free model', usage(null, null), freePrice, null],
    ['unknown input price', usage(10, 10), price(null, 10), null],
    ['unknown output price', usage(10, 10), price(2, null), null],
    ['unknown output price with no output', usage(10, 0), price(2, null), null],
    ['a router that lists -1', usage(10, 10), price(-1, -1), null],
    ['a cached price of -1', usage(1_000_000, 0, 1_000_000), price(2, 10, -1), 2],
    ['NaN tokens', usage(Number.NaN, 10), price(2, 10), null],
    ['negative tokens', usage(-5, 10), price(2, 10), null],
    ['a NaN price', usage(10, 10), price(Number.NaN, 10), null],
    ['counts beyond any sum', usage(1e308, 1e308), price(1e6, 1e6), null],
  ];
  it.each(cases)('bills %s', (_title, used, listed, cost) => {
    const billed = costUsd(used, listed);
    if (cost === null) expect(billed).toBeNull();
    else expect(billed).toBeCloseTo(cost, 12);
  });

  it('believes the provider over the table', () => {
    expect(costUsd({ ...usage(1_000_000, 1_000_000), reportedCostUsd: 0.5 }, price(2, 10))).toBe(0.5);
    expect(costUsd({ ...usage(null, null), reportedCostUsd: 0.5 }, null)).toBe(0.5);
    expect(costUsd({ ...usage(10, 10), reportedCostUsd: 0 }, price(2, 10))).toBe(0);
  });

  it('falls back to the table when the reported cost is no amount', () => {
    for (const reportedCostUsd of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(costUsd({ ...usage(1_000_000, 0), reportedCostUsd }, price(2, 10))).toBe(2);
    }
  });

  it('does not add reasoning to the output it is part of', () => {
    expect(costUsd({ ...usage(0, 1_000_000), reasoningTokens: 900_000 }, price(2, 10))).toBe(10);
  });

  it('bills the whole request at the tier its prompt reaches, in whatever order tiers are listed', () => {
    const low = { aboveInputTokens: 100, inputUsdPerMillion: 4, outputUsdPerMillion: 15, cachedInputUsdPerMillion: null };
    const high = { ...low, aboveInputTokens: 1_000, inputUsdPerMillion: 8 };
    for (const tiers of [[low, high], [high, low]]) {
      const tiered: Price = { ...price(2, 10, 0.1), tiers };
      expect(costUsd(usage(100, 10), tiered)).toBeCloseTo((100 * 2 + 10 * 10) / 1e6, 12);
      expect(costUsd(usage(101, 10), tiered)).toBeCloseTo((101 * 4 + 10 * 15) / 1e6, 12);
      expect(costUsd(usage(1_001, 10), tiered)).toBeCloseTo((1_001 * 8 + 10 * 15) / 1e6, 12);
      // The tier does not say what cached input costs, so it costs what the tier's input costs.
      expect(costUsd(usage(1_001, 0, 1_001), tiered)).toBeCloseTo((1_001 * 8) / 1e6, 12);
    }
  });

  it('is null or a finite amount, whatever the figures', () => {
    const figure = fc.oneof(fc.constant(null), fc.double(), fc.nat());
    fc.assert(fc.property(figure, figure, figure, figure, figure, figure, fc.option(fc.double()), (...figures) => {
      const [input, output, cached, inputPrice, outputPrice, cachedPrice, reported] = figures;
      const used = { ...usage(input, output, cached), ...(reported === null ? {} : { reportedCostUsd: reported }) };
      const cost = costUsd(used, price(inputPrice, outputPrice, cachedPrice));
      expect(cost === null || (Number.isFinite(cost) && cost >= 0)).toBe(true);
    }));
  });
});

describe('findPrice', () => {
  const named = (...ids: string[]): Record<string, Price> =>
    Object.fromEntries(ids.map((id, index) => [id, price(index + 1, 1)]));
  const prices = table({
    openai: named('gpt-6-sol', 'gpt-4o', 'gpt-4o-2024-05-13', 'gpt-5.3-chat-latest'),
    anthropic: named('claude-haiku-4-5'),
    google: named('gemini-3.8-flash'),
    openrouter: named('openai/gpt-6-sol', 'qwen/qwen3.8-27b', 'qwen/qwen3.8-27b:free', '~openai/gpt-sol-latest'),
    together: named('moonshotai/Kimi-K3'),
    ollama: named('gpt-oss:120b', 'kimi-k2.6'),
  });
  const found: [string, string, string][] = [
    ['openai', 'gpt-6-sol', 'gpt-6-sol'],
    ['openai', 'gpt-6-sol-2026-09-22', 'gpt-6-sol'],
    ['openai', 'gpt-6-sol-latest', 'gpt-6-sol'],
    ['openai', 'gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['openai', 'gpt-5.3-chat-latest', 'gpt-5.3-chat-latest'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['google', 'models/gemini-3.8-flash', 'gemini-3.8-flash'],
    ['openrouter', 'openai/gpt-6-sol:nitro', 'openai/gpt-6-sol'],
    ['openrouter', 'openai/gpt-6-sol-20260922:floor', 'openai/gpt-6-sol'],
    ['openrouter', 'qwen/qwen3.8-27b:free', 'qwen/qwen3.8-27b:free'],
    ['openrouter', '~openai/gpt-sol-latest', '~openai/gpt-sol-latest'],
    ['ollama', 'gpt-oss:120b-cloud', 'gpt-oss:120b'],
    ['ollama', 'kimi-k2.6:cloud', 'kimi-k2.6'],
  ];
  it.each(found)('finds the price of %s/%s under %s', (provider, model, id) => {
    expect(findPrice(prices, provider, model)).toBe(prices.models.get(provider)!.get(id));
  });

  const missed: [string, string][] = [
    ['openai', 'gpt-6'], ['openai', 'gpt-6-sol-pro'], ['openai', 'gpt-6-sol-mini-2026-09-22'], ['openai', 'GPT-6-sol'],
    ['openai', ''], ['openai', '-latest'], ['openai', 'constructor'], ['openai', 'openai/gpt-6-sol'],
    ['openai', 'models/gpt-6-sol'], ['openai', 'gpt-6-sol:nitro'], ['anthropic', 'claude-haiku-4-5-20259'],
    ['openrouter', 'openai/gpt-6-sol:free'], ['openrouter', 'openai/gpt-6-sol:batch'],
    ['openrouter', 'openai/gpt-6-sol:online'], ['openrouter', 'gpt-6-sol'], ['together', 'moonshotai/kimi-k3'],
    ['ollama', 'gpt-oss'], ['ollama', 'gpt-oss:20b'], ['elsewhere', 'gpt-6-sol'], ['__proto__', 'gpt-6-sol'],
  ];
  it.each(missed)('has no price for %s/%s rather than a guess', (provider, model) => {
    expect(findPrice(prices, provider, model)).toBeNull();
  });
});
