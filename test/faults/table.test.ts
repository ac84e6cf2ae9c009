import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cacheRows } from './cache-rows.js';
import type { FaultRow } from './fault-row.js';
import { httpRows } from './http-rows.js';
import { keyRows } from './key-rows.js';
import { networkRows } from './network-rows.js';
import { providerRows } from './provider-rows.js';
import { streamRows } from './stream-rows.js';
import { terminalRows } from './terminal-rows.js';

const rows: readonly FaultRow[] = [...networkRows, ...httpRows, ...streamRows, ...providerRows, ...cacheRows, ...terminalRows, ...keyRows];

const idsUpTo = (letter: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** The bench (B) and the gateway (V) have tables of their own. */
const wanted = [
  ...idsUpTo('N', 18), ...idsUpTo('H', 20), ...idsUpTo('S', 21), ...idsUpTo('P', 14), ...idsUpTo('C', 22), ...idsUpTo('T', 16), ...idsUpTo('K', 10),
];

const report = (): string => rows.map((row) => `${row.id.padEnd(4)}${String(row.checks.length).padStart(4)}  ${row.fault}`).join('\n');

describe('the fault table', () => {
  it('has every case once, each with a check', () => {
    expect(rows.map((row) => row.id).toSorted()).toEqual(wanted.toSorted());
    expect(rows.filter((row) => row.checks.length === 0).map((row) => row.id)).toEqual([]);
  });

  it('has at least 500 checks, under names of their own', () => {
    expect(rows.reduce((sum, row) => sum + row.checks.length, 0)).toBeGreaterThanOrEqual(500);
    for (const row of rows) expect(new Set(row.checks.map((check) => check.name)).size, row.id).toBe(row.checks.length);
  });

  it('is written as a report where UADA_FAULT_REPORT names a file', () => {
    const path = process.env['UADA_FAULT_REPORT'];
    const text = `${report()}\n${rows.length} cases, ${rows.reduce((sum, row) => sum + row.checks.length, 0)} checks\n`;
    if (path !== undefined) writeFileSync(path, text);
    expect(text).toContain('N8');
  });
});
