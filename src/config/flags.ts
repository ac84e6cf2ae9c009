import { rowOf, settingNames } from './setting-rows.js';
import type { SettingName } from './setting-rows.js';
import type { FlagValue, FlagValues } from './settings.js';

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const toFlagValue = (value: unknown): FlagValue | undefined => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return isTextList(value) ? value : undefined;
};

/** How an option that commander calls `maxTokens` is spelt behind its dashes: `max-tokens`. */
const spellingOf = (option: string): string => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The setting of an option of commander's, which calls both `--cache` and `--no-cache` `cache`; undefined where it is of none. */
const settingOf = (option: string): SettingName | undefined => {
  const spelling = spellingOf(option);
  return settingNames.find((name) => rowOf(name).flag === `--${spelling}` || rowOf(name).flag === `--no-${spelling}`);
};

/**
 * Picks the flags of settings out of commander's options. `isGiven` tells whether an option stands on the
 * command line (`getOptionValueSource(name) === 'cli'`), because commander sets `cache: true` by itself
 * where there is a `--no-cache`.
 */
export const collectFlags = (
  options: Readonly<Record<string, unknown>>, isGiven: (option: string) => boolean,
): FlagValues => {
  const flags: { [Name in SettingName]?: FlagValue | undefined } = {};
  for (const option of Object.keys(options).filter(isGiven)) {
    const name = settingOf(option);
    if (name !== undefined) flags[name] = toFlagValue(options[option]);
  }
  return flags;
};
