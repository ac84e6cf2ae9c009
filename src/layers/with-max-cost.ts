import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Price } from '../core/price.js';
import { costUsd } from '../core/price.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import { toDollars } from '../core/to-dollars.js';
import { unknownUsage } from '../core/usage.js';
import type { MaxCostNotice } from './notice.js';

/** The price of the model that is asked, and the day the price table is from, `YYYY-MM-DD`. */
export type DatedPrice = { readonly price: Price | null; readonly pricesFrom: string };

export type MaxCostOptions = {
  readonly maxCostUsd: number;
  /** Asked only when a request is really to be sent. */
  readonly readPrice: () => Promise<DatedPrice>;
  /** Roughly the tokens of the prompt. */
  readonly estimateTokens: (request: ChatRequest) => number;
  /** Told when the request gets fewer tokens than were asked for. */
  readonly notify?: ((notice: MaxCostNotice) => void) | undefined;
};

const costOf = (inputTokens: number, outputTokens: number, price: Price | null): number | null =>
  costUsd({ ...unknownUsage, inputTokens, outputTokens }, price);

const unknownPrice = (provider: string, model: string, pricesFrom: string): UadaError =>
  new UadaError('usage', `The price of ${provider}/${model} is not known, so --max-cost cannot be kept (price table of ${pricesFrom}).`, {
    provider, hint: 'Choose a model that `uada models` shows with a price, or leave out --max-cost.',
  });

const tooExpensive = (provider: string, inputTokens: number, inputUsd: number, maxCostUsd: number, pricesFrom: string): UadaError => {
  const prompt = `The prompt of about ${inputTokens} tokens costs ${toDollars(inputUsd)} at ${provider}`;
  return new UadaError('usage', `${prompt}, which leaves nothing of the ${toDollars(maxCostUsd)} of --max-cost for an answer (prices of ${pricesFrom}).`, {
    provider, hint: 'Shorten the prompt, choose a cheaper model, or raise --max-cost.',
  });
};

/** Most tokens of an answer that fit; Infinity where they are free. Throws a `usage` error when not one does. */
const affordableTokens = async (request: ChatRequest, provider: string, options: MaxCostOptions): Promise<DatedPrice & { readonly tokens: number }> => {
  const { maxCostUsd } = options;
  const { price, pricesFrom } = await options.readPrice();
  const inputTokens = options.estimateTokens(request);
  const inputUsd = costOf(inputTokens, 0, price);
  const withMillionUsd = costOf(inputTokens, 1_000_000, price);
  if (inputUsd === null || withMillionUsd === null) throw unknownPrice(provider, request.model, pricesFrom);
  const usdPerToken = (withMillionUsd - inputUsd) / 1_000_000;
  const leftUsd = maxCostUsd - inputUsd;
  // Binary fractions: 8,000 tokens that fit exactly must not become 7,999.
  const tokens = usdPerToken > 0 ? Math.floor(Number((leftUsd / usdPerToken).toFixed(6))) : Infinity;
  if (leftUsd < 0 || tokens < 1) throw tooExpensive(provider, inputTokens, inputUsd, maxCostUsd, pricesFrom);
  return { price, pricesFrom, tokens };
};

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, options: MaxCostOptions): AsyncGenerator<StreamEvent> {
  const { price, pricesFrom, tokens } = await affordableTokens(request, next.id, options);
  const most = request.maxTokens ?? price?.maxOutputTokens ?? price?.contextTokens ?? Infinity;
  if (tokens >= most) {
    yield* next.stream(request, signal);
    return;
  }
  options.notify?.({ type: 'max_cost', provider: next.id, model: request.model, maxTokens: tokens, maxCostUsd: options.maxCostUsd, pricesFrom });
  yield* next.stream({ ...request, maxTokens: tokens }, signal);
}

/**
 * Sends only what cannot cost more than the cap by the list prices: a prompt that is too expensive by itself, and a
 * model without a known price, are refused as `usage` errors; the answer is limited to the tokens that fit.
 */
export const withMaxCost = (options: MaxCostOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
