import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { comparisons } from './comparisons.js';
import { events } from './events.js';
import type { Goal } from './goal.js';
import { toLine } from './goal.js';
import { histogramAccuracy } from './histogram-accuracy.js';
import { memory } from './memory.js';
import { omission } from './omission.js';
import { open } from './open.js';
import { judgeShapes } from './shapes.js';
import { judgeSimulator } from './simulator.js';
import { serveStamps } from './stamp-server.js';
import { watchStolenShare } from '../../../src/app/bench/stolen-share.js';
import { ttft } from './ttft.js';
import { judgeVerdicts } from './verdict.js';
import { workers } from './workers.js';

/** Each proof by its name on the command line; what it is given is the base URL of the stamping server. */
const proofs: Readonly<Record<string, (baseUrl: string) => Promise<readonly Goal[]>>> = {
  events, workers, ttft, open, co: omission, shapes: judgeShapes, verdict: judgeVerdicts, simulator: judgeSimulator, memory,
  percentiles: () => Promise.resolve(histogramAccuracy()), statistics: () => Promise.resolve(comparisons()),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The yardstick of every figure above it. */
const sayStolen = (share: number | null): void => {
  if (share !== null && share > 0.01) say(`         meanwhile the host of this machine took ${Math.round(share * 100)} % of its processors away`);
};

type Stamping = { readonly baseUrl: string; readonly stop: () => void };

/** The server of this folder in a process of its own, unless the first word is the base URL of another that stamps. */
const findServer = async (words: readonly string[]): Promise<Stamping> => {
  const own = words.find((word) => word.startsWith('http'));
  if (own !== undefined) return { baseUrl: own, stop: () => undefined };
  const server = spawn(process.execPath, ['scripts/bench-truth.js', 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout, 'data') as [Buffer];
  return { baseUrl: String(line).trim(), stop: () => void server.kill() };
};

const prove = async (words: readonly string[]): Promise<void> => {
  const names = words.filter((word) => !word.startsWith('http'));
  const unknown = names.find((name) => proofs[name] === undefined);
  if (unknown !== undefined) throw new Error(`There is no proof "${unknown}". There are: ${Object.keys(proofs).join(', ')}.`);
  const { baseUrl, stop } = await findServer(words);
  try {
    let missed = 0;
    for (const [name, proof] of Object.entries(proofs)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const stolenShare = watchStolenShare();
      for (const goal of await proof(baseUrl)) {
        say(toLine(goal));
        missed += goal.isMet ? 0 : 1;
      }
      sayStolen(stolenShare());
    }
    say(missed === 0 ? 'Every goal is met.' : `${missed} not met. Figures of a machine that is busy with other work say little.`);
    process.exitCode = missed === 0 ? 0 : 1;
  } finally {
    stop();
  }
};

const [first, ...rest] = process.argv.slice(2);
if (first === 'serve') serveStamps();
else await prove(first === undefined ? [] : [first, ...rest]);
