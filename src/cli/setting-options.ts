import type { Command } from 'commander';
import { Option } from 'commander';
import type { SettingName } from '../config/setting-rows.js';
import { rowOf } from '../config/setting-rows.js';

/** One-letter spellings, the ones that the users of other terminal tools have in their fingers. */
const shortFlags: Readonly<Partial<Record<SettingName, string>>> = {
  provider: '-p', model: '-m', system: '-s', files: '-f', code: '-x', output: '-o', raw: '-r', stream: '-S', quiet: '-q', usage: '-u', continueLast: '-c', template: '-t', variables: '-v',
  concurrency: '-c',
};

const placeholders: Readonly<Record<string, string>> = {
  string: '<text>', integer: '<n>', number: '<x>', duration: '<time>', list: '<text>', enum: '<word>', size: '<size>',
};

/** Words that say more than the type does. */
const ownPlaceholders: Readonly<Partial<Record<SettingName, string>>> = {
  provider: '<name>', model: '<name>', files: '<file>', output: '<file>', caCert: '<file>', schema: '<file|json>', baseUrl: '<url>', maxCostUsd: '<usd>',
  fallback: '<models>', race: '<models>', template: '<name>', variables: '<name=value>',
};

const placeholderOf = (name: SettingName): string => {
  const { type } = rowOf(name);
  if (type.name === 'enum' && type.words !== undefined) return `<${type.words.join('|')}>`;
  return ownPlaceholders[name] ?? placeholders[type.name] ?? '<value>';
};

const collect = (value: string, previous: unknown): readonly string[] => [...(Array.isArray(previous) ? (previous as string[]) : []), value];

const describe = (name: SettingName): string => {
  const row = rowOf(name);
  const isShown = typeof row.default === 'number' || typeof row.default === 'string';
  const description = row.flagDescription ?? row.description;
  return isShown ? `${description} (default: ${row.type.format(row.default)})` : description;
};

const toOption = (name: SettingName, flag: string): Option => {
  const short = shortFlags[name] === undefined ? '' : `${shortFlags[name]}, `;
  const { type } = rowOf(name);
  if (type.name === 'boolean') return new Option(`${short}${flag}`, describe(name));
  const option = new Option(`${short}${flag} ${placeholderOf(name)}`, describe(name));
  return type.name === 'list' ? option.argParser(collect) : option;
};

/** Adds the flags of settings to a command, under a heading of its help. Values are checked when settings are resolved. */
export const addSettingOptions = (command: Command, heading: string, names: readonly SettingName[]): void => {
  for (const name of names) {
    const { flag } = rowOf(name);
    if (flag === undefined) throw new Error(`The setting ${name} has no flag.`);
    command.addOption(toOption(name, flag).helpGroup(heading));
  }
};

/** Whether commander saw the option on the command line, by its camel-case name. */
export const isGivenIn = (command: Command) => (option: string): boolean => command.getOptionValueSource(option) === 'cli';
