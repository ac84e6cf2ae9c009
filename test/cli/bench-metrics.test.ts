import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { holdsCanary } from '../helpers/canaries.js';
import { refuse, say, useScriptedServer } from '../helpers/scripted-server.js';
import type { Reply } from '../helpers/scripted-server.js';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';

const answer = say('Yes.');

/** An answer with its usage. */
const counted: Reply = (response) => {
  const event = (fields: object): string => `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', model: 'gpt-5-mini', choices: [], ...fields })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(event({ choices: [{ index: 0, delta: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }] }));
  response.end(`${event({ usage: { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105 } })}data: [DONE]\n\n`);
};

/** Holds back every answer after the first ones until it is released. */
const holding = (free: number): { readonly reply: Reply; readonly release: () => void } => {
  const held: (() => void)[] = [];
  let count = 0;
  let isReleased = false;
  return {
    reply: (response, request) => {
      count += 1;
      const isRefused = count === 2;
      const send = (): void => {
        (isRefused ? refuse(429) : counted)(response, request);
      };
      if (count <= free || isReleased) send();
      else held.push(send);
    },
    release: () => {
      isReleased = true;
      for (const send of held.splice(0)) send();
    },
  };
};

const start = (url: string, ...words: readonly string[]) => {
  const child = watched(spawn(process.execPath, [bin, 'bench', '-m', 'openai/gpt-5-mini', '--base-url', url, '--warmup', '0', ...words], {
    env: ownEnvironment(), stdio: ['ignore', 'ignore', 'pipe'],
  }));
  afterAll(() => void child.kill('SIGKILL'));
  const place = new Promise<string>((resolve) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/metrics/.exec(text);
      if (found !== null) resolve(found[0]);
    });
  });
  return { place, ended: new Promise((resolve) => child.on('close', resolve)) };
};

const scrapeUntil = async (place: string, pattern: RegExp): Promise<string> => {
  for (;;) {
    const text = await (await fetch(place)).text();
    if (pattern.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** What Prometheus says of a page of metrics: how it is written, and how its metrics are named. */
const judge = (text: string): void => {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  if (error !== undefined && process.env['UADA_TEST_NEED_SERVERS'] === undefined) return;
  expect([error, status, stdout, stderr]).toEqual([undefined, 0, '', '']);
};

describe('--metrics-port', () => {
  it.each(['1', '2'])('tells of a run of %s workers while it goes on, in the format of Prometheus, and not behind its end', async (workers) => {
    const { reply, release } = holding(6);
    const server = await useScriptedServer(reply);
    const run = start(server.url, '-n', '10', '-c', '2', '--workers', workers, '--metrics-port', '0');
    const place = await run.place;
    const text = await scrapeUntil(place, /requests_total\{[^}]*outcome="ok"\} 5/);
    const target = 'target="openai/gpt-5-mini"';
    expect(text).toContain(`uada_bench_requests_total{${target},outcome="rate-limited"} 1`);
    expect(text).toMatch(new RegExp(`uada_bench_requests_in_flight\\{${target}\\} [12]\\n`));
    expect(text).toContain(`uada_bench_tokens_total{${target},direction="output"} 25`);
    expect(Number(/cost_usd_total\{.*\} (.*)/.exec(text)?.[1])).toBeGreaterThan(0);
    for (const name of ['ttft', 'ttft_sched', 'e2e', 'e2e_sched']) expect(text).toContain(`uada_bench_${name}_seconds_count{${target}} 5`);
    expect(text).toContain(`uada_bench_schedule_lag_seconds_count{${target}} 6`);
    expect(holdsCanary(Buffer.from(text))).toBe(false);
    judge(text);
    expect((await fetch(new URL('/', place))).status).toBe(404);
    release();
    await run.ended;
    await expect(fetch(place)).rejects.toThrow();
  });

  it('asks nobody when the port is taken or is none', async () => {
    const server = await useScriptedServer(answer);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    afterAll(() => void other.close());
    for (const [port, words] of [[String((other.address() as AddressInfo).port), /EADDRINUSE/], ['70000', /0 to 65535/], ['x', /0 to 65535/]] as const) {
      const { exitCode, stderr } = await runUada(['bench', '-m', 'openai/gpt-5-mini', '--base-url', server.url, '-n', '5', '--metrics-port', port]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(words);
    }
    expect(server.bodies).toHaveLength(0);
  });
});
