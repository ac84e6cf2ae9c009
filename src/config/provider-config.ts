import { Secret } from '../core/secret.js';
import type { ProviderConfig } from './config.js';
import { didYouMean } from '../core/did-you-mean.js';
import { quote } from './quote.js';
import type { Reading } from './reading.js';
import { booleanType, enumType, integerType, stringType } from './setting-types.js';
import type { SettingType } from './setting-types.js';
import { isTable } from './toml-document.js';
import type { Report, TomlDocument, TomlTable } from './toml-document.js';
import { acceptUrl } from './url-text.js';

type FieldType<Value> = Pick<SettingType<Value>, 'fromFile'>;

const text = stringType();
const url = stringType({ accept: acceptUrl });
const variableName = stringType({
  accept: (name) => (/^[A-Za-z_]\w*$/.test(name) ? undefined : 'must be the name of an environment variable, not the key itself'),
});

const command: FieldType<string | readonly string[]> = {
  fromFile: (value) => {
    if (typeof value === 'string' && value.trim() !== '') return { value };
    const isArguments = Array.isArray(value) && value.length > 0 && value.every((item): item is string => typeof item === 'string');
    return isArguments && value[0] !== '' ? { value } : { problem: 'must be a command line, or an array of a program and its arguments' };
  },
};

const literalKey: FieldType<Secret | undefined> = {
  fromFile: (value) => {
    if (typeof value !== 'string') return { problem: 'must be a text in quotes' };
    return { value: value.trim() === '' ? undefined : new Secret(value) };
  },
};

const isHeader = (name: string, value: unknown): value is string =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof value === 'string' && /^[\t\x20-\x7e\xa0-\xff]*$/.test(value);

/** Known to the redactor from here on, with and without a word such as "Bearer" before it. */
const registerCredential = (content: string): void => [content, content.replace(/^\w+ /, '')].forEach((text) => new Secret(text));

const headers: FieldType<Readonly<Record<string, string>>> = {
  fromFile: (value): Reading<Readonly<Record<string, string>>> => {
    if (!isTable(value)) return { problem: 'must be a table of header names and texts' };
    const entries: [string, string][] = [];
    for (const [name, content] of Object.entries(value)) {
      if (!isHeader(name, content)) return { problem: `must hold valid header names and one-line texts; ${quote(name)} is not` };
      if (isSecretHeader(name)) registerCredential(content);
      entries.push([name.toLowerCase(), content]);
    }
    return { value: Object.fromEntries(entries) };
  },
};

const fieldNames = ['base_url', 'key_env', 'key_cmd', 'key', 'api', 'headers', 'model', 'protocol', 'allow_http', 'requests_per_minute', 'tokens_per_minute'] as const;
type FieldName = (typeof fieldNames)[number];

/** Whether a header of this name is taken for a credential. */
export const isSecretHeader = (name: string): boolean => /auth|key|token|secret|cookie/i.test(name);

/** Whether a name is a field of a provider's table, so that it can be told where it belongs. */
export const isProviderField = (name: string): boolean => fieldNames.some((field) => field === name);

const checkFields = (document: TomlDocument, path: readonly string[], table: TomlTable, report: Report): void => {
  for (const unknown of Object.keys(table).filter((name) => !isProviderField(name))) {
    report(document.fault([...path, unknown], `${path.join('.')} has no setting ${quote(unknown)}.`,
      didYouMean(unknown, fieldNames) ?? `A provider's table holds ${fieldNames.join(', ')}.`));
  }
};

const checkOwnServer = (document: TomlDocument, config: ProviderConfig, hasAddress: boolean, builtIn: readonly string[] | undefined, report: Report): void => {
  const { name } = config;
  const isOwn = config.protocol !== undefined || (builtIn !== undefined && !builtIn.includes(name));
  if (!isOwn || hasAddress || builtIn?.includes(name) === true) return;
  const guess = didYouMean(name, builtIn ?? []);
  report(document.fault(['providers', name], `uada has no provider ${quote(name)}, and its table has no base_url.`,
    guess ?? 'Give base_url the address of a server that speaks the OpenAI chat protocol.'));
};

/**
 * Checks one `[providers.NAME]` table. Reports `usage` errors with the place; no value of it is repeated.
 * With the built-in names given, any other name needs a `base_url`.
 */
export const toProviderConfig = (document: TomlDocument, name: string, given: unknown, builtIn: readonly string[] | undefined, report: Report): ProviderConfig => {
  const path = ['providers', name];
  if (!/^[a-z\d][\w.-]*$/i.test(name)) {
    report(document.fault(path, `${quote(name)} is no name for a provider.`, 'Use letters, digits, ".", "_" and "-".'));
  }
  if (!isTable(given)) report(document.fault(path, `providers.${name} must be a table.`, `Begin it with a line [providers.${name}].`));
  const table: TomlTable = isTable(given) ? given : {};
  checkFields(document, path, table, report);
  const read = <Value>(field: FieldName, type: FieldType<Value>): Value | undefined => {
    if (table[field] === undefined) return undefined;
    const reading = type.fromFile(table[field]);
    if ('value' in reading) return reading.value;
    report(document.fault([...path, field], `providers.${name}.${field} ${reading.problem}.`));
    return undefined;
  };
  const config: ProviderConfig = {
    name,
    baseUrl: read('base_url', url),
    keyEnv: read('key_env', variableName),
    keyCommand: read('key_cmd', command),
    key: read('key', literalKey),
    api: read('api', enumType(['chat', 'responses'])),
    headers: read('headers', headers),
    model: read('model', text),
    protocol: read('protocol', enumType(['openai-chat'])),
    allowHttp: read('allow_http', booleanType),
    requestsPerMinute: read('requests_per_minute', integerType({ minimum: 1 })),
    tokensPerMinute: read('tokens_per_minute', integerType({ minimum: 1 })),
  };
  checkOwnServer(document, config, table['base_url'] !== undefined, builtIn, report);
  return config;
};
