import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { runUada } from '../helpers/run-uada.js';
import { runInPty } from '../ui/pty.js';
import { configIn } from './config-in.js';

type Place = { readonly UADA_CONFIG_DIR: string };

const empty = (): Place => ({ UADA_CONFIG_DIR: mkdtempSync(join(tmpdir(), 'uada-config-')) });
const fileOf = ({ UADA_CONFIG_DIR }: Place): string => join(UADA_CONFIG_DIR, 'config.toml');
const textOf = (env: Place): string => readFileSync(fileOf(env), 'utf8');
const config = (words: readonly string[], env: Readonly<Record<string, string>>, stdin?: string) => runUada(['config', ...words], { env, ...(stdin === undefined ? {} : { stdin }) });

describe('config set', () => {
  it('edits the line, and keeps comments, order and the rest; mode 0600', async () => {
    const env = configIn('# mine\nmodel = "a/b"   # the good one\n\n[cache] # short\nttl = "7d"\n', 0o644);
    expect(await config(['set', 'model', 'groq/x'], env)).toMatchObject({ exitCode: 0, stdout: '' });
    await config(['set', 'cache.max_size', '2GB'], env);
    await config(['set', 'max_retries', '5'], env);
    await config(['set', 'aliases.fast', 'groq/y'], env);
    expect(textOf(env)).toBe('# mine\nmodel = "groq/x"   # the good one\nmax_retries = 5\n\n[cache] # short\nttl = "7d"\nmax_size = "2GB"\n\n[aliases]\nfast = "groq/y"\n');
    expect(statSync(fileOf(env)).mode & 0o777).toBe(0o600);
    expect(readdirSync(env.UADA_CONFIG_DIR)).toEqual(['config.toml']);
  });

  it('writes a value so that the next run uses it', async () => {
    const env = empty();
    for (const [key, value] of [['model', 'fast'], ['aliases.fast', 'groq/y'], ['stop', '["a","b"]'], ['temperature', '0.5'], ['system', ' two\nlines'], ['timeout', '90s'], ['stream', 'no']]) {
      expect((await config(['set', key!, value!], env)).exitCode).toBe(0);
    }
    const { body } = JSON.parse((await runUada(['--mock', '--dry-run', '--json', 'hi'], { env })).stdout);
    expect(body).toMatchObject({ model: 'y', stop: ['a', 'b'], temperature: 0.5, stream: false, messages: [{ content: ' two\nlines' }, {}] });
    expect((await config(['get', 'timeout'], env)).stdout).toBe('90s\n');
  });

  it('writes the numbers and the switch of a provider as what they are', async () => {
    const env = empty();
    for (const [field, value] of [['requests_per_minute', '60'], ['tokens_per_minute', '100000'], ['allow_http', 'true'], ['model', '42']]) {
      expect(await config(['set', `providers.openai.${field!}`, value!], env)).toMatchObject({ exitCode: 0 });
    }
    expect(textOf(env)).toBe('[providers.openai]\nrequests_per_minute = 60\ntokens_per_minute = 100000\nallow_http = true\nmodel = "42"\n');
  });

  it('takes the other spelling where the first does not fit', async () => {
    const env = configIn('cache = true\n');
    await config(['set', 'cache.ttl', '7d'], env);
    await config(['set', 'cache.enabled', 'false'], env);
    expect(textOf(env)).toBe('cache = false\ncache_ttl = "7d"\n');
  });

  it('takes a value from stdin, so that a password stays off the command line', async () => {
    const env = empty();
    await config(['set', 'cache.url', '-'], env, 'redis://:canary@host\n');
    expect(textOf(env)).toContain('url = "redis://:canary@host"');
    expect((await config(['list'], env)).stdout).toContain('redis://…@host');
  });

  const faults: readonly (readonly [readonly string[], RegExp])[] = [
    [['set', 'temperature', 'hot'], /temperature must be a number of at least 0; it is "hot"\./],
    [['set', 'color', 'blue'], /color must be auto, always or never/],
    [['set', 'max_retries', '101'], /max_retries must be a whole number from 0 to 100; it is "101"/],
    [['set', 'modle', 'x'], /no setting "modle"\. Did you mean model\?/],
    [['set', 'base_url', 'x'], /belongs to a provider: providers\.NAME\.base_url/],
    [['set', 'providers.openai.base_url', 'ftp://x'], /^uada: providers\.openai\.base_url must be an address/],
    [['set', 'providers.openai.tokens_per_minute', '0'], /^uada: providers\.openai\.tokens_per_minute must be a whole number of at least 1/],
    [['set', 'providers.openai.tokens_per_minute', 'many'], /tokens_per_minute must be a whole number of at least 1/],
    [['set', 'providers.opnai.model', 'x'], /no provider "opnai".*Did you mean openai/],
    [['set', 'providers.openai.key', 'sk-canary-of-config'], /command line.*uada keys set openai/],
    [['set', 'aliases.fast', 'gpt'], /alias "fast" must stand for a text such as "provider\/model"/],
    [['set', 'model'], /Missing required argument 'value'/],
    [['unset', 'seed'], /seed is not set in/],
    [['get', 'seed'], /seed is not set\./],
  ];
  it.each(faults)('refuses %j with exit code 2, and writes nothing', async (words, says) => {
    const env = configIn('model = "a/b"\n');
    const run = await config(words, env);
    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect(run.stderr).not.toContain('canary');
    expect(textOf(env)).toBe('model = "a/b"\n');
  });

  it('touches no file that has a fault already', async () => {
    const env = configIn('modle = "a/b"\n');
    expect(await config(['set', 'model', 'a/b'], env)).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/config\.toml:1:1: there is no setting "modle"/) });
    expect(textOf(env)).toBe('modle = "a/b"\n');
  });
});

