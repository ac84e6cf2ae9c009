import { openAnswerCache } from '../../../src/store/answer-cache.js';
import type { Ended } from '../run-program.js';
import { runProgram } from '../run-program.js';
import { knownText } from './known-answer.js';
import { percentile } from './percentile.js';

export type WritersPlan = {
  /** The built test/store/programs/writer.ts. */
  readonly program: string;
  readonly dataDir: string;
  readonly writers: number;
  readonly writes: number;
  readonly readers: number;
  readonly reads: number;
  readonly seed: number;
  /** Upper bound of the random pause between two operations of a program. */
  readonly pauseMs: number;
};

type Report = {
  readonly times: readonly number[]; readonly stallMs: number;
  readonly warnings: number; readonly wrong: number; readonly hits: number;
};

export type WritersResult = {
  /** Programs that did not end with exit 0 and an empty stderr. */
  readonly failures: readonly string[];
  /** Answers that were written and cannot be read back. */
  readonly lost: number;
  readonly wrong: number;
  readonly warnings: number;
  readonly hits: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The longest time any program's event loop stood still. */
  readonly stallMs: number;
  /** The same in a process that only waited meanwhile: what the machine alone does. */
  readonly idleStallMs: number;
};

const countLost = async ({ dataDir, writers, writes }: WritersPlan): Promise<number> => {
  const cache = openAnswerCache({ dataDir, warn: (message) => { throw new Error(message); } });
  let lost = 0;
  for (let writer = 0; writer < writers; writer += 1) {
    for (let index = 0; index < writes; index += 1) {
      const key = `writer${writer}-${index}`;
      if ((await cache.get(key))?.text !== knownText(key)) lost += 1;
    }
  }
  await cache.close();
  return lost;
};

/** Many processes write known answers into one new cache while others read them. */
export const tortureWriters = async (plan: WritersPlan): Promise<WritersResult> => {
  const { program, dataDir, writers, writes, readers, reads, seed, pauseMs } = plan;
  const beginMs = Date.now() + 250 * (writers + readers);
  const run = (name: string, writeCount: number, readCount: number, index: number): Promise<Ended> =>
    runProgram(program, [dataDir, name, writeCount, readCount, writers, seed + index, pauseMs, beginMs].map(String));
  const idle = run('idle', writes, 0, 0);
  const runs = await Promise.all([
    ...[...Array(writers).keys()].map((index) => run(`writer${index}`, writes, 0, index)),
    ...[...Array(readers).keys()].map((index) => run('reader', 0, reads, writers + index)),
  ]);
  const { stallMs: idleStallMs } = JSON.parse((await idle).stdout) as Report;
  const failures = runs.filter(({ code, stderr }) => code !== 0 || stderr !== '').map(({ code, signal, stderr }) => `${code ?? signal} ${stderr}`);
  const reports = runs.filter(({ code }) => code === 0).map(({ stdout }) => JSON.parse(stdout) as Report);
  const times = reports.flatMap((report) => report.times);
  const sum = (name: 'wrong' | 'warnings' | 'hits'): number => reports.reduce((total, report) => total + report[name], 0);
  return {
    failures, lost: await countLost(plan), wrong: sum('wrong'), warnings: sum('warnings'), hits: sum('hits'),
    p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), maxMs: percentile(times, 1),
    stallMs: Math.max(...reports.map((report) => report.stallMs)), idleStallMs,
  };
};
