import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import type { Finished } from '../helpers/run-uada.js';
import type { ScriptedServer } from '../helpers/scripted-server.js';
import { hangUp, refuse, say, sayEach, saySilence, sayThenBreak, useScriptedServer } from '../helpers/scripted-server.js';
import { useSimulator } from '../helpers/simulator.js';
import { watched } from '../helpers/watch-leaks.js';
import { configIn } from './config-in.js';

const providers = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'];
const newHome = (): string => mkdtempSync(join(tmpdir(), 'uada-home-'));

const simulator = await useSimulator('text=from anthropic');
/** Where the one that stands in or runs along is found. */
const also = { ANTHROPIC_BASE_URL: simulator.environment['ANTHROPIC_BASE_URL'] ?? '' };

type Place = { readonly home?: string; readonly also?: Readonly<Record<string, string>> };

/** Asks with OpenAI's address pointing at a server of the test. */
const askAt = (server: ScriptedServer, words: readonly string[], { home = newHome(), also = {} }: Place = {}): Promise<Finished> =>
  runUada([...words, 'hi'], { env: { HOME: home, OPENAI_BASE_URL: server.url, ...also } });

const linesOf = ({ stderr }: Finished): readonly string[] => stderr.split('\n').filter((line) => line !== '');

describe('a retry', () => {
  it('hides an overload but for one line on stderr, and for none with -q', async () => {
    for (const [words, lines] of [[[], [expect.stringMatching(/^uada: openai is overloaded \(503\); trying again in 0(\.\d)? s \(1 of 2\)$/)]], [['-q'], []]] as const) {
      const run = await askAt(await useScriptedServer(refuse(503), say('fine')), ['-p', 'openai', ...words]);
      expect(run).toMatchObject({ exitCode: 0, stdout: 'fine' });
      expect(linesOf(run)).toEqual(lines);
    }
  });

  it('is counted in JSON', async () => {
    const run = await askAt(await useScriptedServer(hangUp, refuse(500), say('fine')), ['-p', 'openai', '--json', '-q']);
    expect(JSON.parse(run.stdout)).toMatchObject({ text: 'fine', attempts: 3, error: null });
  });

  it.each(providers)('%s: is made as often as --max-retries says, and no oftener', async (provider) => {
    const run = await runUada(['--mock=fault=503', '-p', provider, '--max-retries', '1', '--json', 'hi']);
    expect(run.exitCode).toBe(5);
    expect(JSON.parse(run.stdout)).toMatchObject({ attempts: 2, error: { kind: 'provider', status: 503 } });
    expect(linesOf(run).filter((line) => line.includes('trying again'))).toHaveLength(1);
  });

  it('waits as long as the server asks', async () => {
    const server = await useScriptedServer(refuse(429, { 'retry-after-ms': '300' }), say('fine'));
    const run = await askAt(server, ['-p', 'openai']);
    expect(run.stdout).toBe('fine');
    expect(linesOf(run)).toEqual([expect.stringMatching(/^uada: openai limits the rate \(429\); trying again in 0\.(3|4) s \(1 of 2\)$/)]);
  });

  it('is not waited for when the server asks for an hour: the time is told and the exit code is 4', async () => {
    const run = await runUada(['--mock=fault=429:retry-after=3600', '-p', 'openai', '--json', 'hi']);
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toMatch(/openai asks to come back in 1 h: .*Try again in 1 h/);
    expect(JSON.parse(run.stdout)).toMatchObject({ attempts: 1, error: { kind: 'rate_limit', status: 429 } });
  });

  it.each([
    [400, null, 5], [401, null, 3], [402, null, 4], [403, null, 3], [404, null, 5], [413, null, 5], [422, null, 5], [429, 'insufficient_quota', 4],
  ])('is never made after a %i (%s): one request goes out', async (status, code, exitCode) => {
    const server = await useScriptedServer(refuse(status, {}, code));
    const run = await askAt(server, ['-p', 'openai']);
    expect(run.exitCode).toBe(exitCode);
    expect(linesOf(run)).toHaveLength(1);
    expect(server.bodies).toHaveLength(1);
  });

  it('is never made after text was shown', async () => {
    const server = await useScriptedServer(sayThenBreak('Half an ans'), say('Half an answer'));
    expect(await askAt(server, ['-p', 'openai'])).toMatchObject({ exitCode: 7, stdout: 'Half an ans' });
    expect(server.bodies).toHaveLength(1);
  });

  it.each(['anthropic', 'google', 'ollama'])('%s: is never made after reasoning was shown', async (provider) => {
    const run = await runUada(['--mock=reasoning=8,fault=reset-after:3', '-p', provider, '--reasoning', 'low', '--json', 'hi']);
    expect(JSON.parse(run.stdout)).toMatchObject({ attempts: 1, text: '', reasoning: expect.any(String), error: { kind: expect.any(String) } });
    expect(run.stderr).not.toContain('trying again');
  });

  it('is not waited for any longer once the person stops', async () => {
    const child = watched(spawn(process.execPath, [bin, '--mock=fault=429:retry-after=50', 'hi'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
    const said = await new Promise<string>((resolve) => {
      let stderr = '';
      child.stderr.on('data', (data: Buffer) => {
        stderr += String(data);
        if (stderr.includes('trying again')) resolve(stderr);
      });
    });
    child.kill('SIGINT');
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(said).toMatch(/trying again in 5\d s/);
    expect(exitCode).toBe(130);
  });

  it('is within --timeout, which bounds all attempts together', async () => {
    const server = await useScriptedServer(refuse(503, { 'retry-after-ms': '100' }), saySilence);
    const run = await askAt(server, ['-p', 'openai', '--timeout', '900ms', '-q']);
    expect(run).toMatchObject({ exitCode: 6, stdout: '' });
    expect(linesOf(run)).toEqual(['uada: The answer of openai was not complete within 900 ms. Raise the limit with --timeout.']);
    expect(server.bodies).toHaveLength(2);
  });
});

describe('a rate limit of the config file', () => {
  it('holds a retry back, says for which limit, and is left at once when the person stops', async () => {
    const config = configIn('[providers.openai]\nrequests_per_minute = 1\n');
    const server = await useScriptedServer(refuse(503), say('fine'));
    const child = watched(spawn(process.execPath, [bin, '-p', 'openai', 'hi'], {
      env: ownEnvironment({ ...config, OPENAI_BASE_URL: server.url }), stdio: ['ignore', 'pipe', 'pipe'],
    }));
    const said = await new Promise<string>((resolve) => {
      let stderr = '';
      child.stderr.on('data', (data: Buffer) => {
        stderr += String(data);
        if (stderr.includes('waiting')) resolve(stderr);
      });
    });
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    expect(said).toMatch(/uada: waiting (59|60) s: openai allows 1 request a minute\n/);
    expect(server.bodies).toHaveLength(1);
  });
});

describe('--fallback', () => {
  it('goes to the next model when the first is down, says so once, and names who answered', async () => {
    const server = await useScriptedServer(refuse(503));
    const run = await askAt(server, ['-m', 'openai/gpt-x', '--fallback', 'anthropic/claude-y', '--max-retries', '0', '--json'], { also });
    expect(linesOf(run)).toEqual(['uada: openai is overloaded (503); asking anthropic/claude-y instead']);
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'anthropic', model: 'claude-y', text: 'from anthropic', attempts: 2, error: null });
  });

  it('retries first, and waits for nobody who asks for long', async () => {
    const retried = await askAt(await useScriptedServer(refuse(503)), ['-p', 'openai', '--fallback', 'anthropic', '--max-retries', '1', '--json'], { also });
    expect(JSON.parse(retried.stdout)).toMatchObject({ provider: 'anthropic', attempts: 3 });
    const slow = await askAt(await useScriptedServer(refuse(429, { 'retry-after': '20' })), ['-p', 'openai', '--fallback', 'anthropic', '--json'], { also });
    expect(JSON.parse(slow.stdout)).toMatchObject({ provider: 'anthropic', attempts: 2 });
  });

  it('keeps the answer under the key of who gave it', async () => {
    const home = newHome();
    const server = await useScriptedServer(refuse(503), refuse(503), say('back again'));
    const words = ['-p', 'openai', '--fallback', 'anthropic', '--max-retries', '0', '--json'];
    const ask = async (given: readonly string[]) => JSON.parse((await askAt(server, given, { home, also })).stdout);
    const first = await ask(words);
    expect(await ask(['-p', 'anthropic', '--json'])).toMatchObject({ cached: true, attempts: 0, cache: { key: first.cache.key } });
    expect(await ask(words)).toMatchObject({ provider: 'anthropic', cached: true, attempts: 1 });
    expect(await ask(words)).toMatchObject({ provider: 'openai', cached: false, text: 'back again' });
    expect(await ask(words)).toMatchObject({ provider: 'openai', cached: true, attempts: 0 });
    expect(await ask([...words, '--cache-only', '--temperature', '1'])).toMatchObject({ error: { kind: 'cache_miss' } });
  });

  it('finds the answer of a fallback with --cache-only', async () => {
    const home = newHome();
    const server = await useScriptedServer(refuse(503));
    const words = ['-p', 'openai', '--fallback', 'anthropic', '--max-retries', '0', '--json'];
    await askAt(server, words, { home, also });
    expect(JSON.parse((await askAt(server, [...words, '--cache-only'], { home, also })).stdout)).toMatchObject({ provider: 'anthropic', cached: true, attempts: 0 });
    expect(server.bodies).toHaveLength(1);
  });

  it.each([[400, 5], [401, 3], [403, 3]])('leaves a %i to the person', async (status, exitCode) => {
    const run = await askAt(await useScriptedServer(refuse(status)), ['-p', 'openai', '--fallback', 'anthropic', '--json'], { also });
    expect(run.exitCode).toBe(exitCode);
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'openai', attempts: 1, error: { status } });
  });

  it('changes nobody in the middle of an answer', async () => {
    const run = await askAt(await useScriptedServer(sayThenBreak('Half')), ['-p', 'openai', '--fallback', 'anthropic'], { also });
    expect(run).toMatchObject({ exitCode: 7, stdout: 'Half' });
  });

  it('tells of all who failed, with the exit code of the first', async () => {
    const run = await askAt(await useScriptedServer(refuse(429)), ['-p', 'openai', '--fallback', 'groq', '--max-retries', '0', '-q'], { also: { GROQ_API_KEY: '' } });
    expect(run.exitCode).toBe(4);
    expect(linesOf(run)).toEqual([expect.stringMatching(/^uada: openai refused the request \(429\): .* groq failed too: There is no key for groq/)]);
  });

  it('sends no other provider to the address of --base-url', async () => {
    const server = await useScriptedServer(refuse(503));
    const unused = await useScriptedServer(say('wrong place'));
    const run = await askAt(unused, ['-p', 'openai', '--base-url', server.url, '--fallback', 'anthropic', '--max-retries', '0'], { also });
    expect(run.stdout).toBe('from anthropic');
    expect(server.headers.map((headers) => headers['x-api-key'])).toEqual([undefined]);
    expect(unused.bodies).toEqual([]);
  });

  it('refuses a name that is none before anything is sent', async () => {
    const server = await useScriptedServer(say('fine'));
    const run = await askAt(server, ['-p', 'openai', '--fallback', 'nonsense']);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('nonsense');
    expect(server.bodies).toEqual([]);
  });
});

