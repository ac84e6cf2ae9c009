import { readKey } from '../app/input/read-key.js';
import type { Io } from '../app/io.js';
import type { KeyListing } from '../app/list-keys.js';
import { listKeys } from '../app/list-keys.js';
import { allRows, rowNamed } from '../app/rows.js';
import type { Config } from '../config/config.js';
import { createKeychain } from '../config/keychain.js';
import { keyVariables } from '../config/keys.js';
import { forgetKey, storeKey } from '../config/store-key.js';
import type { KeptKey } from '../config/store-key.js';
import { keysPath } from '../config/stored-keys.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { Secret } from '../core/secret.js';
import { readSettings } from './read-settings.js';
import { storeWriter } from './store-output.js';

type ProviderRow = ReturnType<typeof rowNamed>;
type Place = { readonly config: Config; readonly configDir: string };

const readPlace = async (io: Io): Promise<Place> => {
  const { config, paths } = await readSettings({}, io);
  if (paths.configDir !== null) return { config, configDir: paths.configDir };
  throw new UadaError('usage', 'No home directory is known, so there is no place for keys.', { hint: 'Set UADA_CONFIG_DIR.' });
};

const refuseArgument = (name: string): UadaError =>
  new UadaError('usage', 'A key on the command line is seen by every user of this machine and kept by the shell, so it was not stored.', {
    hint: `Run "uada keys set ${name}" and paste it at the prompt, or pipe it in; if it was a real key, make a new one first.`,
  });

/** A key in the place of the name must not be repeated in the error. */
const findRow = (name: string, config: Config): ProviderRow => {
  const isKey = name.length >= 20 && !config.providers.has(name);
  if (isKey) {
    new Secret(name);
    throw refuseArgument('NAME');
  }
  return rowNamed(allRows(config), name);
};

const placeOf = ({ problem }: KeptKey, configDir: string): string =>
  problem === undefined ? 'in the keychain' : `UNENCRYPTED in ${keysPath(configDir)} (mode 0600), because the keychain of this system ${problem}`;

const sayKept = (kept: KeptKey, row: ProviderRow, { config, configDir }: Place, io: Io): void => {
  io.warn(`The ${row.id} key ${kept.mask} is stored ${placeOf(kept, configDir)}.`);
  if (kept.isOldKeyLeft) io.warn(`An earlier ${row.id} key is still in the keychain, which could not be asked; remove the entry "uada" there.`);
  const stronger = keyVariables(row.keyVariables, config.providers.get(row.id)).find((variable) => (io.environment[variable] ?? '').trim() !== '');
  if (stronger !== undefined) io.warn(`${stronger} is set and goes first.`);
};

/** `keys set`. */
export const setKey = async (name: string, excess: readonly string[], io: Io): Promise<void> => {
  const place = await readPlace(io);
  excess.forEach((word) => new Secret(word));
  const row = findRow(name, place.config);
  if (excess.length > 0) throw refuseArgument(row.id);
  const text = await readKey(`Key for ${row.name}${row.keyPage === undefined ? '' : ` (made at ${row.keyPage})`}, not shown: `, io);
  const kept = await storeKey(place.configDir, row.id, text, createKeychain({ environment: io.environment, signal: io.signal }));
  sayKept(kept, row, place, io);
};

const toLine = ({ provider, source, mask, problem }: KeyListing, width: number): string => {
  const shown = source === null ? 'no key' : `${(mask ?? '?').padEnd(5)}  ${source}`;
  return `${provider.padEnd(width)}  ${shown}${problem === null ? '' : `  (${problem})`}\n`;
};

/** `keys list`. */
export const showKeys = async (isJson: boolean, io: Io): Promise<void> => {
  const { config, paths } = await readSettings({}, io);
  const { keys, warnings } = listKeys({ environment: io.environment, config, configDir: paths.configDir });
  warnings.forEach(io.warn);
  const width = Math.max(...keys.map(({ provider }) => provider.length));
  await storeWriter(io).write(isJson ? toJsonLine(keys) : keys.map((key) => toLine(key, width)).join(''));
};

/** `keys rm`. */
export const removeKey = async (name: string, io: Io): Promise<void> => {
  const { config, configDir } = await readPlace(io);
  const row = findRow(name, config);
  const isRemoved = await forgetKey(configDir, row.id, createKeychain({ environment: io.environment, signal: io.signal }));
  if (!isRemoved) throw new UadaError('usage', `There is no stored key for ${row.id}.`, { hint: '"uada keys list" shows where keys come from.' });
  io.warn(`The stored ${row.id} key is removed.`);
};
