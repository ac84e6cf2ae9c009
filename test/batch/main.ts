// The whole numbers, with a verdict a line; exit 1 when one is missed. Options: --scale 0.1, --seed 7, and
// --only kills, 16 or 1000 (at once) for one of the three runs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../helpers/seeded-random.js';
import { runWithKills } from './kill-run.js';

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const scaled = (count: number): number => Math.max(2, Math.round(count * Number(values.scale)));
// The bundle runs from the root of the clone.
const bin = join(process.cwd(), 'bin/uada.js');

const say = (text: string): void => { process.stdout.write(`${text}\n`); };
const judge = (what: string, isMet: boolean, found: string): void => {
  if (!isMet) process.exitCode = 1;
  say(`  ${isMet ? 'ok    ' : 'MISSED'} ${what}: ${found}`);
};

type Mock = { readonly url: string; close(): void };

const startMock = async (...words: readonly string[]): Promise<Mock> => {
  const child = spawn(process.execPath, [bin, 'mock', '--port', '0', '--json', ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
  const text = await new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString())));
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
  return { url, close: () => void child.kill() };
};

type Clean = { readonly perSecond: number; readonly rssMb: readonly number[]; readonly answered: number; readonly p95: number };

const rssMbOf = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** One run that is left alone, its memory sampled. */
const runClean = async (url: string, prompts: number, concurrency: number): Promise<Clean> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-batch-'));
  writeFileSync(join(home, 'in.jsonl'), Array.from({ length: prompts }, (_, index) => `"prompt-${index}"\n`).join(''));
  const words = ['batch', 'in.jsonl', '-o', 'out.jsonl', '-m', 'openai/gpt-5-mini', '-c', String(concurrency), '--json'];
  const env = { PATH: process.env['PATH'], HOME: home, OPENAI_API_KEY: 'simulated-key', OPENAI_BASE_URL: `${url}/openai/v1` };
  const child = spawn(process.execPath, [bin, ...words], { cwd: home, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const rssMb: number[] = [];
  const timer = setInterval(() => rssMb.push(rssMbOf(child.pid ?? 0)), 200);
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  const summary = JSON.parse(stdout) as { answered: number; prompts_per_second: number; latency_ms: { p95: number } };
  return { perSecond: summary.prompts_per_second, answered: summary.answered, p95: summary.latency_ms.p95, rssMb: rssMb.filter((mb) => mb > 0) };
};

const highest = (samples: readonly number[]): number => samples.reduce((most, mb) => Math.max(most, mb), 0);

const kills = async (): Promise<void> => {
  const prompts = scaled(10_000);
  say(`${prompts} prompts, 5 % faults, killed ${scaled(20)} times with -9 and resumed, 32 at once, without cache`);
  const mock = await startMock('--tokens', '8', '--ttft', '20', '--fault', '503@0.05');
  const result = await runWithKills({ bin, target: mock.url, prompts, kills: scaled(20), concurrency: 32, random: createRandom(seed) });
  mock.close();
  judge('every id exactly once', result.missingIds + result.doubledIds === 0, `${result.missingIds} missing, ${result.doubledIds} twice`);
  judge('asked again after the answer was written', result.askedAgain === 0, `${result.askedAgain} of ${result.requests} requests`);
  judge('all answered at the end', result.exitCode === 0, `exit code ${result.exitCode}, ${result.kills} kills, ${result.tornLines} torn lines`);
};

const throughput = async (concurrency: number, ttftMs: number, mostRssMb: number): Promise<void> => {
  const prompts = scaled(10_000);
  say(`${prompts} prompts left alone, ${concurrency} at once, ${ttftMs} ms each, with cache and history`);
  const mock = await startMock('--tokens', '8', '--ttft', String(ttftMs));
  const { perSecond, rssMb, answered, p95 } = await runClean(mock.url, prompts, concurrency);
  mock.close();
  const ideal = concurrency / (ttftMs / 1000);
  const middle = Math.floor(rssMb.length / 2);
  const [early, late] = [highest(rssMb.slice(0, middle)), highest(rssMb.slice(middle))];
  judge('all answered', answered === prompts, String(answered));
  judge('throughput within 10 % of concurrency / latency', perSecond >= ideal * 0.9, `${perSecond}/s of ${ideal}/s, p95 ${p95} ms`);
  judge('memory flat (second half against first)', late <= early * 1.2 + 16, `${early.toFixed(0)} MB, then ${late.toFixed(0)} MB`);
  judge(`memory below ${mostRssMb} MB`, highest(rssMb) < mostRssMb, `${highest(rssMb).toFixed(0)} MB`);
};

say(`seed ${seed}, Node ${process.version}`);
const isWanted = (run: string): boolean => values.only === undefined || values.only === run;
if (isWanted('kills')) await kills();
if (isWanted('16')) await throughput(16, 400, 256);
if (isWanted('1000')) await throughput(1000, 10_000, 512);
