import type { SettingName, Settings } from '../../config/setting-rows.js';
import { settingNames } from '../../config/setting-rows.js';

type Options = Readonly<Record<string, unknown>>;

/** Of each, what stands on the command line is meant alone: what was set of the others elsewhere does not count. */
const alternatives: readonly (readonly string[])[] = [
  ['concurrency', 'rate', 'sweep', 'replay'], ['sweep', 'findMax'], ['requests', 'duration'], ['cached', 'workers'],
  ...['arrival', 'ramp', 'findMax', 'inputTokens', 'outputTokens'].map((name) => ['replay', name]),
];

/** Without any of these it means nothing. */
const needs: Readonly<Record<string, readonly string[]>> = {
  arrival: ['rate', 'sweep'], maxInflight: ['rate', 'sweep', 'replay'], speed: ['replay'], failIf: ['baseline'],
};

const optionOf = (name: SettingName): string | undefined => (/^bench[A-Z]/.test(name) ? `${name.charAt(5).toLowerCase()}${name.slice(6)}` : undefined);

const toOption = (value: Settings[SettingName]): unknown => (typeof value === 'number' ? String(value) : value);

/** The flags of `bench` as they were typed, and in place of those that were not, what variables and the config file say. */
export const withBenchSettings = (options: Options, settings: Settings): Options => {
  const isReplaced = (option: string): boolean => alternatives.some((group) => group.includes(option) && group.some((other) => other !== option && options[other] !== undefined));
  const set = Object.fromEntries(settingNames.flatMap((name) => {
    const option = optionOf(name);
    return option === undefined || settings[name] === undefined || options[option] !== undefined || isReplaced(option) ? [] : [[option, toOption(settings[name])] as const];
  }));
  const all: Options = { ...set, ...options };
  const isUseless = (option: string): boolean => options[option] === undefined && needs[option]?.every((other) => all[other] === undefined) === true;
  return Object.fromEntries(Object.entries(all).filter(([option]) => !isUseless(option)));
};
