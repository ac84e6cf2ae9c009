import type { Price, PriceTable, PriceTier } from '../core/price.js';

type Figure = number | null;

/**
 * A line of prices.json: input, output and cached input in USD per million tokens, context and output limit in
 * tokens, then the tiers of longer prompts as [above input tokens, input, output, cached input].
 */
type PriceRow = readonly (Figure | readonly (readonly Figure[])[])[];

/** The shape of prices.json, which scripts/refresh-prices.js writes. */
export type PriceSnapshot = {
  readonly snapshot: string;
  readonly source: string;
  readonly models: Readonly<Record<string, Readonly<Record<string, PriceRow>>>>;
};

const toFigure = (value: unknown): Figure =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

const toTier = ([above, input, output, cachedInput]: readonly Figure[]): readonly PriceTier[] => {
  const aboveInputTokens = toFigure(above);
  if (aboveInputTokens === null) return [];
  return [{
    aboveInputTokens,
    inputUsdPerMillion: toFigure(input),
    outputUsdPerMillion: toFigure(output),
    cachedInputUsdPerMillion: toFigure(cachedInput),
  }];
};

const toPrice = ([input, output, cachedInput, context, maxOutput, tiers]: PriceRow): Price => ({
  inputUsdPerMillion: toFigure(input),
  outputUsdPerMillion: toFigure(output),
  cachedInputUsdPerMillion: toFigure(cachedInput),
  contextTokens: toFigure(context),
  maxOutputTokens: toFigure(maxOutput),
  ...(typeof tiers === 'object' && tiers !== null ? { tiers: tiers.flatMap(toTier) } : {}),
});

/** Reads a snapshot; a figure that is no amount becomes null, that is unknown. */
export const toPriceTable = ({ snapshot, source, models }: PriceSnapshot): PriceTable => ({
  snapshot,
  source,
  models: new Map(Object.entries(models).map(([provider, rows]) =>
    [provider, new Map(Object.entries(rows).map(([model, row]) => [model, toPrice(row)]))])),
});

let loaded: Promise<PriceTable> | undefined;

const readSnapshot = async (): Promise<PriceTable> => {
  const { default: snapshot } = await import('./prices.json', { with: { type: 'json' } });
  return toPriceTable(snapshot);
};

/** The price table that ships with uada, read on first use and kept. */
export const loadPriceTable = (): Promise<PriceTable> => (loaded ??= readSnapshot());
