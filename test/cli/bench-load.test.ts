import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { refuse, say, useScriptedServer, type Reply } from '../helpers/scripted-server.js';
import { runUada } from '../helpers/run-uada.js';

const answer = say('Yes.');

type Step = { readonly target: string; readonly load: object; readonly requests: { readonly sent: number; readonly ok: number } };

const ask = async (url: string, ...words: readonly string[]) => {
  const finished = await runUada(['bench', '-m', 'openai/gpt-5-mini', '--base-url', url, '--json', ...words]);
  expect(finished.stdout, finished.stderr).not.toBe('');
  return { ...finished, json: JSON.parse(finished.stdout) };
};

/** Answers after a while, and refuses what comes while as many as it can serve are under way. */
const serving = (slots: number, ms: number) => {
  const seen = { inFlight: 0, most: 0 };
  const reply: Reply = (response, request) => {
    seen.inFlight += 1;
    seen.most = Math.max(seen.most, seen.inFlight);
    const isOver = seen.inFlight > slots;
    setTimeout(() => {
      seen.inFlight -= 1;
      (isOver ? refuse(429) : answer)(response, request);
    }, ms);
  };
  return { seen, reply };
};

describe('a closed loop', () => {
  it('keeps exactly so many requests in flight', async () => {
    const { seen, reply } = serving(100, 20);
    const server = await useScriptedServer(reply);
    await ask(server.url, '-c', '7', '-n', '40', '--warmup', '0');
    expect([seen.most, server.bodies.length]).toEqual([7, 40]);
  });
});

describe('an open loop', () => {
  it.each(['constant', 'poisson', 'gamma:0.5'])('sends every arrival of a %s schedule, and no other', async (arrival) => {
    const server = await useScriptedServer(answer);
    const { json } = await ask(server.url, '-r', '200/s', '--arrival', arrival, '-n', '60', '--warmup', '3');
    expect(server.bodies).toHaveLength(63);
    expect(json.targets[0].requests).toEqual({ sent: 60, ok: 60, failed: 0, cancelled: 0 });
  });

  it('has never more in flight than --max-inflight, and drops nothing', async () => {
    const { seen, reply } = serving(100, 30);
    const server = await useScriptedServer(reply);
    await ask(server.url, '-r', '500/s', '-n', '30', '--max-inflight', '3', '--warmup', '0');
    expect([seen.most, server.bodies.length]).toEqual([3, 30]);
  });
});

describe('--ramp', () => {
  it('asks more and more before the measurement, which it leaves alone', async () => {
    const server = await useScriptedServer(answer);
    const { json } = await ask(server.url, '--ramp', '500ms', '-r', '80/s', '--arrival', 'constant', '-n', '12', '--warmup', '0');
    // 80/s that grow from 0 over half a second: the 20th arrival would fall on its end.
    expect(server.bodies).toHaveLength(12 + 19);
    expect(json.targets[0].requests.sent).toBe(12);
    expect(json.plan.ramp_ms).toBe(500);
  });
});

describe('--sweep', () => {
  it('runs one load after the other, each with prompts of its own', async () => {
    const { seen, reply } = serving(100, 5);
    const server = await useScriptedServer(reply);
    const { json } = await ask(server.url, '--sweep', '1..4', '-n', '20', '--warmup', '1');
    expect(json.steps.map(({ target, load, requests }: Step) => [target, load, requests.ok])).toEqual([
      ['openai/gpt-5-mini c=1', { concurrency: 1 }, 20], ['openai/gpt-5-mini c=2', { concurrency: 2 }, 20], ['openai/gpt-5-mini c=4', { concurrency: 4 }, 20],
    ]);
    expect([server.bodies.length, seen.most]).toEqual([63, 4]);
    expect(new Set(server.bodies.map((body) => JSON.stringify(body['messages']))).size).toBe(63);
  });

  it('prints a line a load', async () => {
    const { stdout } = await runUada(['bench', '--mock=tokens=4', '-p', 'openai', '--sweep', '100/s,200/s', '-n', '20']);
    expect(stdout).toMatch(/TTFT p50.*verdict\n\S+ 100\/s +20 +0 .*\n\S+ 200\/s +20 +0 /);
  });
});