describe('--race', () => {
  it('takes the first word, leaves the slow one, and remembers who won', async () => {
    const home = newHome();
    const server = await useScriptedServer(saySilence);
    const words = ['--race', 'openai,anthropic', '--json'];
    const run = await askAt(server, words, { home, also });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'anthropic', text: 'from anthropic', attempts: 2, cached: false });
    expect([server.bodies.length, server.leftCount()]).toEqual([1, 1]);
    const again = JSON.parse((await askAt(server, words, { home, also })).stdout);
    expect(again).toMatchObject({ provider: 'anthropic', cached: true, attempts: 0, cache: { key: JSON.parse(run.stdout).cache.key } });
    expect(server.bodies).toHaveLength(1);
  });

  it('goes on without one that fails', async () => {
    const run = await askAt(await useScriptedServer(refuse(401)), ['-m', 'openai/gpt-x', '--race', 'anthropic'], { also });
    expect(run).toMatchObject({ exitCode: 0, stdout: 'from anthropic' });
  });

  it('fails as the first one does when all fail', async () => {
    const server = await useScriptedServer(refuse(404));
    const run = await askAt(server, ['--race', 'openai/a,openai/b', '--json', '--max-retries', '0'], { also });
    expect(run.exitCode).toBe(5);
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'openai', attempts: 2, error: { kind: 'provider', status: 404, message: expect.stringContaining('openai failed too') } });
  });

  it('goes to the fallback when all fail', async () => {
    const run = await askAt(await useScriptedServer(refuse(503)), ['--race', 'openai/a,openai/b', '--fallback', 'anthropic', '--max-retries', '0', '--json'], { also });
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'anthropic', attempts: 3 });
  });

  it('needs two', async () => {
    const run = await askAt(await useScriptedServer(say('fine')), ['--race', 'openai']);
    expect(run).toMatchObject({ exitCode: 2, stderr: 'uada: A race needs at least two models. Name them all: --race a,b or -m a --race b.\n' });
  });
});

