import { emptyConfig } from './config.js';
import type { Config, ProviderConfig } from './config.js';
import { toFileSettings } from './file-settings.js';
import { quote } from './quote.js';
import { isSecretHeader, toProviderConfig } from './provider-config.js';
import { readRegularFile } from './regular-file.js';
import { toTemplate } from './template.js';
import { isTable, parseToml } from './toml-document.js';
import type { TomlDocument, TomlTable } from './toml-document.js';

const maximumBytes = 2 ** 20;

const readTable = (document: TomlDocument, name: string): TomlTable => {
  const table = document.root[name] ?? {};
  if (document.root[name] !== undefined && !isTable(table)) {
    throw document.fault([name], `${name} must be a table.`, `Begin it with a line [${name}].`);
  }
  return table as TomlTable;
};

const toProviders = (document: TomlDocument, builtIn: readonly string[] | undefined): Config['providers'] =>
  new Map(Object.entries(readTable(document, 'providers'))
    .map(([name, table]) => [name, toProviderConfig(document, name, table, builtIn)]));

const toAliases = (document: TomlDocument): Config['aliases'] => {
  const aliases = new Map<string, string>();
  for (const [name, model] of Object.entries(readTable(document, 'aliases'))) {
    if (typeof model !== 'string' || !/^[^\s/:]+[/:]\S/.test(model)) {
      throw document.fault(['aliases', name], `the alias ${quote(name)} must stand for a text such as "provider/model".`);
    }
    aliases.set(name, model);
  }
  return aliases;
};

const toTemplates = (document: TomlDocument): Config['templates'] =>
  new Map(Object.entries(readTable(document, 'templates')).map(([name, table]) => [name, toTemplate({ document, name, path: ['templates', name], table })]));

const mayHoldPassword = (url: string | undefined): boolean => url !== undefined && /\/\/[^/]*@/.test(url);

const holdsCredential = ({ key, headers = {}, baseUrl }: ProviderConfig): boolean =>
  key !== undefined || mayHoldPassword(baseUrl) || Object.keys(headers).some(isSecretHeader);

const warningsOf = (path: string, mode: number, config: Config): readonly string[] => {
  // Windows has no such permission bits; Node makes them up.
  if (process.platform === 'win32') return [];
  const isSecret = mayHoldPassword(config.settings.cacheUrl) || Array.from(config.providers.values()).some(holdsCredential);
  if (isSecret && (mode & 0o077) !== 0) return [`${path} holds a credential and other users can read it: run chmod 600 "${path}".`];
  return (mode & 0o002) === 0 ? [] : [`${path} can be changed by every user of this machine: run chmod 600 "${path}".`];
};

export type ReadConfig = { readonly config: Config; readonly warnings: readonly string[] };

/**
 * Reads and checks config.toml; a missing file, or no path at all, is an empty one. `builtIn` are the names of
 * the providers that need no `base_url`. Throws a `usage` error, `FILE:LINE:COLUMN: what is wrong` where it
 * has a place, that shows no credential.
 */
export const readConfigFile = async (path: string | null, builtIn?: readonly string[]): Promise<ReadConfig> => {
  const file = path === null ? undefined : readRegularFile(path, maximumBytes);
  if (path === null || file === undefined) return { config: emptyConfig, warnings: [] };
  const document = await parseToml(path, file.bytes);
  const config: Config = {
    path,
    ...toFileSettings(document, builtIn),
    providers: toProviders(document, builtIn),
    aliases: toAliases(document),
    templates: toTemplates(document),
  };
  return { config, warnings: warningsOf(path, file.mode, config) };
};
