import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCountingServer } from './counting-server.js';
import { canaryKeys } from '../helpers/canaries.js';
import { watched } from '../helpers/watch-leaks.js';

export type KillPlan = {
  readonly bin: string;
  /** The base URL of a server in OpenAI's format, without a path. */
  readonly target: string;
  readonly prompts: number;
  readonly kills: number;
  readonly concurrency: number;
  readonly random: (limit: number) => number;
  /** Called with the process id of every run. */
  readonly onRun?: (pid: number) => void;
};

export type KillOutcome = {
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly kills: number;
  /** Kills that left a torn line behind. */
  readonly tornLines: number;
  readonly missingIds: number;
  readonly doubledIds: number;
  /** Requests for prompts whose answer was in the output before. */
  readonly askedAgain: number;
  readonly requests: number;
};

const environmentIn = (home: string, baseUrl: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', ...canaryKeys, OPENAI_BASE_URL: `${baseUrl}/openai/v1`,
});

const answeredIn = (path: string): { readonly ids: readonly string[]; readonly isTorn: boolean } => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [''];
  const last = lines.pop();
  const rows = lines.map((line) => JSON.parse(line) as { readonly id: string; readonly error: unknown });
  return { ids: rows.filter(({ error }) => error === null).map(({ id }) => id), isTorn: last !== '' };
};

type Ended = { readonly exitCode: number | null; readonly stderr: string };

/** Runs to the end, or kills when the output has grown by so many bytes. */
const run = (words: readonly string[], plan: KillPlan, env: Record<string, string>, kill?: { readonly output: string; readonly atBytes: number }): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = watched(spawn(process.execPath, [plan.bin, ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] }));
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const timer = kill === undefined ? undefined : setInterval(() => {
      if ((statSync(kill.output, { throwIfNoEntry: false })?.size ?? 0) >= kill.atBytes) child.kill('SIGKILL');
    }, 1);
    if (child.pid !== undefined) plan.onRun?.(child.pid);
    child.on('error', reject).on('close', (exitCode) => {
      clearInterval(timer);
      resolve({ exitCode, stderr });
    });
  });

/** Runs a batch, kills it again and again at random moments, resumes it, and counts what was lost or asked twice. */
export const runWithKills = async (plan: KillPlan): Promise<KillOutcome> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-batch-'));
  const input = join(home, 'in.jsonl');
  const output = join(home, 'out.jsonl');
  const ids = Array.from({ length: plan.prompts }, (_, index) => `id-${index}`);
  writeFileSync(input, ids.map((id, index) => `${JSON.stringify({ id, prompt: `prompt-${index}` })}\n`).join(''));
  const server = await startCountingServer(plan.target);
  const env = environmentIn(home, server.baseUrl);
  // Without the cache, so that the output alone tells what was answered.
  const words = ['batch', input, '-o', output, '-m', 'openai/gpt-5-mini', '-c', String(plan.concurrency), '--max-retries', '5', '--no-cache', '--no-history', '--resume'];
  const answered = new Map<string, number>();
  let tornLines = 0;
  let askedAgain = 0;
  let kills = 0;
  const note = (): void => {
    const found = answeredIn(output);
    if (found.isTorn) tornLines += 1;
    for (const [word, count] of answered) askedAgain += (server.counts.get(word) ?? 0) - count;
    answered.clear();
    for (const id of found.ids) answered.set(id.replace('id', 'prompt'), server.counts.get(id.replace('id', 'prompt')) ?? 0);
  };
  try {
    // A killed process holds no socket any more, but what it sent may still be on its way to be counted.
    const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 20));
    const step = Math.ceil((plan.prompts * 400) / plan.kills);
    for (let atBytes = plan.random(step); kills < plan.kills; kills += 1, atBytes = statSync(output, { throwIfNoEntry: false })?.size ?? 0) {
      const { exitCode } = await run(words, plan, env, { output, atBytes: atBytes + plan.random(step) + 1 });
      if (exitCode !== null) break;
      await settle();
      note();
    }
    const last = await run(words, plan, env);
    note();
    const found = answeredIn(output).ids;
    return {
      ...last, kills, tornLines, askedAgain,
      missingIds: ids.filter((id) => !answered.has(id.replace('id', 'prompt'))).length,
      doubledIds: found.length - new Set(found).size,
      requests: [...server.counts.values()].reduce((sum, count) => sum + count, 0),
    };
  } finally {
    await server.close();
  }
};
