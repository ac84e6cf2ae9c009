import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Check } from './fault-row.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The title of a test or of a group of tests, tags included. */
const title = /\b(?:it|describe)(?:\.each(?:<[^]*?>)?\([^]*?\)|\.each`[^]*?`)?\(\s*(['"`])(.*?)\1/g;

/** That a test file elsewhere has a test with `[ID]` in its title, which proves the case where the code is. */
export const provenBy = (id: string, ...files: readonly string[]): readonly Check[] => files.map((file) => ({
  name: `see ${file}`,
  run: () => {
    const titles = [...readFileSync(`${root}${file}`, 'utf8').matchAll(title)].map((match) => match[2]);
    expect(titles.filter((text) => text?.includes(`[${id}]`) === true)).not.toEqual([]);
  },
}));
