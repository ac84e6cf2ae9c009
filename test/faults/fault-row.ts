import { afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest';
import { runInside } from './run-inside.js';

/** One thing that is looked at: usually one provider under one fault. */
export type Check = { readonly name: string; readonly run: () => unknown };

/** One case of the fault table. */
export type FaultRow = {
  /** Its name in the table, such as N8. */
  readonly id: string;
  /** What happens, in a few words. */
  readonly fault: string;
  readonly checks: readonly Check[];
};

/** The check of each of a list, by its name. */
export const checkEach = <Item extends string>(items: readonly Item[], run: (item: Item) => unknown): readonly Check[] =>
  items.map((item) => ({ name: item, run: () => run(item) }));

/** Makes a test of every check. Chance is always 0, so that no wait before a retry takes time. */
export const runRows = (rows: readonly FaultRow[]): void => {
  // Loading the program is no part of the first check.
  beforeAll(async () => {
    await runInside(['complete', '--mock', 'hi']);
  });
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
  afterEach(() => vi.restoreAllMocks());
  describe.each(rows.map((row) => [row.id, row.fault, row] as const))('%s %s', (_id, _fault, row) => {
    it.each(row.checks.map((check) => [check.name, check] as const))('%s', async (_name, check) => {
      await check.run();
    });
  });
};
