import { spawn } from 'node:child_process';
import type { Finished } from './built-bench.js';
import { startBuiltBench } from './built-bench.js';
import type { Goal } from './goal.js';
import { holds } from './goal.js';

const healthyRuns = 20;
const starvedRuns = 5;

/** Keeps a program on the core of the client; where there is no `taskset`, it cannot be starved on purpose. */
const onCore = ['taskset', '-c', '0'];

const repeat = async (count: number, baseUrl: string): Promise<readonly Finished[]> => {
  const runs: Finished[] = [];
  while (runs.length < count) runs.push(await startBuiltBench(baseUrl, 'ttft=100&itl=10&n=20', ['-c', '8', '-n', '80'], onCore).finished);
  return runs;
};

const isLimited = ({ exitCode, report: { targets: [{ verdict }] } }: Finished): boolean => verdict === 'client-limited' && exitCode === 12;

/** A client that shares its core with a busy loop says so; one that has it for itself does not. */
export const judgeVerdicts = async (baseUrl: string): Promise<readonly Goal[]> => {
  const healthy = await repeat(healthyRuns, baseUrl);
  const [command, ...rest] = [...onCore, process.execPath, '-e', 'for (;;);'];
  const hog = spawn(command, rest, { stdio: 'ignore' });
  const starved = await repeat(starvedRuns, baseUrl).finally(() => hog.kill());
  return [
    holds('a starved client: client-limited, exit code 12', `${starved.filter(isLimited).length} of ${starvedRuns}`, starved.every(isLimited)),
    holds(`a healthy client: never client-limited in ${healthyRuns} runs`, `${healthy.filter(isLimited).length} of ${healthyRuns}`, !healthy.some(isLimited)),
  ];
};
