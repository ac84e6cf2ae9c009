// The whole numbers, with a verdict a line; exit 1 when one is missed. Options: --scale 0.1, --seed 7, --only kills.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProgram } from '../build-program.js';
import { tortureCompletes } from './complete-kills.js';
import { tortureDamages } from './damages.js';
import { tortureKills } from './kills.js';
import { tortureWriters } from './writers.js';

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const scaled = (count: number): number => Math.max(2, Math.round(count * Number(values.scale)));
const directory = mkdtempSync(join(tmpdir(), 'uada-torture-'));
const built: string[] = [];

const say = (text: string): void => { process.stdout.write(`${text}\n`); };
const judge = (what: string, isMet: boolean, found: string): void => {
  if (!isMet) process.exitCode = 1;
  say(`  ${isMet ? 'ok    ' : 'MISSED'} ${what}: ${found}`);
};
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

const buildProgram = async (name: string): Promise<string> => {
  const path = await bundleProgram(`programs/${name}`);
  built.push(path);
  return path;
};

const writers = async (): Promise<void> => {
  const [program, writes] = [await buildProgram('writer'), scaled(2_000)];
  say(`16 processes x ${writes} writes, 4 readers, pauses up to 20 ms`);
  const result = await tortureWriters({
    program, dataDir: join(directory, 'writers'), writers: 16, writes, readers: 4, reads: writes, pauseMs: 20, seed,
  });
  judge('errors shown', result.failures.length + result.warnings === 0, [...result.failures, `${result.warnings} warnings`].join('; '));
  judge('answers lost or wrong', result.lost + result.wrong === 0, `${result.lost} lost, ${result.wrong} wrong, ${result.hits} hits`);
  judge('write p99 under 50 ms', result.p99Ms < 50, `p50 ${milliseconds(result.p50Ms)}, p99 ${milliseconds(result.p99Ms)}, max ${milliseconds(result.maxMs)}`);
  judge(
    'longest event-loop stall under 60 ms beyond that of a process without the store', result.stallMs - result.idleStallMs < 60,
    `${milliseconds(result.stallMs)}, without the store ${milliseconds(result.idleStallMs)}`,
  );
};

const kills = async (): Promise<void> => {
  const [program, count] = [await buildProgram('writes-until-killed'), scaled(1_000)];
  say(`${count} kills at random moments`);
  const result = await tortureKills({ program, directory, kills: count, seed });
  judge('acknowledged answers lost or wrong', result.lost + result.wrong === 0, `${result.lost} lost, ${result.wrong} wrong of ${result.acknowledged}`);
  judge('files that did not open', result.warnings.length === 0, result.warnings.join('; ') || 'none');
};

const completes = async (): Promise<void> => {
  const count = scaled(1_000);
  say(`${count} kills of uada complete at random moments, two at a time on one directory`);
  const result = await tortureCompletes({ directory, kills: count, seed });
  judge('acknowledged answers lost', result.lost === 0, `${result.lost} of ${result.acknowledged}; ${result.stored} of the ${result.killed} killed had stored theirs`);
  judge('partial answers served', result.partial === 0, `${result.partial}`);
  judge('runs that said something or failed', result.problems.length === 0, result.problems.join('; ') || 'none');
};

const damages = async (name: string, count: number): Promise<void> => {
  const [program, times] = [await buildProgram(name), scaled(count)];
  say(`${times} random damages to db, -wal and -shm (${name})`);
  const result = await tortureDamages({ program, directory, times, seed });
  judge('wrong answers, rejections, crashes', result.problems.length === 0, result.problems.join('\n    ') || 'none');
  say(`         ${result.hits} read back, ${result.asides} files moved aside, ${result.off} done without`);
};

const tortures: Readonly<Record<string, () => Promise<void>>> = {
  writers, kills, completes,
  damages: () => damages('damaged', 10_000),
  history: () => damages('damaged-history', 1_000),
};

say(`seed ${seed}`);
try {
  for (const [name, torture] of Object.entries(tortures)) {
    if (values.only === undefined || values.only === name) await torture();
  }
} finally {
  for (const path of [directory, ...built]) rmSync(path, { recursive: true, force: true });
}
