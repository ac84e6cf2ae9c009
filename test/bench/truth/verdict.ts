import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Goal } from './goal.js';
import { holds } from './goal.js';

type Verdict = { readonly exitCode: number | null; readonly verdict: string };

const healthyRuns = 20;
const starvedRuns = 5;
const clientCore = '0';

/** Runs a program on the core of the client; where there is no `taskset`, it cannot be starved on purpose. */
const onCore = (...words: readonly string[]): ReturnType<typeof spawn> =>
  spawn('taskset', ['-c', clientCore, process.execPath, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });

const bench = (baseUrl: string, home: string): Promise<Verdict> => new Promise((resolve, reject) => {
  const words = ['bench', '-m', 'openai/t?ttft=100&itl=10&n=20', '--base-url', baseUrl, '-c', '8', '-n', '80', '--json', '-q'];
  const child = spawn('taskset', ['-c', clientCore, process.execPath, 'bin/uada.js', ...words], {
    env: { PATH: process.env['PATH'], HOME: home, OPENAI_API_KEY: 'stamped-key' }, stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  child.on('error', reject);
  child.on('close', (exitCode) => {
    const { targets } = JSON.parse(text) as { readonly targets: readonly [{ readonly verdict: string }] };
    resolve({ exitCode, verdict: targets[0].verdict });
  });
});

const repeat = async (count: number, baseUrl: string, home: string): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  while (verdicts.length < count) verdicts.push(await bench(baseUrl, home));
  return verdicts;
};

const isLimited = ({ verdict, exitCode }: Verdict): boolean => verdict === 'client-limited' && exitCode === 12;

/** A client that shares its core with a busy loop says so; one that has it for itself does not. */
export const judgeVerdicts = async (baseUrl: string): Promise<readonly Goal[]> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-truth-'));
  try {
    const healthy = await repeat(healthyRuns, baseUrl, home);
    const hog = onCore('-e', 'for (;;);');
    const starved = await repeat(starvedRuns, baseUrl, home);
    hog.kill();
    return [
      holds('a starved client: client-limited, exit code 12', `${starved.filter(isLimited).length} of ${starvedRuns}`, starved.every(isLimited)),
      holds(`a healthy client: never client-limited in ${healthyRuns} runs`, `${healthy.filter(isLimited).length} of ${healthyRuns}`, !healthy.some(isLimited)),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
