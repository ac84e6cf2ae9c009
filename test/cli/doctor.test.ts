import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';
import { configIn } from './config-in.js';

const simulator = await useSimulator();
const canary = 'canary-invalid-4f9d2c7be1';

type Line = { readonly check: string; readonly status: string; readonly detail: string; readonly fix: string | null; readonly kind: string | null };

const diagnose = async (words: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) => {
  const run = await runUada(['doctor', '--json', ...words], { env: { ...simulator.environment, OLLAMA_HOST: '127.0.0.1:9', ...env } });
  const lines = JSON.parse(run.stdout) as readonly Line[];
  return { ...run, lines, find: (name: string): Line => lines.find(({ check }) => check === name)! };
};

describe('doctor', () => {
  it('looks at everything and asks every provider, under --mock without key and network', async () => {
    const run = await runUada(['doctor', '--mock']);
    expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('simulated') });
    const names = run.stdout.trimEnd().split('\n').map((line) => /^(?:ok|warn|FAIL|skip) +(\S+(?: \S+)*?) +\d+ ms {2}\S/.exec(line)?.[1]);
    expect(names).toEqual([
      'node', 'config', 'variables', 'config directory', 'data directory', 'stored keys', 'cache', 'history', 'terminal', 'proxy',
      'openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama',
    ]);
  });

  it('measures the first token of each provider that is set up, and tells where its key came from', async () => {
    const { exitCode, find } = await diagnose([], simulator.environment);
    expect(exitCode).toBe(0);
    expect(find('groq')).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^key from GROQ_API_KEY; first token after \d+ ms from groq\/\S+; (?:DNS \d+ ms, )?TCP \d+ ms; clock right to \d+ s$/) });
  });

  it.each([
    ['a wrong key', { ...simulator.environment, GROQ_API_KEY: canary }, 'groq', 3, 'auth', /401/],
    ['a key that cannot be sent', { GROQ_API_KEY: `bad ${canary}` }, 'groq', 3, 'auth', /has a space inside/],
    ['a dead host', { GROQ_API_KEY: canary, GROQ_BASE_URL: 'http://127.0.0.1:9' }, 'groq', 6, 'network', /127\.0\.0\.1:9/],
    ['a host without a name', { GROQ_API_KEY: canary, GROQ_BASE_URL: 'https://no-such-host.invalid' }, 'groq', 6, 'network', /no-such-host\.invalid/],
    ['no provider at all', noKeys, 'providers', 3, 'auth', /No provider is set up/],
  ] as const)('%s fails with its own exit code and a fix, and shows no key', async (_name, env, check, exitCode, kind, says) => {
    const run = await diagnose([], env);
    expect(run.exitCode).toBe(exitCode);
    expect(run.find(check)).toMatchObject({ status: 'fail', kind, detail: expect.stringMatching(says), fix: expect.any(String) });
    expect(`${run.stdout}${run.stderr}`).not.toContain('canary');
  });

  it('asks nobody when offline', async () => {
    const { exitCode, find } = await diagnose(['--offline'], { GROQ_API_KEY: canary, GROQ_BASE_URL: 'http://127.0.0.1:9' });
    expect(exitCode).toBe(0);
    expect(find('groq')).toMatchObject({ status: 'ok', detail: 'key from GROQ_API_KEY' });
  });

  it('tells of a file of keys that cannot be read, and checks the rest with the keys of the environment', async () => {
    const env = { ...configIn(''), GROQ_API_KEY: canary };
    writeFileSync(join(env.UADA_CONFIG_DIR, 'keys.json'), `{"openai":"${canary}`, { mode: 0o600 });
    const run = await diagnose(['--offline'], env);
    expect(run.exitCode).toBe(2);
    expect(run.find('stored keys')).toMatchObject({ status: 'fail', detail: expect.stringContaining('keys.json is not valid JSON') });
    expect(run.find('groq')).toMatchObject({ status: 'ok', detail: 'key from GROQ_API_KEY' });
    expect(run.stdout).not.toContain('canary');
  });

  it.each([
    ['a key', `[providers.openai]\nkey = "${canary}"\n`, 0o644, /holds a credential and other users can read it\.$/],
    ['nothing secret', 'model = "openai/x"\n', 0o666, /can be changed by every user of this machine\.$/],
  ] as const)('fails for a config file with %s that is open to others [K4]', async (_what, text, mode, says) => {
    const env = configIn(text);
    chmodSync(join(env.UADA_CONFIG_DIR, 'config.toml'), mode);
    const run = await diagnose(['--offline'], env);
    expect(run.exitCode).toBe(2);
    expect(run.find('config')).toMatchObject({ status: 'fail', detail: expect.stringMatching(says), fix: expect.stringMatching(/^chmod 600 "\/.*config\.toml"$/) });
    expect(`${run.stdout}${run.stderr}`).not.toContain('canary');
  });

  it('finds a faulty config, a misspelt variable, a damaged database and open keys, and checks the rest', async () => {
    const env = { ...configIn('modle = "x"\n'), UADA_DATA_DIR: mkdtempSync(join(tmpdir(), 'uada-data-')), UADA_TIMEOT: '3' };
    writeFileSync(join(env.UADA_DATA_DIR, 'cache.db'), 'this is no database, but long enough to be taken for a damaged one'.repeat(30));
    writeFileSync(join(env.UADA_CONFIG_DIR, 'keys.json'), JSON.stringify({ groq: canary }), { mode: 0o644 });
    const run = await diagnose(['--offline'], env);
    expect(run.exitCode).toBe(2);
    expect(run.find('config')).toMatchObject({ status: 'fail', kind: 'usage', detail: expect.stringContaining('line 1: there is no setting "modle"') });
    expect(run.find('variables')).toMatchObject({ status: 'warn', detail: expect.stringContaining('UADA_TIMEOT (UADA_TIMEOUT?)') });
    expect(run.find('cache')).toMatchObject({ status: 'fail' });
    expect(run.find('stored keys')).toMatchObject({ status: 'fail', fix: expect.stringMatching(/^chmod 600 /) });
    expect(run.find('history')).toMatchObject({ status: 'ok' });
    expect(run.stdout).not.toContain('canary');
  });

  it('says of the team cache what a run would say of it, and looks for none that is not set up', async () => {
    const { find, stdout } = await diagnose([], { ...configIn('[cache]\nurl = "redis://:canary@127.0.0.1:9,127.0.0.1:9/"\n') });
    expect(find('team cache')).toMatchObject({ status: 'warn', detail: expect.stringContaining('127.0.0.1:9 is not used: nothing listens there.'), fix: 'Start it, or unset cache.url.' });
    expect(stdout).not.toContain('canary');
    expect((await diagnose([])).find('team cache')).toBeUndefined();
  });
});

