import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ownEnvironment } from '../../helpers/run-uada.js';
import { watched } from '../../helpers/watch-leaks.js';
import { below, createRandom } from './random.js';

export type CompleteKillsPlan = { readonly directory: string; readonly kills: number; readonly seed: number };

export type CompleteKillsResult = {
  /** Runs that ended by themselves with exit 0 before their moment came: their answers must be there. */
  readonly acknowledged: number;
  readonly killed: number;
  readonly lost: number;
  /** Answers of killed runs which were stored before the kill. */
  readonly stored: number;
  /** Answers from the cache that are not, to the letter, what the model says. */
  readonly partial: number;
  /** What a run that was not killed said or ended with, where that is not what it should. */
  readonly problems: readonly string[];
};

type Line = { readonly id: string; readonly text: string; readonly cached: boolean };

/** From the root of the clone, where tests and this bundled program run. */
const bin = resolve('bin/uada.js');

/** Two at a time, so that one may be killed while the other writes. */
const atOnce = 2;

const model = ['-m', 'openai/gpt-5-mini'];

const startMock = async (): Promise<{ readonly environment: Readonly<Record<string, string>>; readonly stop: () => void }> => {
  const child = watched(spawn(process.execPath, [bin, 'mock', '--port', '0', '--ttft', '5', '--itl', '0.5', '--json'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] }));
  const [line] = await once(child.stdout, 'data') as [Buffer];
  const { environment } = JSON.parse(String(line)) as { readonly environment: Readonly<Record<string, string>> };
  return { environment, stop: () => void child.kill() };
};

type Run = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string; readonly tookMs: number };

const run = async (words: readonly string[], env: Record<string, string>, input = '', killAfterMs?: number): Promise<Run> => {
  const startMs = performance.now();
  const child = watched(spawn(process.execPath, [bin, ...words], { env, stdio: ['pipe', 'pipe', 'pipe'] }));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += String(text)));
  child.stderr.on('data', (text: Buffer) => (stderr += String(text)));
  child.stdin.on('error', () => undefined).end(input);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const stop = new AbortController();
  if (killAfterMs !== undefined) void delay(killAfterMs, undefined, { signal: stop.signal }).then(() => child.kill('SIGKILL'), () => undefined);
  const [exitCode] = await closed;
  stop.abort();
  return { exitCode, stdout, stderr, tookMs: performance.now() - startMs };
};

const askAll = async (prompts: readonly string[], flag: string, env: Record<string, string>): Promise<ReadonlyMap<string, Line>> => {
  const input = prompts.map((prompt) => JSON.stringify({ id: prompt, prompt })).join('\n');
  const { stdout } = await run(['batch', '-', ...model, flag, '--no-history'], env, input);
  return new Map(stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line).map((line) => [line.id, line]));
};

/**
 * Kills the built program in `uada complete` at random moments from its start to beyond its end, two at a time on one
 * data directory, and asks the cache for every prompt afterwards.
 */
export const tortureCompletes = async ({ directory, kills, seed }: CompleteKillsPlan): Promise<CompleteKillsResult> => {
  const random = createRandom(seed);
  const mock = await startMock();
  const env = { ...ownEnvironment({ ...mock.environment }), XDG_DATA_HOME: join(directory, 'completes') };
  const prompts: string[] = [];
  const acknowledged = new Set<string>();
  const problems: string[] = [];
  let killed = 0;
  try {
    const { tookMs } = await run(['complete', ...model, 'how long it takes'], env);
    const one = async (prompt: string): Promise<void> => {
      prompts.push(prompt);
      const { exitCode, stderr } = await run(['complete', ...model, prompt], env, '', below(random, Math.ceil(tookMs * 2)));
      if (exitCode === null) killed += 1;
      else acknowledged.add(prompt);
      if ((exitCode !== null && exitCode !== 0) || stderr !== '') problems.push(`exit ${exitCode}: ${stderr}`);
    };
    while (killed < kills) await Promise.all(Array.from({ length: atOnce }, () => one(`prompt ${prompts.length}`)));
    const expected = await askAll(prompts, '--no-cache', env);
    const found = await askAll(prompts, '--cache-only', env);
    const hits = prompts.filter((prompt) => found.get(prompt)?.cached === true);
    return {
      acknowledged: acknowledged.size, killed, problems,
      lost: [...acknowledged].filter((prompt) => found.get(prompt)?.cached !== true).length,
      stored: hits.filter((prompt) => !acknowledged.has(prompt)).length,
      partial: hits.filter((prompt) => found.get(prompt)?.text !== expected.get(prompt)?.text || found.get(prompt)?.text === '').length,
    };
  } finally {
    mock.stop();
  }
};
