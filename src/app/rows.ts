import type { Config } from '../config/config.js';
import { findNearest } from '../core/did-you-mean.js';
import { UadaError } from '../core/errors.js';
import type { ProviderRow } from '../providers/registry.js';
import { compatibleRow, providerRows } from '../providers/registry.js';
import { parseModelName } from './model-name.js';

/** The eight providers and the user's own servers out of the config file. */
export const allRows = (config: Config): readonly ProviderRow[] => {
  const own = [...config.providers.values()].filter(({ name }) => !providerRows.some((row) => row.id === name));
  return [...providerRows, ...own.flatMap(({ name, baseUrl, keyEnv, key, keyCommand, model }) =>
    baseUrl === undefined ? [] : [{
      ...compatibleRow(name, baseUrl, keyEnv, model), needsKey: keyEnv !== undefined || key !== undefined || keyCommand !== undefined,
    }])];
};

/** The row of a provider's name. Throws a `usage` error for an unknown one. */
export const rowNamed = (rows: readonly ProviderRow[], id: string): ProviderRow => {
  const row = rows.find((candidate) => candidate.id === id.toLowerCase());
  if (row !== undefined) return row;
  const ids = rows.map((candidate) => candidate.id);
  const near = findNearest(id, ids);
  throw new UadaError('usage', `There is no provider called ${id}.`, {
    hint: near === undefined ? `The providers are ${ids.join(', ')}.` : `Did you mean ${near}?`,
  });
};

/** The names of the eight providers. */
export const providerIds: readonly string[] = providerRows.map((row) => row.id);

/** Whether a word names one of the eight providers, or a model there. */
export const isModelName = (word: string): boolean => parseModelName(word, providerRows) !== undefined;
