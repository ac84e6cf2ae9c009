import { readKey } from '../app/input/read-key.js';
import type { Io } from '../app/io.js';
import type { ListedSetting } from '../app/list-config.js';
import { listSettings } from '../app/list-config.js';
import { providerIds } from '../app/rows.js';
import { checkConfigFile } from '../config/check-config.js';
import type { ConfigFault } from '../config/check-config.js';
import type { ConfigKey } from '../config/config-key.js';
import { readConfigKey, toConfigValue } from '../config/config-key.js';
import { editConfigFile } from '../config/edit-config.js';
import { resolvePaths } from '../config/paths.js';
import { rowOf } from '../config/setting-rows.js';
import { removeTomlKey, setTomlKey } from '../config/toml-edit.js';
import type { TomlPlace } from '../config/toml-positions.js';
import { listPlaces } from '../config/toml-positions.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';
import { storeWriter, toExcerpt } from './store-output.js';

/** The path of config.toml. Throws a `usage` error where no home directory is known. */
export const configPathOf = (io: Io): string => {
  const { configFile } = resolvePaths(io.environment, io.platform);
  if (configFile !== null) return configFile;
  throw new UadaError('usage', 'No home directory is known, so there is no config file.', { hint: 'Set UADA_CONFIG_DIR.' });
};

const toJson = ({ key, value, source, place, variable, flag, description }: ListedSetting): Readonly<Record<string, unknown>> =>
  ({ key, value, source, place, variable, flag, description });

/** `config list`. */
export const listConfig = async (isJson: boolean, io: Io): Promise<void> => {
  const { config } = await readSettings({}, io);
  const rows = listSettings(io.environment, config);
  if (isJson) return storeWriter(io).write(toJsonLine(rows.map(toJson)));
  const width = Math.max(...rows.map(({ key }) => key.length));
  const values = rows.map(({ text }) => toExcerpt(text === '' ? '(not set)' : text, 50));
  const valueWidth = Math.max(...values.map((value) => value.length));
  await storeWriter(io).write(rows.map(({ key, place }, index) => `${key.padEnd(width)}  ${(values[index] ?? '').padEnd(valueWidth)}  ${place}\n`).join(''));
};

const findListed = ({ text, setting }: ConfigKey, rows: readonly ListedSetting[]): ListedSetting | undefined => {
  const names = setting === undefined ? [text] : [rowOf(setting).key, ...rowOf(setting).otherKeys ?? []];
  return rows.find(({ key }) => names.includes(key));
};

/** `config get`. */
export const getConfig = async (key: string, isJson: boolean, io: Io): Promise<void> => {
  const wanted = readConfigKey(key);
  const { config } = await readSettings({}, io);
  const row = findListed(wanted, listSettings(io.environment, config));
  if (row !== undefined && isJson) return storeWriter(io).write(toJsonLine(toJson(row)));
  if (row === undefined || row.text === '') throw new UadaError('usage', `${key} is not set.`, { hint: `Set it with "uada config set ${key} VALUE".` });
  await storeWriter(io).write(`${row.text}\n`);
};

/** The spelling that the file has already, else the first one that fits in: with `cache = true` there can be no [cache]. */
const pathIn = (text: string, { path, setting }: ConfigKey): readonly string[] => {
  if (setting === undefined) return path;
  const { key, otherKeys = [] } = rowOf(setting);
  const entries = listPlaces(text).filter(({ kind }) => kind !== 'header');
  const find = (names: readonly string[]): TomlPlace | undefined => entries.find((entry) => entry.path.join('.') === names.join('.'));
  const fits = ([section = '', field]: readonly string[]): boolean => {
    const value = field === undefined ? undefined : find([section]);
    return value === undefined || text.charAt(value.valueStart) === '{';
  };
  const spellings = [path, ...[key, ...otherKeys].map((spelling) => spelling.split('.'))];
  return spellings.find((spelling) => find(spelling) !== undefined) ?? spellings.find(fits) ?? path;
};

/** `config set`. */
export const setConfig = async (key: string, value: string, io: Io): Promise<void> => {
  const wanted = readConfigKey(key);
  const path = configPathOf(io);
  const given = value === '-' ? (await readKey(`Value of ${key}, not shown: `, io)).replace(/\r?\n$/, '') : value;
  const written = toConfigValue(wanted, given);
  await editConfigFile(path, providerIds, (text = '') => setTomlKey(text, pathIn(text, wanted), written));
  io.warn(`${key} is set in ${path}.`);
  const variable = wanted.setting === undefined ? undefined : rowOf(wanted.setting).variable;
  if (variable !== undefined && (io.environment[variable] ?? '').trim() !== '') io.warn(`${variable} is set and goes first.`);
};

/** `config unset`. */
export const unsetConfig = async (key: string, io: Io): Promise<void> => {
  const wanted = readConfigKey(key);
  const path = configPathOf(io);
  const isChanged = await editConfigFile(path, providerIds, (text) => (text === undefined ? undefined : removeTomlKey(text, pathIn(text, wanted))));
  if (!isChanged) throw new UadaError('usage', `${key} is not set in ${path}.`, { hint: '"uada config list" shows where each value comes from.' });
  io.warn(`${key} is no longer set in ${path}.`);
};

const toLine = (path: string, { line, column, message, hint }: ConfigFault): string =>
  `${line === null ? path : `${path}:${line}:${column ?? 1}`}: ${message}${hint === null ? '' : ` ${hint}`}\n`;

/** `config validate`: the faults are the report, so they are on stdout. */
export const validateConfig = async (file: string | undefined, isJson: boolean, io: Io): Promise<void> => {
  const path = file ?? configPathOf(io);
  const faults = await checkConfigFile(path, providerIds);
  if (faults === undefined && file !== undefined) throw new UadaError('usage', `The file ${path} does not exist.`);
  const found = faults ?? [];
  await storeWriter(io).write(isJson ? toJsonLine(found) : found.map((fault) => toLine(path, fault)).join(''));
  if (found.length > 0) throw new ShownError(new UadaError('usage', `${path} has ${found.length === 1 ? 'one fault' : `${found.length} faults`}.`));
  if (!isJson) io.warn(faults === undefined ? `There is no ${path}; the defaults are in force.` : `${path} is in order.`);
};

/** `config path`. */
export const showConfigPath = (io: Io): Promise<void> => storeWriter(io).write(`${configPathOf(io)}\n`);
