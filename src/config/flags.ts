import { rowOf, settingNames } from './setting-rows.js';
import type { SettingName } from './setting-rows.js';
import type { FlagValue, FlagValues } from './settings.js';

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const toFlagValue = (value: unknown): FlagValue | undefined => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return isTextList(value) ? value : undefined;
};

/** What commander calls the option of a flag: `maxTokens` for `--max-tokens`, `cache` for `--no-cache`. */
export const optionNameOf = (flag: string): string =>
  flag.replace(/^--(?:no-)?/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Picks the flags of settings out of commander's options. `isGiven` tells whether an option stands on the
 * command line (`getOptionValueSource(name) === 'cli'`), because commander sets `cache: true` by itself
 * where there is a `--no-cache`.
 */
export const collectFlags = (
  options: Readonly<Record<string, unknown>>, isGiven: (option: string) => boolean,
): FlagValues => {
  const flags: { [Name in SettingName]?: FlagValue | undefined } = {};
  for (const name of settingNames) {
    const { flag } = rowOf(name);
    const option = flag === undefined ? undefined : optionNameOf(flag);
    if (option !== undefined && isGiven(option)) flags[name] = toFlagValue(options[option]);
  }
  return flags;
};