describe('config unset', () => {
  it('takes the line out', async () => {
    const env = configIn('# mine\nseed = 1 # why\nmodel = "a/b"\n');
    expect((await config(['unset', 'seed'], env)).exitCode).toBe(0);
    expect(textOf(env)).toBe('# mine\nmodel = "a/b"\n');
  });
});

describe('config list', () => {
  it('names the source of every value, and shows no key', async () => {
    const env = { ...configIn('seed = 3\n[providers.openai]\nkey = "sk-canary-of-list"\n[providers.openai.headers]\nauthorization = "Bearer canary"\n'), UADA_MODEL: 'groq/x' };
    const run = await config(['list', '--json'], env);
    const rows = JSON.parse(run.stdout) as { key: string; value: unknown; source: string; place: string }[];
    const find = (key: string) => rows.find((row) => row.key === key);
    expect(find('model')).toMatchObject({ value: 'groq/x', source: 'variable', place: 'UADA_MODEL' });
    expect(find('seed')).toMatchObject({ value: 3, source: 'file', place: fileOf(env) });
    expect(find('temperature')).toMatchObject({ value: null, source: 'default', place: 'default' });
    expect(find('providers.openai.key')).toMatchObject({ value: '…list' });
    expect(`${run.stdout}${(await config(['list'], env)).stdout}`).not.toContain('canary');
    expect(JSON.parse((await config(['get', 'seed', '--json'], env)).stdout)).toMatchObject({ key: 'seed', value: 3, source: 'file' });
  });
});

describe('what a file says of providers and templates', () => {
  const env = configIn('[providers.openai]\nrequests_per_minute = 60\n[templates.short]\nprompt = "Shorten"\ntemperature = 0.2\n[templates.short.variables]\nlength = "3"\n');
  it.each([
    ['providers.openai.requests_per_minute', '60\n'], ['templates.short.prompt', 'Shorten\n'], ['templates.short.temperature', '0.2\n'], ['templates.short.variables.length', '3\n'],
  ])('%s is found by config get', async (key, stdout) => {
    expect(await config(['get', key], env)).toMatchObject({ exitCode: 0, stdout });
  });

  it.each([
    'redis://:canary@one@cache.example:6379', 'postgres://me:canary@one@db.example/team', 'postgres://db.example/team?user=me&password=canaryone',
  ])('nothing of the password of %s is shown', async (url) => {
    const secret = { ...env, UADA_CACHE_URL: url };
    for (const words of [['get', 'cache.url'], ['get', 'cache.url', '--json'], ['list'], ['list', '--json']]) {
      const { stdout } = await config(words, secret);
      expect(stdout).toContain('example');
      expect(stdout).not.toMatch(/canary|one@/);
    }
  });
});

