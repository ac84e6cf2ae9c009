import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../src/core/errors.js';
import { exitCodes } from '../../src/core/errors.js';
import { say, useScriptedServer } from '../helpers/scripted-server.js';
import { runUada } from '../helpers/run-uada.js';
import { interruptBench } from './interrupt-bench.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';

const promptOf = (body: Record<string, unknown>): string => {
  const [message] = body['messages'] as readonly { readonly content: string }[];
  return message?.content ?? '';
};

const mock = '--mock=ttft=20,itl=1,tokens=8';

const report = async (...words: readonly string[]) => {
  const finished = await runUada(['bench', '--json', ...words]);
  return { ...finished, json: JSON.parse(finished.stdout) };
};

const verdicts = ['valid', 'client-limited'];

/**
 * Whether this computer was too busy to measure is no question of these tests: they look at what was done and counted.
 * That the exit code is the one of the error in the object holds always.
 */
const expectSound = ({ exitCode, json, stderr }: Awaited<ReturnType<typeof report>>): void => {
  expect(exitCode, stderr).toBe(json.error === null ? 0 : exitCodes[json.error.kind as ErrorKind]);
  const isInvalid = json.targets.some(({ verdict }: { verdict: string }) => verdict !== 'valid');
  expect(json.error?.kind === 'invalid_measurement').toBe(isInvalid);
  for (const { verdict } of json.targets) expect(verdicts).toContain(verdict);
};

