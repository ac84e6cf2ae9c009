import type { Usage } from './usage.js';

/** USD per million tokens; null is "not known", 0 is "free". */
export type TokenRates = {
  readonly inputUsdPerMillion: number | null;
  readonly outputUsdPerMillion: number | null;
  /** For input read from the provider's prompt cache; null means it is billed as other input. */
  readonly cachedInputUsdPerMillion: number | null;
};

/** The rates of the whole request when its prompt is longer than `aboveInputTokens`. */
export type PriceTier = TokenRates & { readonly aboveInputTokens: number };

/** List prices and limits of one model at one provider. */
export type Price = TokenRates & {
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly tiers?: readonly PriceTier[];
};

export type PriceTable = {
  /** The day the figures are from, `YYYY-MM-DD`: show it beside a price. */
  readonly snapshot: string;
  /** Where the figures are from, as a sentence. */
  readonly source: string;
  /** The rows of `ollama` are ollama.com's; a local Ollama costs `freePrice`. */
  readonly models: ModelTable<Price>;
};

/** The price of a model on the person's own machine. */
export const freePrice: Price = {
  inputUsdPerMillion: 0, outputUsdPerMillion: 0, cachedInputUsdPerMillion: 0, contextTokens: null, maxOutputTokens: null,
};

// What a provider lets a caller write around an id without a change of model or list price. OpenRouter's
// `:free`, `:batch` and `:online` are not here: they are billed differently.
const decorations: ReadonlyMap<string, RegExp> = new Map([
  ['google', /^models\//],
  ['openrouter', /:(?:nitro|floor|exacto|thinking)$/],
  ['ollama', /[:-]cloud$/],
]);

const dateSuffix = /-20\d{2}(?:\d{4}|-\d{2}-\d{2})$/;

const spellingsOf = (provider: string, model: string): readonly string[] => {
  const decoration = decorations.get(provider);
  const plain = decoration === undefined ? model : model.replace(decoration, '');
  const undated = plain.replace(dateSuffix, '');
  return [model, plain, undated, undated.replace(/-latest$/, '')];
};

/** Provider id, then model id. */
export type ModelTable<Row> = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/**
 * The row of a model: its exact id, else the id without what the provider lets one write around it (`models/`,
 * `:nitro`, `:cloud`), without a date and without `-latest`. Null when there is none; never a similar model's.
 */
export const findModelRow = <Row>(table: ModelTable<Row>, provider: string, model: string): Row | null => {
  const rows = table.get(provider);
  if (rows === undefined) return null;
  for (const spelling of spellingsOf(provider, model)) {
    const row = rows.get(spelling);
    if (row !== undefined) return row;
  }
  return null;
};

export const findPrice = (table: PriceTable, provider: string, model: string): Price | null => findModelRow(table.models, provider, model);

const isAmount = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

const ratesFor = (price: Price, inputTokens: number): TokenRates => {
  let rates: TokenRates = price;
  let reached = 0;
  for (const tier of price.tiers ?? []) {
    if (inputTokens <= tier.aboveInputTokens || tier.aboveInputTokens < reached) continue;
    rates = tier;
    reached = tier.aboveInputTokens;
  }
  return rates;
};

/**
 * What an answer cost in USD: what the provider says it charged, else its tokens at the list price. Null when a
 * figure it needs is unknown; never NaN, never negative. Reasoning is inside the output tokens; input whose cache
 * state was not reported counts as uncached.
 */
export const costUsd = (usage: Usage, price: Price | null): number | null => {
  if (isAmount(usage.reportedCostUsd)) return usage.reportedCostUsd;
  const { inputTokens, outputTokens, cachedInputTokens } = usage;
  if (price === null || !isAmount(inputTokens) || !isAmount(outputTokens)) return null;

  const { inputUsdPerMillion, outputUsdPerMillion, cachedInputUsdPerMillion } = ratesFor(price, inputTokens);
  if (!isAmount(inputUsdPerMillion) || !isAmount(outputUsdPerMillion)) return null;

  const cachedTokens = isAmount(cachedInputTokens) ? Math.min(cachedInputTokens, inputTokens) : 0;
  const cachedRate = isAmount(cachedInputUsdPerMillion) ? cachedInputUsdPerMillion : inputUsdPerMillion;
  const millionths = (inputTokens - cachedTokens) * inputUsdPerMillion + cachedTokens * cachedRate
    + outputTokens * outputUsdPerMillion;
  return isAmount(millionths) ? millionths / 1e6 : null;
};
