import { describe, expect, it } from 'vitest';
import { benchRows } from './bench-rows.js';
import { cacheRows } from './cache-rows.js';
import type { FaultRow } from './fault-row.js';
import { httpRows } from './http-rows.js';
import { keyRows } from './key-rows.js';
import { networkRows } from './network-rows.js';
import { providerRows } from './provider-rows.js';
import { serverRows } from './server-rows.js';
import { streamRows } from './stream-rows.js';
import { terminalRows } from './terminal-rows.js';

const rows: readonly FaultRow[] = [...networkRows, ...httpRows, ...streamRows, ...providerRows, ...cacheRows, ...terminalRows, ...keyRows, ...benchRows, ...serverRows];

const idsUpTo = (letter: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** Those of the gateway that other programs ask through uada, which there is not: the server of this table is the simulator. */
const gatewayIds: readonly string[] = ['V5', 'V6', 'V8', 'V9', 'V11', 'V12', 'V13', 'V14'];

const wanted = [
  ...idsUpTo('N', 18), ...idsUpTo('H', 20), ...idsUpTo('S', 21), ...idsUpTo('P', 14), ...idsUpTo('C', 22), ...idsUpTo('T', 16), ...idsUpTo('K', 10),
  ...idsUpTo('B', 8), ...idsUpTo('V', 14),
].filter((id) => !gatewayIds.includes(id));

describe('the fault table', () => {
  it('has every case once, each with a check', () => {
    expect(rows.map((row) => row.id).toSorted()).toEqual(wanted.toSorted());
    expect(rows.filter((row) => row.checks.length === 0).map((row) => row.id)).toEqual([]);
  });

  it('has at least 500 checks, under names of their own', () => {
    expect(rows.reduce((sum, row) => sum + row.checks.length, 0)).toBeGreaterThanOrEqual(500);
    for (const row of rows) expect(new Set(row.checks.map((check) => check.name)).size, row.id).toBe(row.checks.length);
  });
});