describe('config validate', () => {
  it('names every fault with line and column', async () => {
    const env = configIn('modle = "x"\ncolor = "blue"\n\n[cache]\n  tl = "7d"\n[providers.openai]\nbase_ur = "x"\napi = "chats"\n[aliases]\nfast = "x"\n[templates.a]\nprompt = 1\n');
    const run = await config(['validate'], env);
    expect(run).toMatchObject({ exitCode: 2, stderr: `uada: ${fileOf(env)} has 7 faults.\n` });
    expect(run.stdout.replaceAll(`${fileOf(env)}:`, '').split('\n').map((line) => line.split(': ')[0])).toEqual(['1:1', '2:1', '5:3', '7:1', '8:1', '10:1', '12:1', '']);
    expect(run.stdout).toContain('there is no setting "modle". Did you mean model?');
    const json = JSON.parse((await config(['validate', '--json'], env)).stdout);
    expect(json[2]).toEqual({ line: 5, column: 3, message: 'there is no setting "cache.tl".', hint: expect.stringContaining('cache.ttl') });
  });

  it('says that a file is in order, that there is none, or where its syntax breaks', async () => {
    expect(await config(['validate'], configIn('seed = 1\n'))).toMatchObject({ exitCode: 0, stdout: '', stderr: expect.stringContaining('is in order') });
    expect(await config(['validate'], empty())).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('There is no') });
    expect(await config(['validate'], configIn('seed = = 1\n'))).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/config\.toml:1:8: /) });
    expect(await config(['validate', '/no/such.toml'], empty())).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('/no/such.toml does not exist') });
  });
});

describe('config init', () => {
  it('writes what flags say, with the schema for editors', async () => {
    const env = empty();
    expect((await config(['init', '-p', 'groq', '-m', 'groq/x'], env)).exitCode).toBe(0);
    expect(textOf(env)).toMatch(/^#:schema file:\/\/\/\S+\/schemas\/config\.schema\.json\n# [^\n]*\n\nprovider = "groq"\nmodel = "groq\/x"\n$/);
    const schema = /^#:schema (\S+)/.exec(textOf(env))![1]!;
    expect(JSON.parse(readFileSync(new URL(schema), 'utf8'))).toMatchObject({ title: 'config.toml of uada' });
    expect((await config(['validate'], env)).exitCode).toBe(0);
  });

  it('refuses to ask where nobody can answer', async () => {
    const env = empty();
    expect(await config(['init'], env, 'groq\n')).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/stdin is no terminal\. Give the answers as flags/) });
    expect(await config(['init', '-p', 'grok'], env)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean groq?') });
    expect(existsSync(fileOf(env))).toBe(false);
  });

  it('asks, asks again after a wrong answer, shows nothing of the key, and keeps an older file', async () => {
    const env = configIn('# mine\nseed = 1\n');
    const run = runInPty(['config', 'init'], { variables: { ...noKeys, ...env } });
    await run.until(/Provider \(.*\) \[\w+\]: /);
    run.write('grok\r');
    await run.until(/Did you mean groq\?[^]*Provider \(.*\) \[\w+\]: /);
    run.write('groq\r');
    await run.until(/Model \[groq\/.*\]: /);
    run.write('\r');
    await run.until(/Colours .*\[auto\]: /);
    run.write('never\r');
    await run.until(/not shown; Enter goes on without: /);
    run.write('gsk_canary-of-init\r');
    await run.ended;
    expect(run.written()).not.toContain('canary');
    expect(textOf(env)).toBe('# mine\nseed = 1\nprovider = "groq"\ncolor = "never"\nmodel = "groq/openai/gpt-oss-120b"\n');
    expect(JSON.parse(readFileSync(join(env.UADA_CONFIG_DIR, 'keys.json'), 'utf8'))).toEqual({ groq: 'gsk_canary-of-init' });
  });

  it('writes nothing after Ctrl-C', async () => {
    const env = empty();
    const run = runInPty(['config', 'init'], { variables: env });
    await run.until(/Provider/);
    run.write('\u0003');
    await run.ended;
    expect(existsSync(fileOf(env))).toBe(false);
  });
});

it('config path names the file, there or not', async () => {
  const env = empty();
  expect((await config(['path'], env)).stdout).toBe(`${fileOf(env)}\n`);
  writeFileSync(fileOf(env), '');
});
