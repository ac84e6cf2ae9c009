import { emptyConfig } from './config.js';
import type { Config, ProviderConfig } from './config.js';
import { toFileSettings } from './file-settings.js';
import { quote } from './quote.js';
import { isSecretHeader, toProviderConfig } from './provider-config.js';
import { readRegularFile } from './regular-file.js';
import { UadaError } from '../core/errors.js';
import type { Template } from './template.js';
import { toTemplate } from './template.js';
import { isTable, parseToml, raise } from './toml-document.js';
import type { Report, TomlDocument, TomlTable } from './toml-document.js';

/** A larger config.toml is none. */
export const maximumConfigBytes = 2 ** 20;

const readTable = (document: TomlDocument, name: string, report: Report): TomlTable => {
  const table = document.root[name] ?? {};
  if (document.root[name] === undefined || isTable(table)) return table as TomlTable;
  report(document.fault([name], `${name} must be a table.`, `Begin it with a line [${name}].`));
  return {};
};

const toProviders = (document: TomlDocument, builtIn: readonly string[] | undefined, report: Report): Config['providers'] =>
  new Map(Object.entries(readTable(document, 'providers', report))
    .map(([name, table]) => [name, toProviderConfig(document, name, table, builtIn, report)]));

const toAliases = (document: TomlDocument, report: Report): Config['aliases'] => {
  const aliases = new Map<string, string>();
  for (const [name, model] of Object.entries(readTable(document, 'aliases', report))) {
    if (typeof model === 'string' && /^[^\s/:]+[/:]\S/.test(model)) aliases.set(name, model);
    else report(document.fault(['aliases', name], `the alias ${quote(name)} must stand for a text such as "provider/model".`));
  }
  return aliases;
};

const toTemplates = (document: TomlDocument, report: Report): Config['templates'] => {
  const templates = new Map<string, Template>();
  for (const [name, table] of Object.entries(readTable(document, 'templates', report))) {
    try {
      templates.set(name, toTemplate({ document, name, path: ['templates', name], table }));
    } catch (error) {
      if (!(error instanceof UadaError)) throw error;
      report(error);
    }
  }
  return templates;
};

/** Checks a document as config.toml. Faults are reported; where that does not throw, what is right is in the result. */
export const toConfig = (document: TomlDocument, builtIn: readonly string[] | undefined, report: Report = raise): Config => ({
  path: document.path,
  ...toFileSettings(document, builtIn, report),
  providers: toProviders(document, builtIn, report),
  aliases: toAliases(document, report),
  templates: toTemplates(document, report),
});

/** In front of the host, or in a parameter such as `?password=` of a database or `?key=` of a gateway. */
const mayHoldPassword = (url: string | undefined): boolean => url !== undefined && /\/\/[^/]*@|[?&][^=&#]*(?:pass|pwd|secret|token|key|auth)[^=&#]*=[^&#]/i.test(url);

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
  const file = path === null ? undefined : readRegularFile(path, maximumConfigBytes);
  if (path === null || file === undefined) return { config: emptyConfig, warnings: [] };
  const document = await parseToml(path, file.bytes);
  const config = toConfig(document, builtIn);
  return { config, warnings: warningsOf(path, file.mode, config) };
};
