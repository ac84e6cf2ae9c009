import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { rowOf, settingNames } from '../config/setting-rows.js';
import type { SettingName } from '../config/setting-rows.js';
import type { SettingSource } from '../config/setting-source.js';
import { describeSource } from '../config/setting-source.js';
import { resolveSettings } from '../config/settings.js';

/** A setting as it is in force. */
export type ListedSetting = {
  readonly key: string;
  /** Null when nobody set it and the provider or command decides. A password in it is masked. */
  readonly value: unknown;
  /** The value as a person writes it; empty when it is not set. */
  readonly text: string;
  readonly source: SettingSource['kind'];
  /** The variable, the path of the file, or `default`. */
  readonly place: string;
  readonly variable: string | null;
  readonly flag: string | null;
  readonly description: string;
};

/** An address without the login in it. */
export const maskLogin = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/\/\/[^/@]*@/, '//…@') : value);

const toListed = (name: SettingName, value: unknown, source: SettingSource): ListedSetting => {
  const row = rowOf(name);
  const shown = row.isSensitive === true ? maskLogin(value) : value;
  return {
    key: source.kind === 'file' ? source.key : row.key, value: shown ?? null, text: shown === undefined ? '' : row.type.format(shown), source: source.kind,
    place: describeSource(source), variable: row.variable, flag: row.flag ?? null, description: row.description,
  };
};

const fileEntry = (path: string, key: string, value: unknown, description: string): ListedSetting =>
  ({ key, value, text: typeof value === 'string' ? value : JSON.stringify(value), source: 'file', place: path, variable: null, flag: null, description });

const fieldsOf = (config: Config, path: string): readonly ListedSetting[] => [...config.providers.values()].flatMap((provider) => {
  const { name, baseUrl, keyEnv, keyCommand, key, api, headers, model, protocol, allowHttp } = provider;
  const fields: Readonly<Record<string, unknown>> = {
    base_url: maskLogin(baseUrl), key_env: keyEnv, key_cmd: keyCommand, key: key?.mask(), api, model, protocol, allow_http: allowHttp,
    ...Object.fromEntries(Object.keys(headers ?? {}).map((header) => [`headers.${header}`, '…'])),
  };
  return Object.entries(fields).filter(([, value]) => value !== undefined)
    .map(([field, value]) => fileEntry(path, `providers.${name}.${field}`, value, `Of the provider ${name}`));
});

/** Every setting with its value and source, then the aliases, providers and templates of the file. Shows no key and no password. */
export const listSettings = (environment: Environment, config: Config): readonly ListedSetting[] => {
  const { values, sources } = resolveSettings({ environment, file: config, flags: {} });
  const settings = settingNames.map((name) => toListed(name, values[name], sources[name]))
    .filter(({ key, source }) => source !== 'default' || !key.startsWith('providers.'));
  const path = config.path ?? '';
  return [
    ...settings,
    ...[...config.aliases].map(([name, model]) => fileEntry(path, `aliases.${name}`, model, 'Short name for a model')),
    ...fieldsOf(config, path),
    ...[...config.templates.values()].map(({ name, prompt }) => fileEntry(path, `templates.${name}.prompt`, prompt, 'Prompt with a name')),
  ];
};
