import { didYouMean } from '../../core/did-you-mean.js';
import { readNumber } from '../read-number.js';
import type { ReadingContext } from '../reading-context.js';
import type { Fault, FaultEffect } from './fault.js';
import { faultKinds, statusKind } from './kinds.js';

const kindNames = faultKinds.map((kind) => kind.name);

const readEffect = (name: string, context: ReadingContext): FaultEffect => {
  if (/^\d/.test(name)) return statusKind.read(name, context);
  const [word = '', argument = ''] = name.split(/:(.*)/s);
  const kind = faultKinds.find((row) => row.name === word.toLowerCase());
  if (kind !== undefined) return kind.read(argument, context);
  const allowed = `It takes a status code or one of ${kindNames.join(', ')}.`;
  const guess = didYouMean(word, kindNames);
  throw context.refuse(`names the unknown kind "${word}"`, guess === undefined ? allowed : `${guess} ${allowed}`);
};

/** One fault as a person writes it: `KIND`, `KIND:ARGUMENT`, `KIND@RATE`. Throws a `usage` error that lists the kinds. */
export const readFault = (text: string, context: ReadingContext): Fault => {
  const value = text.trim();
  const at = value.lastIndexOf('@');
  const name = at < 0 ? value : value.slice(0, at);
  const rate = at < 0 ? 1 : readNumber(value.slice(at + 1), 'a kind, then @ and a rate', { from: 0, to: 1 }, context);
  return { name, rate, effect: readEffect(name, context) };
};
