import type { Config } from './config.js';
import { didYouMean } from '../core/did-you-mean.js';
import { UadaError } from '../core/errors.js';
import { isProviderField } from './provider-config.js';
import { quote } from './quote.js';
import { describeProblem } from './setting.js';
import { rowOf, settingNames } from './setting-rows.js';
import type { SettingName } from './setting-rows.js';
import { isTable } from './toml-document.js';
import type { Report, TomlDocument } from './toml-document.js';

const listKeys = (): ReadonlyMap<string, SettingName> => {
  const keys = new Map<string, SettingName>();
  for (const name of settingNames) {
    const { key, otherKeys = [] } = rowOf(name);
    if (key.startsWith('providers.')) continue;
    for (const spelling of [key, ...otherKeys]) keys.set(spelling, name);
  }
  return keys;
};

const sections = new Set(['cache', 'history', 'bench']);

type Entry = { readonly path: readonly string[]; readonly value: unknown };

/** Tables of the file that hold no settings. */
const otherTables = ['providers', 'aliases', 'templates'];

const listEntries = (root: TomlDocument['root']): readonly Entry[] =>
  Object.entries(root).filter(([name]) => !otherTables.includes(name)).flatMap(([name, value]): readonly Entry[] => {
    const isSection = isTable(value) && sections.has(name);
    return isSection ? Object.entries(value).map(([field, content]) => ({ path: [name, field], value: content })) : [{ path: [name], value }];
  });

const hintFor = (key: string, keys: Iterable<string>, builtIn: readonly string[] | undefined): string => {
  if (isProviderField(key)) return `It belongs in a provider's table, such as [providers.${builtIn?.[0] ?? 'NAME'}].`;
  if (builtIn?.includes(key) === true) return `A provider's table begins with [providers.${key}].`;
  return didYouMean(key, [...keys, ...otherTables]) ?? 'The command "uada config list" names every setting.';
};

type Reading = { readonly name: SettingName; readonly value: unknown };

/** What an entry sets, or the fault it has. */
const readEntry = ({ path, value }: Entry, document: TomlDocument, keys: ReadonlyMap<string, SettingName>, builtIn: readonly string[] | undefined): Reading | UadaError => {
  const key = path.join('.');
  const name = keys.get(key);
  if (name === undefined) return document.fault(path, `there is no setting ${quote(key)}.`, hintFor(key, keys.keys(), builtIn));
  const row = rowOf(name);
  const reading = row.type.fromFile(value);
  return 'problem' in reading ? document.fault(path, `${key} ${describeProblem(row, reading.problem, value)}.`) : { name, value: reading.value };
};

/**
 * Checks the entries of the file that are settings, `[providers]`, `[aliases]` and `[templates]` left out. Reports a
 * `usage` error with the place of an unknown key, a value of the wrong kind, or a setting that is given twice.
 */
export const toFileSettings = (document: TomlDocument, builtIn: readonly string[] | undefined, report: Report): Pick<Config, 'settings' | 'settingKeys'> => {
  const keys = listKeys();
  const values: Partial<Record<SettingName, unknown>> = {};
  const settingKeys: Partial<Record<SettingName, string>> = {};
  for (const entry of listEntries(document.root)) {
    const key = entry.path.join('.');
    const read = readEntry(entry, document, keys, builtIn);
    if (read instanceof UadaError) {
      report(read);
      continue;
    }
    const earlier = settingKeys[read.name];
    if (earlier !== undefined) report(document.fault(entry.path, `${key} is already set as ${earlier}.`));
    values[read.name] = read.value;
    settingKeys[read.name] = key;
  }
  return { settings: values as Config['settings'], settingKeys };
};