describe('bench', () => {
  it('measures a model and prints a block for a person', async () => {
    const { stdout, stderr } = await runUada(['bench', mock, '-m', 'anthropic/claude-x', '-n', '24']);
    expect(stdout).toMatch(/^anthropic\/claude-x {3}n 24 ok 24 .* (valid|client-limited)\n/);
    expect(stdout).toMatch(/^TTFT +[\d.]+m?s/m);
    expect(stderr).toContain('simulated');
  });

  it('escapes in its JSON what a terminal would obey in the name of a model', async () => {
    for (const words of [['--dry-run'], ['--json']]) {
      const { stdout } = await runUada(['bench', '--mock=tokens=2', '-m', 'anthropic/a\u009b31m\u202eb', '-n', '2', '-c', '1', '--warmup', '0', ...words]);
      expect(stdout).toContain('anthropic/a\\u009b31m\\u202eb');
      expect(stdout).not.toMatch(/[\u009b\u202e]/);
      expect(JSON.parse(stdout)).toMatchObject({ plan: { load: 'closed' } });
    }
  });

  it('gives one object with every figure, and null for percentiles of too few samples', async () => {
    const finished = await report(mock, '-n', '24', '-r', '200/s', '--arrival', 'constant');
    expectSound(finished);
    const { json } = finished;
    expect(json).toMatchObject({
      schema: 'uada-bench-1', defs_version: 1,
      plan: { load: 'open', rate: 200, arrival: 'constant', concurrency: null, requests: 24, warmup: 2, seed: 42 },
    });
    const [target] = json.targets;
    expect(target).toMatchObject({ requests: { sent: 24, ok: 24, failed: 0, cancelled: 0 }, errors: {}, cost_usd: 0, tokens: { output: 24 * 8 } });
    expect(target.ttft_ms.n).toBe(24);
    expect(target.ttft_ms.p50).toBeGreaterThanOrEqual(20);
    expect(target.ttft_sched_ms.p50).toBeGreaterThanOrEqual(target.ttft_ms.p50);
    expect(target.ttft_ms.ci95.p50[0]).toBeLessThanOrEqual(target.ttft_ms.p50);
    expect(target.ttft_ms.p99).toBeNull();
    expect(target.ttft_ms.ci95.p99).toBeNull();
    expect(target.coalesced).toBeGreaterThanOrEqual(0);
    expect(json.client).toMatchObject({ workers: 1, coalesced: target.coalesced });
  });

  it.each(['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'])('speaks the protocol of %s', async (provider) => {
    const finished = await report(mock, '-p', provider, '-n', '20', '-c', '10');
    expectSound(finished);
    const { json } = finished;
    expect(json.targets[0].requests).toEqual({ sent: 20, ok: 20, failed: 0, cancelled: 0 });
    expect(json.targets[0].tokens.output).toBe(160);
  });

  it('asks several models on the same arrivals', async () => {
    const { json } = await report(mock, '-m', 'openai/x,google/y', '-n', '20', '-r', '200/s');
    expect(json.targets.map((target: { target: string; requests: { ok: number } }) => [target.target, target.requests.ok])).toEqual([['openai/x', 20], ['google/y', 20]]);
    expect(json.targets[0].rate.asked).toBe(json.targets[1].rate.asked);
  });

  it('counts the waiting of an open loop from the moment a request was due', async () => {
    const { exitCode, json } = await report('--mock=ttft=100,tokens=1', '-n', '20', '-r', '50/s', '--arrival', 'constant', '--max-inflight', '1');
    const [target] = json.targets;
    expect([exitCode, json.error.kind]).toEqual([12, 'invalid_measurement']);
    expect(['rate-missed', 'client-limited']).toContain(target.verdict);
    // Due every 20 ms, served in at least 100: the last waits at least 19 * 80 ms.
    expect(target.e2e_sched_ms.max).toBeGreaterThan(1500);
    expect(target.requests.ok).toBe(20);
  });

  it('classifies failures and keeps them out of the percentiles', async () => {
    const folder = createTemporaryDirectory();
    const finished = await report('--mock=tokens=4,fault=429@0.5', '-m', 'openai', '-n', '80', '--save', join(folder, 'run.json'), '--csv', join(folder, 'run.csv'));
    const [target] = finished.json.targets;
    expect(target.failed_ms.n).toBe(target.requests.failed);
    expect(readFileSync(join(folder, 'run.csv'), 'utf8')).toMatch(/,429,openai refused the request \(429\)/);
    expect(target.errors['rate-limited']).toBe(target.requests.failed);
    expect(target.ttft_ms.n).toBe(target.requests.ok);
  });

  it('says what failures said, and prints no figures of answers that never came', async () => {
    const { stdout, exitCode } = await runUada(['bench', '--mock=fault=404', '-m', 'openai/a', '-n', '20', '-q']);
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/^errors {2}20 \(100\.0%\): not-found 20 .*\n {8}not-found: openai refused the request/m);
    expect(stdout).toMatch(/^failed +[\d.~]+/m);
    expect(stdout).not.toContain('TTFT');
  });

  it('takes failures within --max-errors as part of the measurement, and stops beyond', async () => {
    const tolerated = await report('--mock=tokens=4,fault=429@0.2', '-n', '60', '--max-errors', '90%');
    expectSound(tolerated);
    expect(tolerated.json.targets[0].requests.failed).toBeGreaterThan(0);
    const { exitCode, json } = await report('--mock=tokens=4,fault=429', '-n', '500', '--max-errors', '10');
    expect(exitCode).toBe(9);
    expect(json.targets[0].requests.sent).toBeLessThan(30);
  });

  it('stops at once when the key is refused', async () => {
    const { exitCode, json } = await report('--mock=fault=401', '-n', '500');
    expect([exitCode, json.error.kind]).toEqual([3, 'auth']);
    expect(json.targets[0].requests.sent).toBeLessThan(10);
  });

  it('holds the run against its SLOs', async () => {
    const kept = await report(mock, '-n', '24', '--slo', 'ttft.p50<=10s', '--slo', 'errors<1%');
    expectSound(kept);
    expect(kept.json.targets[0].slo.map(({ kept: isKept }: { kept: boolean }) => isKept)).toEqual([true, true]);
    const missed = await report(mock, '-n', '24', '--slo', 'ttft.p50<=1ms');
    expect(missed.json.targets[0].slo.map(({ kept: isKept }: { kept: boolean }) => isKept)).toEqual([false]);
    const unknown = await report(mock, '-n', '24', '--slo', 'ttft.p99<=10s');
    expect(unknown.json.targets[0].slo[0]).toEqual({ condition: 'ttft.p99<=10s', value: null, kept: false });
  });

  it('tells how many requests were good', async () => {
    const { json } = await report(mock, '-n', '24', '--goodput', 'ttft<10s,e2e<1ms');
    expect(json.targets[0].goodput).toEqual({ rps: 0, share: 0 });
  });

  it('does not believe a run of a few requests', async () => {
    const { exitCode, json } = await report(mock, '-n', '3');
    expect(exitCode).toBe(12);
    expect(['too-few-samples', 'client-limited']).toContain(json.targets[0].verdict);
  });

  it('writes every request as JSON lines and as CSV, warm-up marked', async () => {
    const folder = createTemporaryDirectory();
    const [jsonl, csv, saved] = ['rows.jsonl', 'rows.csv', 'run.json'].map((name) => join(folder, name));
    const { stdout } = await report(mock, '-m', 'openai', '-n', '20', '--warmup', '1', '--jsonl', jsonl!, '--csv', csv!, '--save', saved!);
    const rows = readFileSync(jsonl!, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(rows.map(({ warmup }) => warmup)).toEqual([true, ...Array(20).fill(false)]);
    expect(rows[1]).toMatchObject({ target: expect.stringMatching(/^openai\//), error: null, output_tokens: 8, events: 8 });
    expect(readFileSync(csv!, 'utf8').trimEnd().split('\n')).toHaveLength(22);
    expect(JSON.parse(readFileSync(saved!, 'utf8'))).toMatchObject(JSON.parse(stdout));
  });

  it('asks the prompts of a file in turn, and others in the warm-up', async () => {
    const server = await useScriptedServer(say('Yes.'));
    const path = join(createTemporaryDirectory(), 'prompts.txt');
    writeFileSync(path, 'Is it raining?\n\nIs it snowing?\r\n');
    const words = ['bench', '-m', 'openai/x', '--base-url', server.url, '--prompts', path, '-n', '4', '-c', '1', '--warmup', '2', '--json'];
    const { stdout } = await runUada(words);
    expect(JSON.parse(stdout).targets[0].requests.ok).toBe(4);
    const prompts = server.bodies.map(promptOf);
    expect(prompts.slice(2)).toEqual(['Is it raining?', 'Is it snowing?', 'Is it raining?', 'Is it snowing?']);
    expect(prompts[0]).toMatch(/^\[\w+--1\] Write/);
  });

  it('makes up prompts of the asked lengths, each with a beginning of its own', async () => {
    const server = await useScriptedServer(say('Yes.'));
    const words = ['bench', '-m', 'openai/x', '--base-url', server.url, '--input-tokens', '100:1,400:1', '--output-tokens', 'uniform(10,60)', '-n', '30', '--warmup', '0', '--json'];
    await runUada(words);
    const prompts = server.bodies.map(promptOf);
    expect(new Set(prompts.map((prompt) => prompt.slice(0, 14))).size).toBe(30);
    const lengths = prompts.map((prompt) => Math.round(prompt.length / 400));
    expect(new Set(lengths)).toEqual(new Set([1, 4]));
    const limits = server.bodies.map((body) => Number(body['max_completion_tokens'] ?? body['max_tokens']));
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...limits)).toBeLessThanOrEqual(60);
    expect(new Set(limits).size).toBeGreaterThan(5);
  });

  it('names the file of prompts that is not there', async () => {
    const { exitCode, stderr } = await runUada(['bench', mock, '--prompts', '/nowhere/prompts.txt']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--prompts')]);
  });

  it('takes every flag from a variable and from the config file, too', async () => {
    const folder = createTemporaryDirectory();
    writeFileSync(join(folder, 'config.toml'), '[bench]\nrequests = 30\nrate = "100/s"\nslo = ["errors<1%"]\n');
    const env = { UADA_CONFIG_DIR: folder, UADA_BENCH_WARMUP: '1', UADA_BENCH_JSONL: join(folder, 'rows.jsonl') };
    const { stdout } = await runUada(['bench', mock, '--json', '-q', '--arrival', 'constant'], { env });
    const { plan, targets } = JSON.parse(stdout);
    expect(plan).toMatchObject({ requests: 30, rate: 100, arrival: 'constant', warmup: 1 });
    expect(targets[0].slo).toMatchObject([{ condition: 'errors<1%' }]);
    expect(readFileSync(join(folder, 'rows.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(31);
    const wrong = await runUada(['bench', mock], { env: { UADA_BENCH_REQUESTS: 'many' } });
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('UADA_BENCH_REQUESTS')]);
  });

  it('with --dry-run says what it would ask, and asks nothing', async () => {
    const { exitCode, stdout, stderr } = await runUada(['bench', '-m', 'openai/x', '-n', '100', '-r', '600/m', '--dry-run']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ dry_run: true, targets: ['openai/x'], requests_total: 102, output_tokens_at_most: 13_056, plan: { rate: 10 } });
  });

  it.each([
    [['-n', '0'], '--requests must be a whole number of at least 1'],
    [['-r', 'fast'], '--rate must be a rate such as 10/s'],
    [['-r', '1/s', '-c', '2'], '--rate and --concurrency exclude each other'],
    [['--arrival', 'constant'], '--arrival needs --rate'],
    [['-r', '1/s', '--arrival', 'gamma:0'], '--arrival must be poisson, constant or gamma:K'],
    [['-d', '0'], '--duration must be longer than 0'],
    [['--slo', 'ttft<5'], 'names no figure'],
    [['--slo', 'speed.p95<5'], 'names no metric'],
    [['--slo', 'errors<5'], 'has the wrong unit'],
    [['--goodput', 'ttft.p95<5ms'], 'bounds a figure of the whole run'],
    [['--max-errors', '200%'], '--max-errors must be'],
  ])('refuses %j', async (words, message) => {
    const { exitCode, stderr, stdout } = await runUada(['bench', '--mock', ...words]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('reports what ran when Ctrl-C ends it', async () => {
    const { exitCode, json } = await interruptBench(30);
    expect([exitCode, json.error.kind]).toEqual([130, 'cancelled']);
    const { requests } = json.targets[0];
    // What was asked in the warm-up and what was under way is not among the answers.
    expect(requests.ok).toBeGreaterThan(20);
    expect(requests.failed).toBe(0);
  });
});
