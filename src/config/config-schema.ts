import { enumType } from './setting-types.js';
import type { SettingType } from './setting-types.js';
import { rowOf, settingNames } from './setting-rows.js';
import type { SettingName } from './setting-rows.js';
import { templateSettings } from './template.js';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };

const listOfTexts: Schema = { type: 'array', items: text };

const byType: Readonly<Record<SettingType<unknown>['name'], (type: SettingType<unknown>) => Schema>> = {
  boolean: () => ({ type: 'boolean' }),
  integer: ({ range }) => ({ type: 'integer', ...range }),
  number: ({ range }) => ({ type: 'number', ...range }),
  string: () => text,
  enum: ({ words }) => ({ enum: words }),
  duration: () => ({ type: ['string', 'number'], examples: ['30s', '7d', '1h30m'] }),
  size: () => ({ type: ['string', 'number'], examples: ['500MB', '2GiB'] }),
  list: () => ({ anyOf: [listOfTexts, text] }),
};

const defaultOf = (name: SettingName): Schema => {
  const { type, default: value } = rowOf(name);
  if (value === undefined) return {};
  return { default: typeof value === 'boolean' || type.name === 'integer' || type.name === 'number' ? value : type.format(value) };
};

const schemaOf = (name: SettingName): Schema => {
  const { type, description } = rowOf(name);
  return { description, ...byType[type.name](type), ...defaultOf(name) };
};

const table = (properties: Schema, more: Schema = {}): Schema => ({ type: 'object', additionalProperties: false, properties, ...more });

const tableOf = (schema: Schema, description: string): Schema => ({ description, type: 'object', additionalProperties: schema });

/** A field of a provider's table, in the words that an editor shows. */
const providerTable = table({
  base_url: { ...text, description: 'Address of the provider, or of a server that speaks like it' },
  key_env: { ...text, description: 'Environment variable that holds the key, in place of the usual ones' },
  key_cmd: { description: 'Command that prints the key', anyOf: [text, { ...listOfTexts, minItems: 1 }] },
  key: { type: 'string', description: 'The key itself; "uada keys set" is a better place' },
  api: { description: 'OpenAI only: which of its two APIs to speak', enum: enumType(['chat', 'responses']).words },
  headers: { description: 'Further headers of every request', type: 'object', additionalProperties: { type: 'string' } },
  model: { ...text, description: 'Model to ask when only the provider is named' },
  protocol: { description: 'What a server of your own speaks', enum: ['openai-chat'] },
  allow_http: { type: 'boolean', description: 'Send the key unencrypted to an http:// address of another machine' },
  requests_per_minute: { type: 'integer', minimum: 1, description: 'Most requests of one run in a minute' },
  tokens_per_minute: { type: 'integer', minimum: 1, description: 'Most tokens of one run in a minute' },
});

const templateTable = table({
  description: { type: 'string' },
  prompt: { ...text, description: 'The prompt, with {{variables}} in it' },
  variables: { description: 'Usual values of variables', type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  ...Object.fromEntries(templateSettings.map((name) => [rowOf(name).key, schemaOf(name)])),
}, { required: ['prompt'] });

type Properties = Record<string, Schema>;

const addSetting = (properties: Properties, sections: Map<string, Properties>, name: SettingName): void => {
  const { key, otherKeys = [] } = rowOf(name);
  const [section, field] = key.split('.');
  if (section === 'providers') return;
  for (const other of otherKeys) properties[other] = schemaOf(name);
  if (field === undefined || section === undefined) properties[key] = schemaOf(name);
  else sections.set(section, { ...sections.get(section), [field]: schemaOf(name) });
};

/** The JSON Schema (draft 7) of config.toml, made of the table of settings. */
export const configSchema = (): Schema => {
  const properties: Properties = {};
  const sections = new Map<string, Properties>();
  for (const name of settingNames) addSetting(properties, sections, name);
  for (const [section, fields] of sections) {
    const short = properties[section];
    properties[section] = short === undefined ? table(fields) : { anyOf: [short, table(fields)] };
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#', title: 'config.toml of uada',
    ...table({
      ...properties,
      providers: tableOf(providerTable, 'What is special about a provider, or a server of your own'),
      aliases: tableOf({ type: 'string', pattern: '^[^\\s/:]+[/:]\\S' }, 'Short names for models'),
      templates: tableOf(templateTable, 'Prompts with a name'),
    }),
  };
};
