import { didYouMean } from '../core/did-you-mean.js';
import { UadaError } from '../core/errors.js';
import { isProviderField } from './provider-config.js';
import { quote } from './quote.js';
import { describeProblem } from './setting.js';
import { rowOf, settingNames } from './setting-rows.js';
import type { SettingName } from './setting-rows.js';
import { templateSettings } from './template.js';
import { toTomlValue } from './toml-edit.js';

/** A key of config.toml as a person names it. */
export type ConfigKey = {
  readonly text: string;
  readonly path: readonly string[];
  /** The setting it is; undefined for an alias, or a field of a provider or template. */
  readonly setting: SettingName | undefined;
};

const tables = ['aliases.NAME', 'providers.NAME.FIELD', 'templates.NAME.FIELD'];

const settingKeys = (): ReadonlyMap<string, SettingName> =>
  new Map(settingNames.filter((name) => !rowOf(name).key.startsWith('providers.'))
    .flatMap((name) => [rowOf(name).key, ...rowOf(name).otherKeys ?? []].map((key) => [key, name] as const)));

/** Names may hold dots, fields do not; a header or a variable of a template is one step deeper. */
const splitDeep = (text: string, inner: string): readonly string[] | undefined => {
  const deep = new RegExp(`^(\\w+)\\.(.+?)\\.${inner}\\.(.+)$`).exec(text);
  if (deep !== null) return [deep[1] ?? '', deep[2] ?? '', inner, deep[3] ?? ''];
  return /^(\w+)\.(.+)\.(\w+)$/.exec(text)?.slice(1);
};

const tablePath = (text: string): readonly string[] | undefined => {
  if (text.startsWith('aliases.')) return /^(aliases)\.(.+)$/.exec(text)?.slice(1);
  if (text.startsWith('providers.')) return splitDeep(text, 'headers');
  return text.startsWith('templates.') ? splitDeep(text, 'variables') : undefined;
};

/** Reads the name of a key: a setting, `aliases.NAME`, `providers.NAME.FIELD`, `templates.NAME.FIELD`. Throws `usage` for any other. */
export const readConfigKey = (text: string): ConfigKey => {
  const settings = settingKeys();
  const setting = settings.get(text);
  if (setting !== undefined) return { text, path: text.split('.'), setting };
  const path = tablePath(text);
  if (path !== undefined) return { text, path, setting: undefined };
  const isField = isProviderField(text);
  throw new UadaError('usage', `There is no setting ${quote(text)}.`, {
    hint: isField ? `It belongs to a provider: providers.NAME.${text}.` : didYouMean(text, [...settings.keys(), ...tables]) ?? '"uada config list" names every setting.',
  });
};

const settingValue = (name: SettingName, key: string, text: string): string => {
  const row = rowOf(name);
  const reading = row.type.fromText(text);
  if ('problem' in reading) throw new UadaError('usage', `${key} ${describeProblem(row, reading.problem, text)}.`);
  const { value } = reading;
  if (typeof value === 'boolean' || (typeof value === 'number' && /^(?:integer|number)$/.test(row.type.name))) return toTomlValue(value);
  if (Array.isArray(value)) return toTomlValue(value as readonly string[]);
  // A duration or a size stays as the person wrote it.
  return toTomlValue(typeof value === 'string' ? value : text.trim());
};

const templateSetting = (field: string): SettingName | undefined => templateSettings.find((name) => rowOf(name).key === field);

const refuseKey = (provider: string): UadaError =>
  new UadaError('usage', 'A key on the command line is seen by every user of this machine and kept by the shell, so it was not stored.', {
    hint: `Run "uada keys set ${provider}" and paste it at the prompt.`,
  });

/** What a field of a provider takes that is no text; one that is wrong stays a text, and is refused with the file. */
const providerValue = (field: string, value: string): string | number | boolean => {
  if (field === 'allow_http' && /^(?:true|false)$/.test(value)) return value === 'true';
  return /^(?:requests|tokens)_per_minute$/.test(field) && /^\d{1,15}$/.test(value) ? Number(value) : value;
};

/** The text of a value as TOML, checked where its kind is known. Throws a `usage` error that names what is allowed. */
export const toConfigValue = ({ text, path, setting }: ConfigKey, value: string): string => {
  const [table, name = '', field = ''] = path;
  if (table === 'providers' && field === 'key') throw refuseKey(name);
  if (setting !== undefined) return settingValue(setting, text, value);
  const inTemplate = table === 'templates' && path.length === 3 ? templateSetting(field) : undefined;
  if (inTemplate !== undefined) return settingValue(inTemplate, text, value);
  return toTomlValue(table === 'providers' ? providerValue(field, value) : value);
};
