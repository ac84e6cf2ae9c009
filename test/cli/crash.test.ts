import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakingAt } from '../helpers/breaking-at.js';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { say, useScriptedServer } from '../helpers/scripted-server.js';

const server = await useScriptedServer(say('fine'));

const breaking = (statement: string): Readonly<Record<string, string>> => ({ ...breakingAt(statement), OPENAI_BASE_URL: server.url });

/** What the transport takes for a connection that failed. */
const caught: readonly string[] = [
  'throw new TypeError(`broke at ${auth}`)', 'throw Object.assign(new Error("broke"), { config: given, auth })', 'throw `broke at ${auth}`',
  'throw new Error("broke", { cause: new Error(auth) })',
];

const crashes: Readonly<Record<string, string>> = {
  'an exception nobody catches': 'setImmediate(() => { throw new TypeError(`broke at ${auth}`) })',
  'an object nobody catches': 'setImmediate(() => { throw { message: "broke", auth } })',
  'a rejection nobody handles': 'void Promise.reject(Object.assign(new Error(`broke at ${auth}`), { given }))',
};

const expectBug = ({ exitCode, stderr }: Finished, isDebug: boolean): void => {
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^uada: This is a bug in uada: .*Run it again with --debug/m)]);
  // Neither a stack, nor the same bug of other requests.
  if (!isDebug) expect(stderr.match(/^uada: This is a bug|^ +at /gm)).toHaveLength(1);
};

// That no key is in what they print is looked at by every test (test/setup.ts).
describe('a bug is told in a line, with exit code 1 and without a key [K6]', () => {
  it.each(Object.entries(crashes))('%s', async (_name, statement) => {
    const env = breaking(statement);
    for (const form of [[], ['--debug'], ['--json', '--debug'], ['-S']]) {
      expectBug(await runUada(['-p', 'openai', '--no-cache', '--max-retries', '0', ...form, 'hi'], { env }), form.includes('--debug'));
    }
  });

  it.each(caught)('and without one, where a request fails on the way: %s', async (statement) => {
    for (const form of [[], ['--debug'], ['--json', '--debug'], ['-S']]) {
      const { exitCode, stderr } = await runUada(['-p', 'openai', '--no-cache', '--max-retries', '0', ...form, 'hi'], { env: breaking(statement) });
      expect([exitCode, stderr]).toEqual([6, expect.stringContaining('failed')]);
    }
  });

  it('with the object of --json', async () => {
    const { stdout } = await runUada(['-p', 'openai', '--json', 'hi'], { env: breaking(crashes['a rejection nobody handles']!) });
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'bug', message: expect.stringContaining('broke at') } });
  });

  it.each(['an exception nobody catches', 'a rejection nobody handles'])('%s, in a batch, a comparison and a load test', async (name) => {
    const env = breaking(crashes[name]!);
    const input = join(mkdtempSync(join(tmpdir(), 'uada-crash-')), 'in.jsonl');
    writeFileSync(input, '"one"\n');
    const runs = [
      ['batch', input, '-o', `${input}.out`, '-m', 'openai/m'], ['compare', '-m', 'openai/m,openai/n', 'hi'],
      ['bench', '-m', 'openai/m', '-n', '4', '-c', '2', '--workers', '1'],
    ];
    for (const words of runs) expectBug(await runUada(words, { env }), false);
  }, 60_000);
});
