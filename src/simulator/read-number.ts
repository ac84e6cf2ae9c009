import type { ReadingContext } from './reading-context.js';

export type NumberRange = { readonly from: number; readonly to: number };

/** A day: longer waits are a mistake in the unit. */
export const waitRange: NumberRange = { from: 0, to: 86_400_000 };

/** The number of a plain decimal notation, or undefined: no hexadecimal, no empty text, no Infinity. */
export const toPlainNumber = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
};

const isWithin = (value: number, range: NumberRange): boolean => value >= range.from && value <= range.to;

/** A number inside the range, bounds included. `noun` is what the message asks for. */
export const readNumber = (text: string, noun: string, range: NumberRange, context: ReadingContext): number => {
  const value = toPlainNumber(text);
  if (value === undefined || !isWithin(value, range)) {
    throw context.refuse(`must be ${noun} from ${range.from} to ${range.to}; it is "${text}"`);
  }
  return value;
};

/** A whole number inside the range, bounds included. */
export const readInteger = (text: string, noun: string, range: NumberRange, context: ReadingContext): number => {
  const value = readNumber(text, noun, range, context);
  if (!Number.isInteger(value)) throw context.refuse(`must be a whole number; it is "${text}"`);
  return value;
};
