import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import type { RunOptions } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';

const folder = mkdtempSync(join(tmpdir(), 'uada-failures-'));
const binary = join(folder, 'program');
writeFileSync(binary, Buffer.from('7f454c4600010203', 'hex'));
const simulator = await useSimulator();
const canary = 'canary-invalid-4f9d2c7be1';

/** A port nobody listens on. */
const deadPort = await new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});

const configWith = (text: string): Readonly<Record<string, string>> => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-config-'));
  writeFileSync(join(directory, 'config.toml'), text);
  chmodSync(join(directory, 'config.toml'), 0o600);
  return { UADA_CONFIG_DIR: directory };
};

type Case = readonly [name: string, words: readonly string[], options: RunOptions, exitCode: number, kind: string, says: RegExp];

const real = simulator.environment;
const wrong = (variable: string): RunOptions => ({ env: { ...noKeys, ...simulator.environment, [variable]: canary } });

const cases: readonly Case[] = [
  ['no provider at all', ['hi'], { env: { ...noKeys, OLLAMA_HOST: `127.0.0.1:${deadPort}` } }, 3, 'auth', /No provider is set up.*key.*Ollama.*--mock/],
  ['a missing key', ['-p', 'anthropic', 'hi'], { env: noKeys }, 3, 'auth', /no key for anthropic: ANTHROPIC_API_KEY is not set.*--mock/],
  ['a wrong OpenRouter key', ['-p', 'openrouter', 'hi'], wrong('OPENROUTER_API_KEY'), 3, 'auth', /openrouter.*401.*OPENROUTER_API_KEY/],
  ['a wrong OpenAI key', ['-p', 'openai', 'hi'], wrong('OPENAI_API_KEY'), 3, 'auth', /openai.*401.*OPENAI_API_KEY/],
  ['a wrong Anthropic key', ['-p', 'anthropic', 'hi'], wrong('ANTHROPIC_API_KEY'), 3, 'auth', /anthropic.*401.*ANTHROPIC_API_KEY/],
  ['a wrong Google key', ['-p', 'google', 'hi'], wrong('GEMINI_API_KEY'), 3, 'auth', /google.*400.*GEMINI_API_KEY/],
  ['a wrong Groq key', ['-p', 'groq', 'hi'], wrong('GROQ_API_KEY'), 3, 'auth', /groq.*401.*GROQ_API_KEY/],
  ['a wrong Together key', ['-p', 'together', 'hi'], wrong('TOGETHER_API_KEY'), 3, 'auth', /together.*401.*TOGETHER_API_KEY/],
  ['a wrong Cohere key', ['-p', 'cohere', 'hi'], wrong('COHERE_API_KEY'), 3, 'auth', /cohere.*401.*COHERE_API_KEY/],
  ['a server of one\'s own without its key', ['-m', 'lab/x', 'hi'], { env: configWith(`[providers.lab]\nbase_url = "${simulator.environment['OPENAI_BASE_URL'] ?? ''}"\n`) }, 3, 'auth', /lab.*401.*No key is set for it.*uada keys set lab.*key_env under \[providers\.lab\]/],
  ['an unknown model', ['-m', 'openai/no-such-model', 'hi'], { env: real }, 5, 'provider', /no-such-model.*uada models/],
  ['a parameter the format cannot carry', ['-p', 'anthropic', '--seed', '1', 'hi'], { env: real }, 2, 'usage', /anthropic.*seed/i],
  ['a parameter the model refuses', ['-p', 'cohere', '--temperature', '1.7', 'hi'], { env: real }, 5, 'provider', /cohere.*temperature/],
  ['a dead host', ['-p', 'openai', 'hi'], { env: { OPENAI_API_KEY: 'x', OPENAI_BASE_URL: `http://127.0.0.1:${deadPort}` } }, 6, 'network', /127\.0\.0\.1:\d+.*running/],
  ['a host without a name', ['-p', 'openai', 'hi'], { env: { OPENAI_API_KEY: 'x', OPENAI_BASE_URL: 'https://no-such-host.invalid' } }, 6, 'network', /no-such-host\.invalid/],
  ['a stopped Ollama', ['-m', 'ollama/x', 'hi'], { env: { OLLAMA_HOST: `127.0.0.1:${deadPort}` } }, 6, 'network', /127\.0\.0\.1:\d+.*running/],
  ['a base URL that is none', ['-p', 'openai', '--base-url', 'nonsense', 'hi'], { env: real }, 2, 'usage', /base URL of openai/],
  ['a malformed config file', ['hi'], { env: { ...real, ...configWith('model = "openai/x"\ntemperature = = 1\n') } }, 2, 'usage', /config\.toml:2:15/],
  ['a wrong value in the config file', ['hi'], { env: { ...real, ...configWith('temperature = "warm"\n') } }, 2, 'usage', /config\.toml:1:\d+.*temperature.*number/],
  ['an unknown flag', ['--tempratur', '1', 'hi'], { env: real }, 2, 'usage', /--tempratur/],
  ['a flag without its value', ['hi', '--model'], { env: real }, 2, 'usage', /--model/],
  ['a flag of the wrong type', ['--temperature', 'warm', 'hi'], { env: real }, 2, 'usage', /--temperature must be a number/],
  ['a missing file', ['-f', join(folder, 'missing.txt'), 'hi'], { env: real }, 2, 'usage', /missing\.txt does not exist/],
  ['a directory as file', ['-f', folder, 'hi'], { env: real }, 2, 'usage', /is a directory/],
  ['a binary file', ['-f', binary, 'hi'], { env: real }, 2, 'usage', /program is neither text nor an image/],
  ['binary data on stdin', ['hi'], { env: real, stdin: Buffer.from('7f454c4600010203', 'hex') }, 2, 'usage', /stdin is neither text nor an image/],
  ['no prompt', [], { env: real }, 2, 'usage', /no prompt/],
  ['an empty stdin that was asked for', ['-'], { env: real, stdin: '' }, 2, 'usage', /stdin is empty/],
  ['a schema that is no JSON', ['--schema', '{"type":', 'hi'], { env: real }, 2, 'usage', /--schema is not valid JSON/],
  ['an unknown provider', ['-p', 'opnai', 'hi'], { env: real }, 2, 'usage', /opnai.*openai/],
  ['a model without a provider', ['-m', 'mistral', 'hi'], { env: real }, 2, 'usage', /mistral.*PROVIDER\/mistral/],
  ['an unknown simulator option', ['--mock=tftt=3', 'hi'], {}, 2, 'usage', /tftt.*ttft/],
  ['a certificate file that is missing', ['-p', 'openai', '--ca-cert', join(folder, 'no.pem'), 'hi'], { env: real }, 2, 'usage', /no\.pem/],
  ['a cut-off stream', ['--mock=fault=truncate:3', 'hi'], {}, 7, 'incomplete', /closed the connection|broke off|before the answer/],
  ['a reset after some text', ['--mock=fault=reset-after:3', 'hi'], {}, 7, 'incomplete', /broke off/],
  ['an in-band error after some text', ['--mock=fault=error:3', 'hi'], {}, 7, 'incomplete', /broke off/],
  ['an in-band error at once', ['--mock=fault=error:0', '--max-retries', '0', '-p', 'anthropic', 'hi'], {}, 5, 'provider', /anthropic/],
  ['a web page in place of an answer', ['--mock=fault=html', 'hi'], {}, 5, 'provider', /web page/],
  ['an empty body', ['--mock=fault=empty', 'hi'], {}, 5, 'provider', /empty/],
  ['a rate limit', ['--mock=fault=429', '--max-retries', '0', 'hi'], {}, 4, 'rate_limit', /429/],
  ['no credit', ['--mock=fault=402', 'hi'], {}, 4, 'rate_limit', /402.*credit|credit.*402/],
  ['a bad request', ['--mock=fault=400', 'hi'], {}, 5, 'provider', /400.*--dry-run/],
  ['a simulated refusal', ['--mock=fault=401', 'hi'], {}, 3, 'auth', /401.*simulator takes any key.*fault=/],
  ['a server error', ['--mock=fault=500', '--max-retries', '0', 'hi'], {}, 5, 'provider', /500/],
  ['a stop at the token limit under --strict', ['--mock', '--max-tokens', '5', '--strict', 'hi'], {}, 7, 'incomplete', /token limit/],
];

