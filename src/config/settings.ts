import { UadaError } from '../core/errors.js';
import type { Config } from './config.js';
import type { Environment } from './environment.js';
import { parseSetting } from './setting.js';
import { rowOf, settingNames } from './setting-rows.js';
import type { SettingName, Settings } from './setting-rows.js';
import type { SettingSource } from './setting-source.js';

/** What a flag was given: the text, the texts of a repeatable one, or whether a switch is on. */
export type FlagValue = string | number | boolean | readonly string[];

/** The flags that stand on the command line and no others, by the name of their setting. */
export type FlagValues = { readonly [Name in SettingName]?: FlagValue | undefined };

export type ResolvedSettings = {
  readonly values: Settings;
  readonly sources: { readonly [Name in SettingName]: SettingSource };
};

type Found = { readonly value: unknown; readonly source: SettingSource };

const fromFlag = (name: SettingName, given: FlagValue | undefined): Found | undefined => {
  if (given === undefined) return undefined;
  const row = rowOf(name);
  const source: SettingSource = { kind: 'flag', name: row.flag ?? row.key };
  if (typeof given !== 'object') return { value: parseSetting(row, String(given), source), source };
  if (row.type.name !== 'list') throw new UadaError('usage', `${source.name} can be given only once.`);
  return { value: given.flatMap((item) => parseSetting(row, item, source)), source };
};

const fromVariable = (name: SettingName, environment: Environment): Found | undefined => {
  const row = rowOf(name);
  const text = environment[row.variable];
  // A blank variable is how a shell or a compose file says "not set"; only in a stop text a blank counts.
  if (text === undefined || text === '' || (row.type.name !== 'list' && text.trim() === '')) return undefined;
  const source: SettingSource = { kind: 'variable', name: row.variable };
  return { value: parseSetting(row, text, source), source };
};

const fromFile = (name: SettingName, file: Config): Found | undefined => {
  const value = file.settings[name];
  if (value === undefined || file.path === null) return undefined;
  return { value, source: { kind: 'file', path: file.path, key: file.settingKeys[name] ?? rowOf(name).key } };
};

const byDefault: SettingSource = { kind: 'default' };

const find = (name: SettingName, given: SettingInput): Found =>
  fromFlag(name, given.flags[name]) ?? fromVariable(name, given.environment) ?? fromFile(name, given.file)
    ?? { value: rowOf(name).default, source: byDefault };

export type SettingInput = {
  readonly environment: Environment;
  readonly file: Config;
  readonly flags: FlagValues;
};

const strength = { flag: 3, variable: 2, file: 1, default: 0 };

const isStronger = (left: SettingSource, right: SettingSource): boolean => strength[left.kind] > strength[right.kind];

// `json` and `format` set one thing: a `--format text` must win over UADA_JSON, and `--json` over a format in the file.
const settleFormat = (resolved: ResolvedSettings): ResolvedSettings => {
  const { values, sources } = resolved;
  if (!values.json && values.format !== 'json') return resolved;
  const isJson = values.json && !isStronger(sources.format, sources.json);
  if (!isJson) return { values: { ...values, json: values.format === 'json' }, sources };
  return { values: { ...values, format: 'json' }, sources: { ...sources, format: sources.json } };
};

/**
 * The value of every setting and where it came from: flag, then variable, then config.toml, then default.
 * `json` and `format` agree in the result. Throws a `usage` error for a flag or variable that cannot be read,
 * unless something before it decides.
 */
export const resolveSettings = (given: SettingInput): ResolvedSettings => {
  const values: Record<string, unknown> = {};
  const sources: Record<string, SettingSource> = {};
  for (const name of settingNames) {
    const { value, source } = find(name, given);
    values[name] = value;
    sources[name] = source;
  }
  return settleFormat({ values: values as Settings, sources: sources as ResolvedSettings['sources'] });
};
