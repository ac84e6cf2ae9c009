import type { ModelInfo } from '../core/provider.js';
import { UadaError } from '../core/errors.js';
import { findPrice } from '../core/price.js';
import { listModels } from '../providers/list-models.js';
import { loadPriceTable } from '../providers/price-table.js';
import type { ProviderRow } from '../providers/registry.js';
import { connect } from './connect.js';
import { hasKey } from './find-key.js';
import { isListening } from './find-ollama.js';
import type { PlanInput } from './plan-complete.js';
import { targetOf } from './plan-complete.js';
import { allRows, rowNamed } from './rows.js';

/** The models of one provider, or why they could not be listed. */
export type ProviderModels =
  | { readonly provider: string; readonly models: readonly ModelInfo[] }
  | { readonly provider: string; readonly error: UadaError };

const isReachable = async (row: ProviderRow, input: PlanInput): Promise<boolean> =>
  row.needsKey === false ? isListening(targetOf(row, '', input).baseUrl) : hasKey(row, input.places);

const chooseRows = async (input: PlanInput): Promise<readonly ProviderRow[]> => {
  const rows = allRows(input.config);
  if (input.settings.provider !== undefined) return [rowNamed(rows, input.settings.provider)];
  if (input.mock !== undefined) return rows;
  const reachable = await Promise.all(rows.map((row) => isReachable(row, input)));
  const found = rows.filter((_, index) => reachable[index]);
  if (found.length > 0) return found;
  throw new UadaError('auth', 'No provider is set up: there is no API key and no Ollama on this machine.', {
    hint: 'Set a key (export OPENAI_API_KEY=…, or one of the other seven), or start Ollama, or add --mock.',
  });
};

/** What the list leaves open is filled from the price snapshot. */
const withPrices = async (provider: string, models: readonly ModelInfo[]): Promise<readonly ModelInfo[]> => {
  const table = await loadPriceTable();
  return models.map((model) => {
    const price = findPrice(table, provider, model.id);
    return {
      ...model,
      contextTokens: model.contextTokens ?? price?.contextTokens ?? null,
      maxOutputTokens: model.maxOutputTokens ?? price?.maxOutputTokens ?? null,
      inputUsdPerMillion: model.inputUsdPerMillion ?? price?.inputUsdPerMillion ?? null,
      outputUsdPerMillion: model.outputUsdPerMillion ?? price?.outputUsdPerMillion ?? null,
    };
  });
};

const listOne = async (row: ProviderRow, input: PlanInput): Promise<ProviderModels> => {
  try {
    const connection = await connect({ ...input, target: targetOf(row, '', input) });
    try {
      return { provider: row.id, models: await withPrices(row.id, await listModels(connection.parts, input.io.signal)) };
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof UadaError && error.kind !== 'cancelled') return { provider: row.id, error };
    throw error;
  }
};

/** The model lists of the provider that is named, else of all that are set up, asked at once. */
export const findModels = async (input: PlanInput): Promise<readonly ProviderModels[]> =>
  Promise.all((await chooseRows(input)).map((row) => listOne(row, input)));
