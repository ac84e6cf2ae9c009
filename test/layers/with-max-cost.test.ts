import { describe, expect, it } from 'vitest';
import type { Price } from '../../src/core/price.js';
import { costUsd, freePrice } from '../../src/core/price.js';
import { unknownUsage } from '../../src/core/usage.js';
import type { UadaError } from '../../src/core/errors.js';
import type { MaxCostNotice } from '../../src/layers/notice.js';
import { withMaxCost } from '../../src/layers/with-max-cost.js';
import { answer, ask, request, scripted } from './scripted-provider.js';

const price: Price = { inputUsdPerMillion: 2, outputUsdPerMillion: 10, cachedInputUsdPerMillion: null, contextTokens: 100_000, maxOutputTokens: 8000 };

const capped = async (maxCostUsd: number, given: { readonly price?: Price | null; readonly inputTokens?: number; readonly maxTokens?: number } = {}) => {
  const { inputTokens = 1000, maxTokens } = given;
  const notices: MaxCostNotice[] = [];
  const inner = scripted('openai', answer('fine'));
  const layer = withMaxCost({
    maxCostUsd, readPrice: () => Promise.resolve({ price: given.price === undefined ? price : given.price, pricesFrom: '2026-11-10' }),
    estimateTokens: () => inputTokens, notify: (notice) => notices.push(notice),
  });
  const asked = maxTokens === undefined ? request : { ...request, maxTokens };
  return { ...await ask(layer(inner), new AbortController().signal, asked), sent: inner.requests, notices };
};

describe('withMaxCost', () => {
  it('sends what fits by itself unchanged', async () => {
    const { sent, notices } = await capped(1, { maxTokens: 500 });
    expect(sent).toEqual([{ ...request, maxTokens: 500 }]);
    expect(notices).toEqual([]);
  });

  it('leaves the length open when the model cannot write as much as fits', async () => {
    expect((await capped(0.082)).sent).toEqual([request]);
    expect((await capped(0.081)).sent).toEqual([{ ...request, maxTokens: 7900 }]);
  });

  it('lowers the tokens so that the worst case fits, and tells it', async () => {
    const { sent, notices } = await capped(0.01, { maxTokens: 4000 });
    // 1,000 prompt tokens at $2 a million leave $0.008, which buys 800 tokens at $10 a million.
    expect(sent).toEqual([{ ...request, maxTokens: 800 }]);
    expect(notices).toEqual([{ type: 'max_cost', provider: 'openai', model: 'asked-model', maxTokens: 800, maxCostUsd: 0.01, pricesFrom: '2026-11-10' }]);
  });

  it('never lets the worst case cost more than the cap', async () => {
    for (const cap of [0.002_01, 0.0033, 0.0271, 0.1]) {
      for (const inputTokens of [1, 17, 999]) {
        const { sent } = await capped(cap, { inputTokens, maxTokens: 50_000 });
        expect(costUsd({ ...unknownUsage, inputTokens, outputTokens: sent[0]!.maxTokens! }, price)).toBeLessThanOrEqual(cap + 1e-12);
      }
    }
  });

  it('refuses a prompt that is too expensive by itself and names estimate, cap and the day of the prices', async () => {
    const { error, sent } = await capped(0.001_5);
    expect(sent).toEqual([]);
    expect((error as UadaError).exitCode).toBe(2);
    expect(error).toMatchObject({
      kind: 'usage', provider: 'openai',
      message: 'The prompt of about 1000 tokens costs $0.002 at openai, which leaves nothing of the $0.0015 of --max-cost for an answer (prices of 2026-11-10).',
    });
  });

  it('refuses when not one token of an answer fits', async () => {
    expect((await capped(0.002)).error).toMatchObject({ kind: 'usage' });
  });

  it.each([['no row', null], ['a row without an input price', { ...price, inputUsdPerMillion: null }], ['a row without an output price', { ...price, outputUsdPerMillion: null }]])(
    'refuses a model with %s in the price table', async (_name, unknown) => {
      const { error, sent } = await capped(5, { price: unknown });
      expect(sent).toEqual([]);
      expect(error).toMatchObject({ kind: 'usage', message: 'The price of openai/asked-model is not known, so --max-cost cannot be kept (price table of 2026-11-10).' });
    });

  it('lets a free model answer under a cap of nothing', async () => {
    expect((await capped(0, { price: freePrice })).sent).toEqual([request]);
  });

  it('uses the rates of the tier that the prompt reaches', async () => {
    const tiered: Price = { ...price, tiers: [{ aboveInputTokens: 500, inputUsdPerMillion: 4, outputUsdPerMillion: 20, cachedInputUsdPerMillion: null }] };
    expect((await capped(0.01, { price: tiered })).sent).toEqual([{ ...request, maxTokens: 300 }]);
  });
});
