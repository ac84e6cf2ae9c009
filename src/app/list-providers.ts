import type { ProviderRow } from '../providers/registry.js';
import type { KeyPlaces } from './find-key.js';
import { listKeys } from './list-keys.js';
import { allRows } from './rows.js';
import { takeLogin } from './url-login.js';

/** A provider as it would be asked. */
export type ListedProvider = {
  readonly id: string;
  readonly name: string;
  /** The variable, `key_cmd`, `keychain`, the path of keys.json, or `config.toml`; null where there is no key. */
  readonly keySource: string | null;
  readonly needsKey: boolean;
  /** Without a login; null where what is set is no address. */
  readonly baseUrl: string | null;
  /** The variable, `config.toml`, or `default`. */
  readonly baseUrlSource: string;
  readonly protocol: string;
  /** Null where it is looked up: the first model installed. */
  readonly defaultModel: string | null;
};

type Address = Pick<ListedProvider, 'baseUrl' | 'baseUrlSource'>;

const addressOf = (row: ProviderRow, { environment, config }: KeyPlaces): Address => {
  const variable = row.baseUrlVariable === undefined ? undefined : environment[row.baseUrlVariable]?.trim();
  const own = config.providers.get(row.id)?.baseUrl;
  const [text, baseUrlSource] = variable !== undefined && variable !== '' ? [variable, row.baseUrlVariable ?? '']
    : own === undefined ? [row.defaultBaseUrl, 'default'] : [own, 'config.toml'];
  try {
    return { baseUrl: takeLogin(row.toBaseUrl(text, row.id)).baseUrl, baseUrlSource };
  } catch {
    return { baseUrl: null, baseUrlSource };
  }
};

/** The eight providers and the user's own, with where key and address come from. Holds no key; asks no keychain and no server. */
export const listProviders = (places: KeyPlaces): readonly ListedProvider[] => {
  const { keys } = listKeys(places);
  return allRows(places.config).map((row) => ({
    id: row.id, name: row.name, needsKey: row.needsKey !== false, protocol: row.protocol,
    keySource: keys.find(({ provider }) => provider === row.id)?.source ?? null,
    ...addressOf(row, places),
    defaultModel: places.config.providers.get(row.id)?.model ?? row.defaultModel ?? null,
  }));
};
