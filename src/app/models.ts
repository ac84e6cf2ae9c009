import type { ModelInfo } from '../core/provider.js';
import { modelCapabilities } from '../core/provider.js';
import { UadaError } from '../core/errors.js';
import { findModelRow, findPrice, freePrice } from '../core/price.js';
import { loadCapabilityTable } from '../providers/capability-table.js';
import { listModels } from '../providers/list-models.js';
import { isOllamaCloud } from '../providers/ollama-cloud.js';
import { loadPriceTable } from '../providers/price-table.js';
import type { ProviderRow } from '../providers/registry.js';
import { isLocal } from './answer-cost.js';
import type { Target } from './complete-plan.js';
import { connect } from './connect.js';
import { hasKey } from './find-key.js';
import { isListening } from './find-ollama.js';
import type { KeptList } from './model-list-file.js';
import { keepList, listPath, readKeptList, withoutSecrets } from './model-list-file.js';
import type { PlanInput } from './plan-complete.js';
import { targetOf } from './plan-complete.js';
import { allRows, rowNamed } from './rows.js';

/** The models of one provider, or why they could not be listed. */
export type ProviderModels =
  | {
    readonly provider: string;
    readonly models: readonly ModelInfo[];
    /** How long ago the provider was asked; 0 when it was now. */
    readonly listedAgeMs: number;
    /** Why an older list stands in; undefined when it need not. */
    readonly failure: UadaError | undefined;
  }
  | { readonly provider: string; readonly error: UadaError };

/** `warn` is told when lists cannot be kept in `dataDir`. */
export type ModelsInput = PlanInput & { readonly dataDir: string | null; readonly warn: (line: string) => void };

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

/** What the list leaves open is filled from the price snapshot; what runs on a machine of one's own is free. */
const withPrices = async ({ row: { id: provider }, baseUrl }: Target, models: readonly ModelInfo[]): Promise<readonly ModelInfo[]> => {
  const table = await loadPriceTable();
  return models.map((model) => {
    const price = isLocal({ provider, model: model.id }, baseUrl) ? freePrice : findPrice(table, provider, model.id);
    return {
      ...model,
      contextTokens: model.contextTokens ?? price?.contextTokens ?? null,
      maxOutputTokens: model.maxOutputTokens ?? price?.maxOutputTokens ?? null,
      inputUsdPerMillion: model.inputUsdPerMillion ?? price?.inputUsdPerMillion ?? null,
      outputUsdPerMillion: model.outputUsdPerMillion ?? price?.outputUsdPerMillion ?? null,
    };
  });
};

/** What a model can comes from its provider, else out of the snapshot, which may know a part of it. */
const withCapabilities = async (provider: string, models: readonly ModelInfo[]): Promise<readonly ModelInfo[]> => {
  const table = await loadCapabilityTable();
  return models.map((model) => {
    const known = model.capabilities === undefined ? findModelRow(table, provider, model.id) : null;
    if (known === null) return model;
    return { ...model, capabilities: known.has, openCapabilities: modelCapabilities.filter((name) => !known.has.includes(name) && !known.lacks.includes(name)) };
  });
};

const freshMs = 24 * 60 * 60 * 1000;

/** What is installed on a machine of one's own changes with every pull, and asking there costs nothing. */
const isAlwaysAsked = ({ row, baseUrl }: Target): boolean => row.id === 'ollama' && !isOllamaCloud(baseUrl);

const ask = async (target: Target, input: ModelsInput): Promise<readonly ModelInfo[]> => {
  const connection = await connect({ ...input, target });
  try {
    return withoutSecrets(await listModels(connection.parts, input.io.signal));
  } finally {
    await connection.close();
  }
};

const keep = (path: string | undefined, list: KeptList, { dataDir, warn }: ModelsInput): void => {
  if (dataDir === null || path === undefined) return;
  try {
    keepList(dataDir, path, list);
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    warn(`The model lists are not kept: ${error.message}`);
  }
};

type Found = { readonly list: KeptList; readonly failure?: UadaError };

const mayStandIn = (error: unknown): error is UadaError => error instanceof UadaError && !['cancelled', 'usage', 'bug'].includes(error.kind);

const findList = async (target: Target, input: ModelsInput): Promise<Found> => {
  const { dataDir, settings, io } = input;
  const provider = target.row.id;
  // The simulator costs nothing to ask, and its names are of no use later.
  const path = dataDir === null || target.mock !== undefined ? undefined : listPath(dataDir, provider, target.baseUrl);
  const kept = path === undefined ? undefined : readKeptList(path);
  const ageMs = kept === undefined ? Infinity : io.now() - kept.listedAtMs;
  if (kept !== undefined && ageMs >= 0 && ageMs < freshMs && !settings.refresh && !isAlwaysAsked(target)) return { list: kept };
  try {
    const list = { provider, listedAtMs: io.now(), models: await ask(target, input) };
    keep(path, list, input);
    return { list };
  } catch (error) {
    if (kept !== undefined && mayStandIn(error)) return { list: kept, failure: error };
    throw error;
  }
};

const listOne = async (row: ProviderRow, input: ModelsInput): Promise<ProviderModels> => {
  const startMs = input.io.now();
  try {
    const target = targetOf(row, '', input);
    const { list, failure } = await findList(target, input);
    const models = await withCapabilities(row.id, await withPrices(target, list.models));
    return { provider: row.id, models, listedAgeMs: Math.max(0, startMs - list.listedAtMs), failure };
  } catch (error) {
    if (error instanceof UadaError && error.kind !== 'cancelled') return { provider: row.id, error };
    throw error;
  }
};

/**
 * The model lists of the provider that is named, else of all that are set up, asked at once. A list younger than a
 * day is taken from the data directory, unless a fresh one is wanted; an older one stands in for a provider that fails.
 */
export const findModels = async (input: ModelsInput): Promise<readonly ProviderModels[]> =>
  Promise.all((await chooseRows(input)).map((row) => listOne(row, input)));
