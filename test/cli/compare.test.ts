import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { refuse, say, saySilence, sayThenBreak, useScriptedServer } from '../helpers/scripted-server.js';
import type { ScriptedServer } from '../helpers/scripted-server.js';
import { useSimulator } from '../helpers/simulator.js';

const newHome = (): string => mkdtempSync(join(tmpdir(), 'uada-home-'));
const simulator = await useSimulator('text=from anthropic');
const also = { ANTHROPIC_BASE_URL: simulator.environment['ANTHROPIC_BASE_URL'] ?? '' };

/** Compares with OpenAI's address pointing at a server of the test and Anthropic's at a simulator. */
const compareAt = (server: ScriptedServer, words: readonly string[], home = newHome()): Promise<Finished> =>
  runUada(['compare', ...words, 'hi'], { env: { HOME: home, OPENAI_BASE_URL: server.url, ...also } });

const objectsOf = ({ stdout }: Finished): readonly Record<string, unknown>[] =>
  stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);

const both = ['-m', 'openai/gpt-x,anthropic/claude-x'];

describe('compare in a pipe', () => {
  it('gives a line a model with the object of complete --json and its target', async () => {
    const run = await compareAt(await useScriptedServer(say('from openai')), both);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const lines = objectsOf(run);
    expect(lines.map((line) => [line['target'], line['text']]).sort()).toEqual([['anthropic/claude-x', 'from anthropic'], ['openai/gpt-x', 'from openai']]);
    expect(Object.keys(lines[0] ?? {})).toEqual([
      'target', 'id', 'provider', 'model', 'text', 'reasoning', 'finish_reason', 'usage', 'cost_usd', 'cached', 'cache', 'timing', 'attempts', 'request_id', 'error',
    ]);
  });

  it('lists them in the order in which they end', async () => {
    const run = await runUada(['compare', '--mock=text=fine', '-m', 'openai', '-m', 'anthropic,groq', '--json', 'hi']);
    expect(objectsOf(run).map((line) => line['provider']).sort()).toEqual(['anthropic', 'groq', 'openai']);
    const slow = await useSimulator('text=slow,ttft=400');
    const late = await runUada(['compare', ...both, 'hi'], { env: { OPENAI_BASE_URL: slow.environment['OPENAI_BASE_URL'], ...also } });
    expect(objectsOf(late).map((line) => line['provider'])).toEqual(['anthropic', 'openai']);
  });

  it('asks all at once: none waits for another', async () => {
    const silent = await useScriptedServer(saySilence);
    const run = await compareAt(silent, [...both, '--idle-timeout', '1s', '--first-token-timeout', '1s', '--max-retries', '0']);
    expect(objectsOf(run).map((line) => line['provider'])).toEqual(['anthropic', 'openai']);
  });

  it('keeps the other answers when one fails, with exit code 9', async () => {
    const run = await compareAt(await useScriptedServer(refuse(401)), both);
    expect(run.exitCode).toBe(9);
    expect(objectsOf(run)).toEqual(expect.arrayContaining([
      expect.objectContaining({ target: 'anthropic/claude-x', text: 'from anthropic', error: null }),
      expect.objectContaining({ target: 'openai/gpt-x', text: '', error: expect.objectContaining({ kind: 'auth', status: 401 }) }),
    ]));
    expect(run.stderr).toMatch(/^uada: openai\/gpt-x: openai .*\nuada: 1 of 2 models failed\.\n$/);
  });

  it('keeps half an answer', async () => {
    const run = await compareAt(await useScriptedServer(sayThenBreak('Half')), both);
    expect(run.exitCode).toBe(9);
    expect(objectsOf(run).find((line) => line['provider'] === 'openai')).toMatchObject({ text: 'Half', error: { kind: 'incomplete' } });
  });

  it('fails with the code all failures share, else with 9', async () => {
    const server = await useScriptedServer(refuse(429));
    const alike = await compareAt(server, ['-m', 'openai/a,openai/b', '--max-retries', '0']);
    expect(alike.exitCode).toBe(4);
    expect(alike.stderr).toContain('All 2 models failed.');
    const unlike = await runUada(['compare', '-m', 'openai/a,groq/b', '--max-retries', '0', 'hi'], { env: { OPENAI_BASE_URL: server.url, GROQ_API_KEY: undefined } });
    expect(unlike.exitCode).toBe(9);
    expect(objectsOf(unlike).map((line) => (line['error'] as { kind: string }).kind).sort()).toEqual(['auth', 'rate_limit']);
  });

  it('remembers every answer, and asks nobody the second time', async () => {
    const home = newHome();
    const server = await useScriptedServer(say('from openai'));
    await compareAt(server, both, home);
    const again = await compareAt(server, both, home);
    expect(objectsOf(again)).toEqual([expect.objectContaining({ cached: true, attempts: 0 }), expect.objectContaining({ cached: true, attempts: 0 })]);
    expect(server.bodies).toHaveLength(1);
    const history = await runUada(['history', 'list', '--json'], { env: { HOME: home } });
    expect(history.stdout).toContain('from openai');
    expect(history.stdout).toContain('from anthropic');
  });

  it('sends the parameters and the documents of stdin to all of them', async () => {
    const server = await useScriptedServer(say('fine'));
    await runUada(['compare', '-m', 'openai/a,openai/b', '--temperature', '0.5', '-s', 'Be brief.', 'What is this?'], { env: { OPENAI_BASE_URL: server.url }, stdin: 'a document' });
    expect(server.bodies.map((body) => body['model']).sort()).toEqual(['a', 'b']);
    for (const body of server.bodies) {
      expect(body).toMatchObject({ temperature: 0.5 });
      expect(JSON.stringify(body['messages'])).toMatch(/Be brief.*a document.*What is this/);
    }
  });

  it('shares the cap on costs among them', async () => {
    const server = await useScriptedServer(say('fine'));
    await compareAt(server, ['-m', 'openai/gpt-3.5-turbo,openai/gpt-3.5-turbo-2024-01-25', '--max-cost', '0.0006']);
    expect(server.bodies.map((body) => body['max_completion_tokens'])).toEqual([199, 199]);
  });

  it('takes the models of UADA_MODEL, and needs two different ones', async () => {
    expect(objectsOf(await runUada(['compare', '--mock', 'hi'], { env: { UADA_MODEL: 'openai, groq' } }))).toHaveLength(2);
    for (const words of [['-m', 'openai'], ['-m', 'openai/x,openai/x'], []]) {
      const run = await runUada(['compare', '--mock', ...words, 'hi']);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain('at least two models');
    }
  });

  it('refuses a name that is none before anything is sent', async () => {
    const server = await useScriptedServer(say('fine'));
    const run = await compareAt(server, ['-m', 'openai/a,nonsense']);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(server.bodies).toEqual([]);
  });

  it('sends no other provider to the address of --base-url', async () => {
    const server = await useScriptedServer(say('the right place'));
    const other = await useScriptedServer(say('the wrong place'));
    const run = await compareAt(other, ['-p', 'openai', '-m', 'a,b', '--base-url', server.url]);
    expect(objectsOf(run).map((line) => line['text'])).toEqual(['the right place', 'the right place']);
    const mixed = await compareAt(server, [...both, '--base-url', other.url]);
    expect(mixed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(other.bodies).toEqual([]);
  });

  it('prints what would be sent with --dry-run', async () => {
    const run = await runUada(['compare', '-m', 'openai/a,anthropic/b', '--dry-run', '--json', 'hi']);
    expect(run.exitCode).toBe(0);
    expect(objectsOf(run).map((line) => line['dry_run'])).toEqual([true, true]);
  });
});
