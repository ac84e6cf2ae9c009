import type { Distribution } from './distribution.js';
import { constant } from './distribution.js';
import { didYouMean } from '../core/did-you-mean.js';
import type { NumberRange } from './read-number.js';
import { readNumber, toPlainNumber } from './read-number.js';
import type { ReadingContext } from './reading-context.js';
import { readTextFile } from './reading-context.js';

const forms = 'a number, lognormal(MEDIAN,SIGMA), normal(MEAN,DEVIATION), uniform(FROM,TO) or empirical:FILE';

type Make = (first: number, second: number) => Distribution | undefined;

const makers: Readonly<Record<string, Make>> = {
  lognormal: (median, sigma) => (sigma <= 5 ? { kind: 'lognormal', median, sigma } : undefined),
  normal: (mean, deviation) => ({ kind: 'normal', mean, deviation }),
  uniform: (from, to) => (from <= to ? { kind: 'uniform', from, to } : undefined),
};

const readEmpirical = (path: string, range: NumberRange, context: ReadingContext): Distribution => {
  const lines = readTextFile(path, context).split(/\r\n|\n|\r/).map((line) => line.trim());
  const values = lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const value = toPlainNumber(line);
    if (value === undefined || value < range.from || value > range.to) {
      throw context.refuse(`names ${path}, whose line ${index + 1} is not a number from ${range.from} to ${range.to}`);
    }
    return [value];
  });
  if (values.length === 0) throw context.refuse(`names ${path}, which holds no number`, 'Write one number a line.');
  return { kind: 'empirical', values };
};

const readCall = (name: string, list: string, range: NumberRange, context: ReadingContext): Distribution => {
  const make = makers[name];
  if (make === undefined) {
    throw context.refuse(`names the unknown distribution ${name}; it takes ${forms}`, didYouMean(name, Object.keys(makers)));
  }
  const numbers = list.split(',');
  const [first, second] = numbers;
  if (first === undefined || second === undefined || numbers.length !== 2) throw context.refuse(`needs two numbers in ${name}(…,…)`);
  const made = make(readNumber(first, 'a number', range, context), readNumber(second, 'a number', range, context));
  if (made === undefined) throw context.refuse(`has bounds that cannot be in ${name}(${list})`, `It takes ${forms}.`);
  return made;
};

/** A distribution as a person writes it. Throws a `usage` error that lists the forms. */
export const readDistribution = (text: string, range: NumberRange, context: ReadingContext): Distribution => {
  const value = text.trim();
  const file = /^empirical:(.+)$/s.exec(value)?.[1];
  if (file !== undefined) return readEmpirical(file, range, context);
  const call = /^([a-z-]+)\((.*)\)$/is.exec(value);
  if (call?.[1] !== undefined) return readCall(call[1].toLowerCase(), call[2] ?? '', range, context);
  if (toPlainNumber(value) === undefined) throw context.refuse(`must be ${forms}; it is "${text}"`);
  return constant(readNumber(value, 'a number', range, context));
};