describe('a failure', () => {
  it.each(cases)('%s: one line that says what to do, its exit code, and the JSON error', async (_name, words, options, exitCode, kind, says) => {
    const plain = await runUada(['complete', ...words], options);
    const lines = plain.stderr.trimEnd().split('\n').filter((line) => !line.includes('is simulated'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^uada: /);
    expect(lines[0]).toMatch(says);
    expect(plain.stderr).not.toMatch(/\n\s+at |node:internal/);
    expect(plain.exitCode).toBe(exitCode);

    const json = await runUada(['complete', '--json', ...words], options);
    expect(json.exitCode).toBe(exitCode);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { kind, message: expect.any(String) } });
    for (const text of [plain.stdout, plain.stderr, json.stdout, json.stderr]) expect(text).not.toContain(canary);
  });

  it('keeps the text that came, on stdout and in the JSON', async () => {
    const plain = await runUada(['--mock=text=one two three four five six,fault=truncate:3', 'hi']);
    expect(plain.stdout).not.toBe('');
    expect('one two three four five six'.startsWith(plain.stdout)).toBe(true);
    const json = await runUada(['--mock=text=one two three four five six,fault=truncate:3', '--json', 'hi']);
    expect(JSON.parse(json.stdout)).toMatchObject({ text: plain.stdout, error: { kind: 'incomplete' } });
  });

  it('is not cached', async () => {
    const env = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) };
    const words = ['--mock=fault=truncate:3', '--json', 'hi'];
    await runUada(words, { env });
    expect((await runUada(words, { env })).exitCode).toBe(7);
    expect(JSON.parse((await runUada([...words, '--cache-only'], { env })).stdout)).toMatchObject({ error: { kind: 'cache_miss' } });
  });

  it('tells of a stop at the token limit and ends well without --strict', async () => {
    const run = await runUada(['--mock', '--max-tokens', '5', 'hi']);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain('cut at the token limit');
  });

  it('of the cache changes neither answer nor exit code', async () => {
    const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
    mkdirSync(join(home, 'data', 'cache.db'), { recursive: true });
    const run = await runUada(['--mock=text=fine', 'hi'], { env: { HOME: home, UADA_DATA_DIR: join(home, 'data') } });
    expect(run).toMatchObject({ exitCode: 0, stdout: 'fine' });
    expect(run.stderr.split('\n').filter((line) => line.includes('cache'))).toHaveLength(1);
  });
});