describe('--find-max', () => {
  it('tries one load after the other against the server, and reports each', async () => {
    const { reply } = serving(6, 12);
    const server = await useScriptedServer(reply);
    const { json } = await ask(server.url, '--find-max', 'errors<1%', '-c', '1', '-n', '24', '--warmup', '0');
    // What is found depends on how busy this computer is; that every step was asked in full does not.
    expect(json.steps.every(({ requests, load }: Step) => requests.sent === Math.max(24, 5 * (load as { concurrency: number }).concurrency))).toBe(true);
    expect(server.bodies).toHaveLength(json.steps.reduce((sum: number, { requests }: Step) => sum + requests.sent, 0));
    expect(json.steps[0].target).toBe('openai/gpt-5-mini c=1');
    expect(json.find_max).toMatchObject({ bounds: 'errors<1%', unit: 'concurrency', confirmed: json.find_max.best !== null });
  });

  it('says so when no load is borne', async () => {
    const server = await useScriptedServer(refuse(429));
    const { exitCode, json } = await ask(server.url, '--find-max', 'errors<1%', '-c', '2', '-n', '4', '--warmup', '0');
    expect([exitCode, json.find_max.best, json.error.kind]).toEqual([10, null, 'slo']);
  });
});

describe('a load that is more than the requests', () => {
  it('has as many requests in a series as it needs, and the estimate knows', async () => {
    const server = await useScriptedServer(answer);
    const { json, stderr } = await ask(server.url, '--sweep', '2,10', '-n', '4', '--warmup', '0');
    expect(json.steps.map(({ requests }: Step) => requests.sent)).toEqual([10, 50]);
    expect(stderr).toContain('60 requests');
  });

  it('is warned of in a single run', async () => {
    const { stderr } = await runUada(['bench', '--mock=tokens=2', '-c', '64', '-n', '20']);
    expect(stderr).toContain('Of 64 requests that may be in flight (-c), at most 20 will be');
  });
});

describe('--replay', () => {
  it('sends the requests of a trace with their lengths, in the order of their times', async () => {
    const path = join(createTemporaryDirectory(), 'trace.jsonl');
    const entries = [[50, 400, 30], [0, 100, 10], [90, 200, 20]];
    writeFileSync(path, entries.map(([timestamp, input, output]) => JSON.stringify({ timestamp, input_length: input, output_length: output })).join('\n'));
    const server = await useScriptedServer(answer);
    const { json } = await ask(server.url, '--replay', path, '--speed', '0.5x', '--warmup', '0');
    expect(server.bodies.map((body) => body['max_completion_tokens'])).toEqual([10, 30, 20]);
    expect(server.bodies.map((body) => Math.round(JSON.stringify(body['messages']).length / 400))).toEqual([1, 4, 2]);
    // Three requests over 180 ms at half the speed.
    expect(json.plan).toMatchObject({ arrival: 'trace', requests: 3 });
    expect(json.plan.rate).toBeCloseTo(2 / 0.18, 2);
  });
});

