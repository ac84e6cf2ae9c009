import { expect } from 'vitest';
import type { ErrorKind } from '../../src/core/errors.js';
import { exitCodes, IncompleteAnswerError, UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { Told } from './connected.js';
import { simulatedKey } from './connected.js';

const shapeOf = (events: readonly StreamEvent[]): string => events.map((event) => event.type[0]).join('');

/** One `start`, any number of deltas, one `end`, and none of them empty. */
export const expectWhole = ({ events, error }: Told): void => {
  expect(error).toBeUndefined();
  expect(shapeOf(events)).toMatch(/^s[rt]*e$/);
  expect(events.some((event) => (event.type === 'text' || event.type === 'reasoning') && event.text === '')).toBe(false);
};

/** A failure of this kind, fit to be shown: what came before it keeps the grammar, its words are one line without a key. */
export const expectFailure = ({ events, error }: Told, kind: ErrorKind): UadaError => {
  expect(shapeOf(events)).toMatch(/^(?:s[rt]*)?$/);
  if (!(error instanceof UadaError)) throw new Error(`There is no failure but ${String(error)}.`);
  expect(error).toMatchObject({ kind, exitCode: exitCodes[kind] });
  const words = `${error.message} ${error.hint ?? ''}`;
  expect(words).not.toMatch(/[\r\n]/);
  expect(words).not.toContain(simulatedKey);
  return error;
};

/** An answer that broke off, with the text that came. */
export const expectIncomplete = (told: Told, text: string): UadaError => {
  const error = expectFailure(told, 'incomplete');
  expect(error).toBeInstanceOf(IncompleteAnswerError);
  expect(error.hint).toMatch(/./);
  expect(told.answer.text).toBe(text);
  return error;
};
