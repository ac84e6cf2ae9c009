// Runs the fault table and prints a line a case: how many checks it has, whether all held, the slowest of them, and what happens.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'uada-faults-'));
const outputFile = join(folder, 'result.json');
const words = ['node_modules/vitest/vitest.mjs', 'run', 'test/faults', '--reporter=json', `--outputFile=${outputFile}`, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8'));
rmSync(folder, { recursive: true });

/** @type {Map<string, { checks: number, failed: string[], slowestMs: number }>} */
const rows = new Map();
for (const { ancestorTitles, title, status: outcome, duration } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
  const name = ancestorTitles[0] ?? '';
  // `-t` and a program that is missing here leave some out.
  if (!/^[A-Z]\d+ /.test(name) || (outcome !== 'passed' && outcome !== 'failed')) continue;
  const row = rows.get(name) ?? { checks: 0, failed: [], slowestMs: 0 };
  rows.set(name, row);
  row.checks += 1;
  row.slowestMs = Math.max(row.slowestMs, duration ?? 0);
  if (outcome === 'failed') row.failed.push(title);
}

const byId = new Intl.Collator('en', { numeric: true });
for (const [name, { checks, failed, slowestMs }] of [...rows].sort(([one], [other]) => byId.compare(one, other))) {
  const [, id = '', fault = ''] = /^(\w+) (.*)$/.exec(name) ?? [];
  process.stdout.write(`${failed.length === 0 ? 'ok    ' : 'FAILED'} ${id.padEnd(4)}${String(checks).padStart(4)} ${`${Math.round(slowestMs)}`.padStart(6)} ms  ${fault}\n`);
  for (const title of failed) process.stdout.write(`            ${title}\n`);
}
const checks = [...rows.values()].reduce((sum, row) => sum + row.checks, 0);
process.stdout.write(`${rows.size} cases, ${checks} checks\n`);
process.exitCode = status ?? 1;