describe('--max-cost', () => {
  const lengths = ['--input-tokens', '64', '--output-tokens', '1000'];
  /** What 64 tokens of a prompt and 1000 of an answer cost. */
  const usdPerRequest = async (url: string): Promise<number> => {
    const { json } = await ask(url, ...lengths, '-n', '1', '--warmup', '0', '--dry-run');
    return json.cost_usd_at_most;
  };

  it.each([
    ['a closed loop', ['-c', '1', '-n', '40']],
    ['many at once', ['-c', '8', '-n', '40']],
    ['a duration', ['-c', '2', '-d', '20s']],
    ['an open loop', ['-r', '200/s', '-n', '40']],
    ['a ramp', ['-r', '200/s', '-n', '40', '--ramp', '1s']],
    ['a sweep', ['--sweep', '1..8', '-n', '3']],
    ['a search', ['--find-max', 'ttft.p95<10s', '-c', '1', '-n', '40']],
    ['several models', ['-m', 'openai/gpt-5-mini', '-n', '40', '-c', '2']],
    ['a warm-up', ['--warmup', '40']],
  ])('sends nothing that might exceed it, in %s', async (_, words) => {
    const server = await useScriptedServer(answer);
    const perRequest = await usdPerRequest(server.url);
    // The server reports no usage: each request counts as its dearest.
    const { exitCode, json, stderr } = await ask(server.url, '--warmup', '0', ...lengths, ...words, '--max-cost', (perRequest * 5.5).toFixed(8));
    expect([exitCode, json.error.kind, server.bodies.length]).toEqual([9, 'partial', 5]);
    expect(json.error.message).toMatch(/^The run was stopped before it could cost more than \$0\.0\d+ \(--max-cost\)\.$/);
    expect(stderr).toMatch(/--max-cost ends the run before \$0\.0\d+|it costs at most \$0\.0\d+ \(--max-cost\)/);
  });

  it.each(['1', '2'])('sends nothing with %s workers where a single request might exceed it', async (workers) => {
    const server = await useScriptedServer(answer);
    const { exitCode, json } = await ask(server.url, '-n', '5', '--workers', workers, '--max-cost', '0.0000001');
    expect([exitCode, json.error.kind, server.bodies.length]).toEqual([2, 'usage', 0]);
    expect(json.error.message).toContain('could cost more than $0.0000001');
  });

  it('says that it caps nothing where answers are simulated', async () => {
    const { stdout, stderr } = await runUada(['bench', '--mock=tokens=2', '-n', '30', '-c', '1', '--max-cost', '0']);
    expect(stdout).toContain('n 30 ok 30');
    expect(stderr).toContain('costs nothing that --max-cost could cap');
  });

  it('is refused where the price is not known', async () => {
    const server = await useScriptedServer(answer);
    const { exitCode, stderr } = await runUada(['bench', '-m', 'openai/nobody-knows', '--base-url', server.url, '--max-cost', '1']);
    expect([exitCode, server.bodies.length]).toEqual([2, 0]);
    expect(stderr).toContain('is not known');
  });

  it('is told beside what a run will use', async () => {
    const server = await useScriptedServer(answer);
    const { stderr } = await ask(server.url, '-n', '10', '--warmup', '0', '--output-tokens', '100');
    expect(stderr).toMatch(/10 requests, about 2560 input and at most 1000 output tokens: at most \$0\.\d+/);
  });
});

describe('--until', () => {
  it.each(['1', '2'])('ends a run of %s workers when it is exact, and says how exact it is', async (workers) => {
    const server = await useScriptedServer(answer);
    // Half of the median on either side: a busy machine gets there soon, too.
    const { json, stderr } = await ask(server.url, '--until', 'ci=60%', '--workers', workers, '--warmup', '0');
    expect(json.targets[0].requests.ok).toBeGreaterThanOrEqual(40);
    expect(json.targets[0].requests.ok).toBeLessThan(2000);
    expect(json.plan).toMatchObject({ until: 'ci=60%', requests: 10_000 });
    expect(json.targets[0].requests.cancelled).toBe(0);
    expect(stderr).toContain('At most 10000 requests');
    const { stdout } = await runUada(['bench', '--mock=ttft=5,tokens=2', '-n', '40', '--until', 'ci=90%']);
    expect(stdout).toMatch(/^until {3}ttft\.p50 within 90\.0%: (reached|not reached) \(\d/m);
  });
});

describe('flags that exclude each other', () => {
  it.each([
    [['--sweep', '1..4', '-c', '2'], '--sweep and --concurrency exclude each other'],
    [['--sweep', '8..4'], '--sweep must be from the least to the greatest'],
    [['--sweep', '0..4'], '--sweep must be a whole number'],
    [['--find-max', 'ttft<5'], '--find-max "ttft<5" names no figure'],
    [['--speed', '2x'], '--speed needs --replay'],
    [['--replay', '/nowhere.jsonl', '-r', '2/s'], '--replay and --rate exclude each other'],
    [['--replay', '/nowhere.jsonl'], '/nowhere.jsonl cannot be read'],
    [['--ramp', 'soon'], '--ramp must be'],
    [['--until', 'ci=5'], '--until "ci=5" cannot be read'],
    [['--input-tokens', 'many'], '--input-tokens must be'],
    [['--input-tokens', '5:0'], '--input-tokens "5:0" is no mix of lengths'],
  ])('%j are refused', async (words, message) => {
    const { exitCode, stderr, stdout } = await runUada(['bench', '--mock', ...words]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
