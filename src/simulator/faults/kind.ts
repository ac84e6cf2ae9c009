import type { NumberRange } from '../read-number.js';
import { readInteger } from '../read-number.js';
import type { ReadingContext } from '../reading-context.js';
import type { FaultEffect } from './fault.js';

/** One row of the table of faults. */
export type FaultKind = {
  readonly name: string;
  /** What may follow the name after a colon; absent when nothing may. */
  readonly argument?: string;
  readonly description: string;
  /** The effect, or a `usage` error for an argument that cannot be. '' is no argument. */
  read(argument: string, context: ReadingContext): FaultEffect;
};

/** A kind that takes no argument. */
export const plainKind = (name: string, description: string, effect: FaultEffect): FaultKind => ({
  name, description,
  read: (argument, context) => {
    if (argument !== '') throw context.refuse(`takes nothing after ${name}; it is "${argument}"`);
    return effect;
  },
});

const countRange: NumberRange = { from: 0, to: 10_000_000 };

/** The number behind a kind's name; 0 when there is none. Throws a `usage` error for anything else. */
export const readCount = (argument: string, unit: string, context: ReadingContext): number =>
  argument === '' ? 0 : readInteger(argument, `a number of ${unit}`, countRange, context);