describe('--max-cost', () => {
  it('lowers the length of the answer so that the worst case fits, and says so', async () => {
    const server = await useScriptedServer(say('fine'));
    const run = await askAt(server, ['-m', 'openai/gpt-3.5-turbo', '--max-cost', '0.0003']);
    expect(run).toMatchObject({ exitCode: 0, stdout: 'fine' });
    // $0.0003 less one prompt token at $0.5 a million, at $1.5 a million for the answer.
    expect(server.bodies).toMatchObject([{ max_completion_tokens: 199 }]);
    expect(linesOf(run)).toEqual([expect.stringMatching(/^uada: openai\/gpt-3\.5-turbo may write 199 tokens at most, for --max-cost \(prices of \d{4}-\d\d-\d\d\)$/)]);
  });

  it('is what an answer that it cut short asks to raise', async () => {
    const server = await useScriptedServer(sayEach(['cut'], 'scripted', 'length'));
    const run = await askAt(server, ['-m', 'openai/gpt-3.5-turbo', '--max-cost', '0.0003']);
    expect(linesOf(run).at(-1)).toBe('uada: The answer was cut at the token limit. Raise --max-cost for more.');
  });

  it('is shared by all who race', async () => {
    const server = await useScriptedServer(saySilence, say('fine'));
    await askAt(server, ['--race', 'openai/gpt-3.5-turbo,openai/gpt-3.5-turbo-2024-01-25', '--max-cost', '0.0006']);
    expect(server.bodies.map((body) => body['max_completion_tokens'])).toEqual([199, 199]);
  });

  it('refuses a prompt that costs more by itself, and a model without a price', async () => {
    const server = await useScriptedServer(say('fine'));
    const dear = await askAt(server, ['-m', 'openai/gpt-3.5-turbo', '--max-cost', '0.0000001']);
    expect(dear).toMatchObject({ exitCode: 2, stdout: '' });
    expect(dear.stderr).toMatch(/about 1 tokens costs \$0\.0000005 at openai.*\$0\.0000001 of --max-cost.*prices of \d{4}-\d\d-\d\d/);
    const unknown = await askAt(server, ['-m', 'openai/no-such-model', '--max-cost', '5']);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/price of openai\/no-such-model is not known/);
    expect(server.bodies).toEqual([]);
  });

  it('lets a remembered and a simulated answer through, which cost nothing', async () => {
    expect((await runUada(['--mock=text=fine', '--max-cost', '0', 'hi']))).toMatchObject({ exitCode: 0, stdout: 'fine' });
    const home = newHome();
    const server = await useScriptedServer(say('fine'));
    await askAt(server, ['-m', 'openai/gpt-3.5-turbo'], { home });
    expect(await askAt(server, ['-m', 'openai/gpt-3.5-turbo', '--max-cost', '0'], { home })).toMatchObject({ exitCode: 0, stdout: 'fine' });
  });
});

describe('--http2', () => {
  it('has no effect with --mock, and says so', async () => {
    const run = await runUada(['--mock=text=fine', '--http2', 'hi']);
    expect(run).toMatchObject({ exitCode: 0, stdout: 'fine' });
    expect(run.stderr).toContain('The simulator speaks HTTP/1.1: --http2 has no effect with --mock.');
  });
});