describe('providers', () => {
  it('tells for the eight and your own where key and address come from, and shows neither key nor login', async () => {
    const env = {
      ...noKeys, ...configIn(`[providers.openai]\nbase_url = "https://user:${canary}@proxy.example/v1"\nmodel = "gpt-x"\n[providers.groq]\nkey_cmd = "echo ${canary}"\n[providers.lab]\nbase_url = "http://127.0.0.1:1"\n`),
      OPENAI_API_KEY: canary, GROQ_BASE_URL: 'https://groq.example',
    };
    const run = await runUada(['providers', '--json'], { env });
    const rows = JSON.parse(run.stdout) as { id: string }[];
    expect(rows.map(({ id }) => id)).toEqual(['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama', 'lab']);
    expect(rows[1]).toEqual({ id: 'openai', name: 'OpenAI', key_source: 'OPENAI_API_KEY', needs_key: true, base_url: 'https://proxy.example/v1', base_url_source: 'config.toml', protocol: 'openai', default_model: 'gpt-x' });
    expect(rows[4]).toMatchObject({ key_source: 'key_cmd', base_url: 'https://groq.example/openai/v1', base_url_source: 'GROQ_BASE_URL' });
    expect(`${run.stdout}${(await runUada(['providers'], { env })).stdout}`).not.toContain('canary');
  });
});
