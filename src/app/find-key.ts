import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { ResolvedKey } from '../config/keys.js';
import { keyVariables, resolveKey } from '../config/keys.js';
import { listStoredKeys } from '../config/stored-keys.js';
import { UadaError } from '../core/errors.js';
import type { ProviderRow } from '../providers/registry.js';

export type KeyPlaces = { readonly environment: Environment; readonly config: Config; readonly configDir: string | null };

const isSet = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

/** True when a key seems to be there, found without running a `key_cmd`. */
export const hasKey = (row: ProviderRow, places: KeyPlaces): boolean => {
  const own = places.config.providers.get(row.id);
  if (keyVariables(row.keyVariables, own).some((variable) => isSet(places.environment[variable]))) return true;
  if (own?.key !== undefined || own?.keyCommand !== undefined) return true;
  return places.configDir !== null && listStoredKeys(places.configDir).includes(row.id);
};

const missingKey = (row: ProviderRow, variable: string | undefined): UadaError => {
  const page = row.keyPage === undefined ? '' : ` (made at ${row.keyPage})`;
  return new UadaError('auth', `There is no key for ${row.id}${variable === undefined ? '' : `: ${variable} is not set`}.`, {
    provider: row.id, hint: `Set it${page} or store it with "uada keys set ${row.id}", or add --mock to try uada without a key.`,
  });
};

/** The key of a provider; undefined only where none is needed. Throws an `auth` error that says how to set it. */
export const findKey = async (row: ProviderRow, places: KeyPlaces, signal: AbortSignal): Promise<ResolvedKey | undefined> => {
  const providerConfig = places.config.providers.get(row.id);
  const key = await resolveKey({
    provider: row.id, environment: places.environment, variables: row.keyVariables, providerConfig, configDir: places.configDir, signal,
  });
  if (key === undefined && row.needsKey !== false) throw missingKey(row, keyVariables(row.keyVariables, providerConfig)[0]);
  return key;
};
