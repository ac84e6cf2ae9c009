// Figures at growing sizes, each with its growth from the size before. Options: --rows 1000,100000,1000000, --only cache.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCache } from './cache-bench.js';
import { benchHistory } from './history-bench.js';
import type { Timing } from './measure.js';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000,100000,1000000' }, only: { type: 'string' } } });
const sizes = values.rows.split(',').map(Number);

type Figures = Readonly<Record<string, Timing | number>>;

type Figure = readonly [label: string, value: number];

const flatten = (figures: Figures): readonly Figure[] => Object.entries(figures).flatMap(([name, value]): readonly Figure[] =>
  typeof value === 'number' ? [[`${name} (MB)`, value / 1e6]] : [[`${name} p50 (ms)`, value.p50Ms], [`${name} p99 (ms)`, value.p99Ms]]);

const table = (name: string, columns: readonly Figures[]): void => {
  const rows = columns.map(flatten);
  const cell = (value: number, before: number | undefined): string =>
    `${value.toFixed(3).padStart(12)}${before === undefined ? '' : `  x${(value / before).toFixed(1)}`.padEnd(9)}`;
  process.stdout.write(`\n${name.padEnd(24)}${sizes.slice(0, columns.length).map((size) => String(size).padStart(12)).join('         ')}\n`);
  for (const [index, [label]] of (rows[0] ?? []).entries()) {
    const line = rows.map((column, at) => cell(column[index]?.[1] ?? 0, rows[at - 1]?.[index]?.[1]));
    process.stdout.write(`${label.padEnd(24)}${line.join('')}\n`);
  }
};

const benches: Readonly<Record<string, (dataDir: string, rows: number) => Promise<Figures>>> = { cache: benchCache, history: benchHistory };

for (const [name, bench] of Object.entries(benches)) {
  if (values.only !== undefined && values.only !== name) continue;
  const columns: Figures[] = [];
  for (const rows of sizes) {
    const dataDir = mkdtempSync(join(tmpdir(), 'uada-bench-store-'));
    try {
      columns.push(await bench(dataDir, rows));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  table(name, columns);
}
