import { describe, expect, it } from 'vitest';
import { canary } from '../helpers/canaries.js';
import { runUada } from '../helpers/run-uada.js';
import { interruptBench } from './interrupt-bench.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { refuse, say, useScriptedServer } from '../helpers/scripted-server.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const answer = say('Yes.');

const ask = async (url: string, ...words: readonly string[]) => {
  const finished = await runUada(['bench', '-m', 'openai/gpt-5-mini', '--base-url', url, '--json', ...words]);
  return { ...finished, json: finished.stdout === '' ? null : JSON.parse(finished.stdout) };
};

/** The number that stands in front of each made-up prompt. */
const numbersIn = (bodies: readonly Record<string, unknown>[]): readonly number[] =>
  bodies.map((body) => Number(/\[\w+?-(-?\d+)\]/.exec(JSON.stringify(body['messages']))?.[1])).sort((one, other) => one - other);

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('bench --workers', () => {
  it.each([
    ['an open loop', ['-r', '200/s', '-n', '90']],
    ['a closed loop', ['-c', '5', '-n', '90']],
    ['an open loop with a cap', ['-r', '500/s', '-n', '90', '--max-inflight', '3']],
  ])('makes every request of %s exactly once, all of them with the key', async (_what, words) => {
    const server = await useScriptedServer(answer);
    const path = join(createTemporaryDirectory(), 'rows.jsonl');
    const { json } = await ask(server.url, ...words, '--workers', '3', '--warmup', '2', '--jsonl', path);
    // Three threads need three requests to be warm.
    expect(numbersIn(server.bodies)).toEqual([-3, -2, -1, ...upTo(90)]);
    expect(new Set(server.headers.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${canary('openai')}`]));
    const rows = readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(rows.map(({ index }) => Number(index)).sort((one, other) => one - other)).toEqual([-3, -2, -1, ...upTo(90)]);
    expect(json.targets[0]).toMatchObject({ requests: { sent: 90, ok: 90, failed: 0, cancelled: 0 }, ttft_ms: { n: 90 }, e2e_ms: { n: 90 } });
    expect([json.client.workers, json.plan.warmup]).toEqual([3, 3]);
  });

  it('tells with --debug of all that goes over the connections of the threads, without the key', async () => {
    const server = await useScriptedServer(answer);
    const { stderr } = await ask(server.url, '-c', '4', '-n', '6', '--warmup', '0', '--workers', '2', '--debug');
    const count = (pattern: RegExp): number => stderr.match(pattern)?.length ?? 0;
    expect([count(/> POST /g), count(/< 200 after /g), count(/< .*Yes\./g)]).toEqual([6, 6, 6]);
    expect(stderr).not.toContain(canary('openai'));
  });

  it('lets one thread use the room of another below the cap of both', async () => {
    let held: (() => void) | undefined;
    let isOthersDone = false;
    let inFlight = 0;
    let most = 0;
    const server = await useScriptedServer((response, request) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      const reply = (): void => {
        inFlight -= 1;
        answer(response, request);
      };
      const [, number] = /\[\w+?-(-?\d+)\]/.exec(JSON.stringify(server.bodies.at(-1)?.['messages'])) ?? [];
      // The first is answered behind the third and fifth, which are requests of its own thread.
      if (number === '0' && !isOthersDone) held = reply;
      else reply();
      if (number !== '4') return;
      isOthersDone = true;
      held?.();
    });
    const { json } = await ask(server.url, '-r', '200/s', '-n', '20', '--max-inflight', '2', '--workers', '2', '--warmup', '0', '--timeout', '5s');
    expect(json.targets[0].requests).toMatchObject({ sent: 20, ok: 20, failed: 0 });
    expect(most).toBeLessThanOrEqual(2);
  });

  it('counts the gaps between reads of all threads', async () => {
    const { stdout } = await runUada(['bench', '--mock=ttft=5,itl=20,tokens=6', '-n', '20', '-c', '4', '--workers', '2', '--json', '-q']);
    const { chunk_gap_ms: gap, tokens } = JSON.parse(stdout).targets[0];
    expect(tokens.output).toBe(120);
    expect(gap.n).toBeGreaterThan(20);
    expect(gap.n).toBeLessThanOrEqual(100);
  });

  it('runs a series with as many threads as each load has use for, and prompts of its own', async () => {
    const server = await useScriptedServer(answer);
    const { json } = await ask(server.url, '--sweep', '1,4', '-n', '20', '--workers', '2', '--warmup', '0');
    expect(json.steps.map(({ requests }: { requests: { ok: number } }) => requests.ok)).toEqual([20, 20]);
    expect(new Set(server.bodies.map((body) => JSON.stringify(body['messages']))).size).toBe(40);
  });

  it('stops all threads for a refused key, too many errors and --max-cost', async () => {
    const refusing = await useScriptedServer(refuse(401));
    const refused = await ask(refusing.url, '-n', '500', '--workers', '2');
    expect([refused.exitCode, refused.json.error.kind]).toEqual([3, 'auth']);
    const failing = await useScriptedServer(refuse(429));
    const failed = await ask(failing.url, '-n', '500', '--workers', '2', '--max-errors', '10');
    expect([failed.exitCode, failed.json.error.kind]).toEqual([9, 'partial']);
    expect(failing.bodies.length).toBeLessThan(100);
  });

  it('spends one budget together', async () => {
    const server = await useScriptedServer(answer);
    const words = ['--input-tokens', '64', '--output-tokens', '1000', '-n', '40', '-c', '4', '--warmup', '0'];
    const { json: plan } = await ask(server.url, ...words, '--dry-run');
    const perRequest = plan.cost_usd_at_most / plan.requests_total;
    const { exitCode, json } = await ask(server.url, ...words, '--workers', '2', '--max-cost', (perRequest * 9.5).toFixed(8));
    // The server reports no usage: each request counts as its dearest.
    expect([exitCode, json.error.kind, server.bodies.length]).toEqual([9, 'partial', 9]);
  });

  it('reports what ran when Ctrl-C ends it', async () => {
    const { exitCode, json } = await interruptBench(30, '--workers', '2');
    expect([exitCode, json.error.kind]).toEqual([130, 'cancelled']);
    const { requests } = json.targets[0];
    // What was asked in the warm-up and what was under way is not among the answers.
    expect(requests.ok).toBeGreaterThan(20);
    expect(requests.failed).toBe(0);
  });

  it.each(['0', 'many', '65', '1.5'])('is refused with %s', async (text) => {
    const { exitCode, stderr } = await runUada(['bench', '--mock', '--workers', text]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--workers must be auto or a number from 1 to 64')]);
  });
});
