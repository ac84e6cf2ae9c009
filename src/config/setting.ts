import { UadaError } from '../core/errors.js';
import { quote } from './quote.js';
import { describeSource } from './setting-source.js';
import type { SettingSource } from './setting-source.js';
import type { SettingType } from './setting-types.js';

/** One row of the table of settings. */
export type Setting<Value, Default extends Value | undefined = Value | undefined> = {
  readonly type: SettingType<Value>;
  /** The long flag as it is spelt on the command line, `--no-cache` included; absent when there is none. */
  readonly flag?: string | undefined;
  /** Dotted path in config.toml. `providers.NAME.…` stands in every provider's own table. */
  readonly key: string;
  /** Further spellings of `key` at the top level of config.toml. */
  readonly otherKeys?: readonly string[] | undefined;
  readonly variable: string;
  readonly default: Default;
  /** One line for help and `config list`. */
  readonly description: string;
  /** The line for the flag, where that says the opposite of the setting (`--no-cache`). */
  readonly flagDescription?: string | undefined;
  /** True when the value may hold a password: it is never repeated in a message. @default false */
  readonly isSensitive?: boolean | undefined;
};

type SettingWords = Omit<Setting<unknown>, 'type' | 'default' | 'variable'>;

/** The variable of a key: `cache.ttl` is set by UADA_CACHE_TTL, `ui.theme` by UADA_THEME. */
export const variableOf = (key: string): string =>
  `UADA_${key.replace(/^(?:providers\.NAME|ui)\./, '').replace(/\.enabled$/, '').replaceAll('.', '_').toUpperCase()}`;

/** Every row has all members in one order: so V8 gives the hundred one shape, where each set of words would make its own. */
const toRow = <Value, Default extends Value | undefined>(type: SettingType<Value>, fallback: Default, words: SettingWords): Setting<Value, Default> => {
  const { flag, key, otherKeys, description, flagDescription, isSensitive } = words;
  return { type, flag, key, otherKeys, variable: variableOf(key), default: fallback, description, flagDescription, isSensitive };
};

/** A row whose value is always there. */
export const settingWithDefault = <Value>(type: SettingType<Value>, fallback: NoInfer<Value>, words: SettingWords): Setting<Value, Value> =>
  toRow(type, fallback, words);

/** A row whose value is undefined until somebody sets it. */
export const optionalSetting = <Value>(type: SettingType<Value>, words: SettingWords): Setting<Value> =>
  toRow<Value, Value | undefined>(type, undefined, words);

const show = (given: unknown): string => {
  if (typeof given === 'string') return quote(given);
  if (typeof given === 'number' || typeof given === 'boolean') return String(given);
  return Array.isArray(given) ? 'an array' : 'something else';
};

/** A problem with what was given, the given itself shown unless it may hold a password. */
export const describeProblem = (row: Setting<unknown>, problem: string, given: unknown): string =>
  row.isSensitive === true ? problem : `${problem}; it is ${show(given)}`;

/** The value of a flag's or variable's text. Throws a `usage` error that names the source and what is allowed. */
export const parseSetting = <Value>(row: Setting<Value>, text: string, source: SettingSource): Value => {
  const reading = row.type.fromText(text);
  if ('value' in reading) return reading.value;
  throw new UadaError('usage', `${describeSource(source)} ${describeProblem(row, reading.problem, text)}.`);
};
