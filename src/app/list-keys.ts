import { keyVariables } from '../config/keys.js';
import { toKey } from '../config/key-text.js';
import { keysPath, readStoredKeys } from '../config/stored-keys.js';
import type { StoredKeys } from '../config/stored-keys.js';
import { UadaError } from '../core/errors.js';
import type { ProviderRow } from '../providers/registry.js';
import type { KeyPlaces } from './find-key.js';
import { allRows } from './rows.js';

/** Where the key of a provider comes from; null where there is none. */
export type KeyListing = {
  readonly provider: string;
  /** The variable, `key_cmd`, `keychain`, the path of keys.json, or `config.toml`. */
  readonly source: string | null;
  /** The last four characters behind an ellipsis; null where only a command knows them. */
  readonly mask: string | null;
  /** Why the key that wins cannot be used. */
  readonly problem: string | null;
};

type Found = Pick<KeyListing, 'source' | 'mask' | 'problem'>;

const described = (text: string | undefined, provider: string, source: string): Found | undefined => {
  try {
    const key = toKey(text ?? '', provider, source);
    return key === undefined ? undefined : { source, mask: key.mask(), problem: null };
  } catch (error) {
    if (error instanceof UadaError) return { source, mask: null, problem: error.message };
    throw error;
  }
};

const storedKey = (provider: string, { keys }: StoredKeys, configDir: string): Found | undefined => {
  const entry = keys.get(provider);
  return typeof entry === 'object' ? { source: 'keychain', mask: entry.keychain, problem: null } : described(entry, provider, keysPath(configDir));
};

const findSource = (row: ProviderRow, { environment, config, configDir }: KeyPlaces, stored: StoredKeys): Found | undefined => {
  const own = config.providers.get(row.id);
  for (const variable of keyVariables(row.keyVariables, own)) {
    const found = described(environment[variable], row.id, variable);
    if (found !== undefined) return found;
  }
  if (own?.keyCommand !== undefined) return { source: 'key_cmd', mask: null, problem: null };
  return (configDir === null ? undefined : storedKey(row.id, stored, configDir)) ?? described(own?.key?.reveal(), row.id, 'config.toml');
};

export type KeyList = { readonly keys: readonly KeyListing[]; readonly warnings: readonly string[] };

/** Every provider with the source of its key, as `resolveKey` would choose it. Runs no `key_cmd` and asks no keychain. */
export const listKeys = (places: KeyPlaces): KeyList => {
  const stored = places.configDir === null ? { keys: new Map<string, string>(), warnings: [] } : readStoredKeys(places.configDir);
  const none: Found = { source: null, mask: null, problem: null };
  return { keys: allRows(places.config).map((row) => ({ provider: row.id, ...findSource(row, places, stored) ?? none })), warnings: stored.warnings };
};
