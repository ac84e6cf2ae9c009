import { byteSizeExamples, formatByteSize, readByteSize } from './byte-size.js';
import { didYouMean } from '../core/did-you-mean.js';
import { durationExamples, formatDuration, readDurationMs } from './duration.js';
import type { Reading } from './reading.js';

/** How the values of a setting are read and written. */
export type SettingType<Value> = {
  readonly name: 'string' | 'boolean' | 'integer' | 'number' | 'duration' | 'size' | 'list' | 'enum';
  /** Reads a flag's or variable's text. */
  fromText(text: string): Reading<Value>;
  /** Reads a value of the settings file. */
  fromFile(value: unknown): Reading<Value>;
  /** A spelling that `fromText` reads as the same value. */
  format(value: Value): string;
  /** The words a person can choose from, where there is a closed set. */
  readonly words?: readonly string[];
  /** The bounds of a number, both included. */
  readonly range?: Range;
};

type Range = { readonly minimum?: number; readonly maximum?: number };

const problem = (text: string): { readonly problem: string } => ({ problem: text });

const within = (noun: string, { minimum = -Infinity, maximum = Infinity }: Range): string => {
  if (minimum === -Infinity && maximum === Infinity) return `must be ${noun}`;
  if (maximum === Infinity) return `must be ${noun} of at least ${minimum}`;
  return `must be ${noun} from ${minimum} to ${maximum}`;
};

const isWithin = (value: number, { minimum = -Infinity, maximum = Infinity }: Range): boolean =>
  value >= minimum && value <= maximum;

const numeric = (name: 'integer' | 'number', noun: string, isRight: (value: unknown) => value is number, range: Range): SettingType<number> => {
  const check = (value: unknown): Reading<number> =>
    isRight(value) && isWithin(value, range) ? { value } : problem(within(noun, range));
  return {
    name,
    fromText: (text) => check(/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : undefined),
    fromFile: check,
    format: String,
    range,
  };
};

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A whole number, bounds included. */
export const integerType = (range: Range = {}): SettingType<number> => numeric('integer', 'a whole number', isInteger, range);

/** A finite number, bounds included. */
export const numberType = (range: Range = {}): SettingType<number> => numeric('number', 'a number', isNumber, range);

const truths = new Map([
  ['true', true], ['1', true], ['yes', true], ['on', true],
  ['false', false], ['0', false], ['no', false], ['off', false],
]);

export const booleanType: SettingType<boolean> = {
  name: 'boolean',
  fromText: (text) => {
    const value = truths.get(text.trim().toLowerCase());
    return value === undefined ? problem('must be true or false') : { value };
  },
  fromFile: (value) => (typeof value === 'boolean' ? { value } : problem('must be true or false, without quotes')),
  format: String,
  words: ['true', 'false'],
};

/** A text; `isVerbatim` keeps the space around it. */
export const stringType = ({ isVerbatim = false, accept = (): string | undefined => undefined }: {
  readonly isVerbatim?: boolean;
  /** Words the problem of an unusable text, or returns undefined. */
  readonly accept?: (text: string) => string | undefined;
} = {}): SettingType<string> => {
  const fromText = (text: string): Reading<string> => {
    const value = isVerbatim ? text : text.trim();
    const fault = value === '' ? 'must not be empty' : accept(value);
    return fault === undefined ? { value } : problem(fault);
  };
  return {
    name: 'string',
    fromText,
    fromFile: (value) => (typeof value === 'string' ? fromText(value) : problem('must be a text in quotes')),
    format: (value) => value,
  };
};

/** One of a closed set of words, in any case. */
export const enumType = <const Word extends string>(words: readonly Word[]): SettingType<Word> => {
  const allowed = `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
  const fromText = (text: string): Reading<Word> => {
    const wanted = text.trim().toLowerCase();
    const value = words.find((word) => word === wanted);
    if (value !== undefined) return { value };
    const guess = didYouMean(wanted, words);
    return problem(guess === undefined ? allowed : `${allowed} (${guess.replace('D', 'd')})`);
  };
  return {
    name: 'enum',
    fromText,
    fromFile: (value) => (typeof value === 'string' ? fromText(value) : problem(`${allowed}, in quotes`)),
    format: (value) => value,
    words,
  };
};

/** Milliseconds. `zeroWord` is what a person may write for 0 when 0 has a meaning of its own. */
export const durationType = ({ maximumMs = Number.MAX_SAFE_INTEGER, zeroWord }: {
  readonly maximumMs?: number;
  readonly zeroWord?: string;
} = {}): SettingType<number> => {
  const fromText = (text: string): Reading<number> => {
    if (zeroWord !== undefined && text.trim().toLowerCase() === zeroWord) return { value: 0 };
    const reading = readDurationMs(text);
    if ('problem' in reading || reading.value <= maximumMs) return reading;
    return problem(`must be at most ${formatDuration(maximumMs)}`);
  };
  return {
    name: 'duration',
    fromText,
    fromFile: (value) =>
      typeof value === 'string' || isNumber(value) ? fromText(String(value)) : problem(`must be a duration such as ${durationExamples}`),
    format: (value) => (value === 0 && zeroWord !== undefined ? zeroWord : formatDuration(value)),
  };
};

/** Bytes. */
export const byteSizeType: SettingType<number> = {
  name: 'size',
  fromText: readByteSize,
  fromFile: (value) =>
    typeof value === 'string' || isNumber(value) ? readByteSize(String(value)) : problem(`must be a size such as ${byteSizeExamples}`),
  format: formatByteSize,
};
