import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { rowOf, settingNames } from '../config/setting-rows.js';
import type { SettingName } from '../config/setting-rows.js';
import type { SettingSource } from '../config/setting-source.js';
import { describeSource } from '../config/setting-source.js';
import { resolveSettings } from '../config/settings.js';
import { chosenSettings } from '../config/template.js';

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

/** An address without the login in it; PostgreSQL takes a password among the parameters, too. */
const maskLogin = (value: unknown): unknown =>
  (typeof value === 'string' ? value.replace(/:\/\/[^/?#]*@/, '://…@').replace(/([?&][^=&]*(?:password|secret|token|key)[^=&]*=)[^&]*/gi, '$1…') : value);

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

const fieldEntries = (path: string, table: string, fields: Readonly<Record<string, unknown>>, description: string): readonly ListedSetting[] =>
  Object.entries(fields).filter(([, value]) => value !== undefined).map(([field, value]) => fileEntry(path, `${table}.${field}`, value, description));

const providerEntries = ({ providers }: Config, path: string): readonly ListedSetting[] => [...providers.values()].flatMap((provider) => {
  const { name, baseUrl, keyEnv, keyCommand, key, api, headers, model, protocol, allowHttp, requestsPerMinute, tokensPerMinute } = provider;
  return fieldEntries(path, `providers.${name}`, {
    base_url: maskLogin(baseUrl), key_env: keyEnv, key_cmd: keyCommand, key: key?.mask(), api, model, protocol, allow_http: allowHttp,
    requests_per_minute: requestsPerMinute, tokens_per_minute: tokensPerMinute,
    ...Object.fromEntries(Object.keys(headers ?? {}).map((header) => [`headers.${header}`, '…'])),
  }, `Of the provider ${name}`);
});

const templateEntries = ({ templates }: Config, path: string): readonly ListedSetting[] => [...templates.values()].flatMap((template) => {
  const { name, description, prompt, defaults } = template;
  const variables = Object.fromEntries([...defaults].map(([variable, value]) => [`variables.${variable}`, value]));
  return fieldEntries(path, `templates.${name}`, { description, prompt, ...chosenSettings(template), ...variables }, 'Prompt with a name');
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
    ...providerEntries(config, path),
    ...templateEntries(config, path),
  ];
};
