import { readDurationMs } from '../../config/duration.js';
import { UadaError } from '../../core/errors.js';

/** The error for a flag of `bench` whose value cannot be. */
export const wrongFlag = (flag: string, text: string, mustBe: string): UadaError => new UadaError('usage', `${flag} must be ${mustBe}; it is "${text}".`);

/** A whole number. Throws a `usage` error below `least`. */
export const toWhole = (flag: string, text: string, least: number): number => {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text.trim()) && value >= least) return value;
  throw wrongFlag(flag, text, `a whole number of at least ${least}`);
};

const rateUnits: Readonly<Record<string, number>> = { s: 1, sec: 1, m: 60, min: 60 };

/** Requests a second out of `10/s` or `600/m`. Throws a `usage` error. */
export const toRate = (flag: string, text: string): number => {
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/(s|sec|m|min))?$/.exec(text.trim()) ?? [];
  const perSecond = Number(amount) / (rateUnits[unit] ?? 1);
  if (amount !== '' && perSecond > 0) return perSecond;
  throw wrongFlag(flag, text, 'a rate such as 10/s or 600/m');
};

/** Milliseconds above 0. Throws a `usage` error. */
export const toDuration = (flag: string, text: string): number => {
  const reading = readDurationMs(text);
  if ('problem' in reading) throw wrongFlag(flag, text, reading.problem.replace(/^must be /, ''));
  if (reading.value > 0) return reading.value;
  throw wrongFlag(flag, text, 'longer than 0');
};
