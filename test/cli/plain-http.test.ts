import { describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';
import { configIn } from './config-in.js';

// 192.0.2.1 is an address for documentation (RFC 5737): nothing is there, so a request that does go out ends in exit code 6.
const address = 'http://192.0.2.1:8000';
const limits = ['--connect-timeout', '200ms', '--max-retries', '0', '--no-cache', 'hi'];
const key = { OPENAI_API_KEY: 'canary-plain-http-0001', OPENAI_BASE_URL: address };

describe('a key for a plain http address of another machine', () => {
  it.each([['complete'], ['models']])('is not sent by %s, and the line says what to do', async (command) => {
    const words = command === 'models' ? ['models', '-p', 'openai'] : [command, '-p', 'openai', ...limits];
    const run = await runUada(words, { env: key });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/^uada: .*unencrypted.*192\.0\.2\.1:8000.*https.*--allow-http.*\n$/);
    expect(run.stderr).not.toContain('canary');
  });

  it.each([
    ['--allow-http', ['--allow-http'], key],
    ['UADA_ALLOW_HTTP', [], { ...key, UADA_ALLOW_HTTP: '1' }],
    ['allow_http in the table', [], { ...key, ...configIn('[providers.openai]\nallow_http = true\n') }],
  ])('is sent with %s', async (_name, flags, env) => {
    expect((await runUada(['-p', 'openai', ...flags, ...limits], { env })).exitCode).toBe(6);
  });

  it('is not sent where only another provider may, or where the variable says no', async () => {
    expect((await runUada(['-p', 'openai', ...limits], { env: { ...key, ...configIn('[providers.groq]\nallow_http = true\n') } })).exitCode).toBe(2);
    expect((await runUada(['-p', 'openai', ...limits], { env: { ...key, ...configIn('[providers.openai]\nallow_http = true\n'), UADA_ALLOW_HTTP: '0' } })).exitCode).toBe(2);
  });

  it('is refused as a login in the address and as a header, too', async () => {
    const config = configIn('[providers.lab]\nbase_url = "http://user:canary-pass-0001@192.0.2.1/v1"\n[providers.den]\nbase_url = "http://192.0.2.1/v1"\nheaders = { x-auth = "canary-head-0001" }\n');
    for (const model of ['lab/x', 'den/x']) {
      const run = await runUada(['-m', model, ...limits], { env: config });
      expect(run.exitCode).toBe(2);
      expect(run.stderr).not.toContain('canary');
    }
  });
});

it('a server without any key may be asked over plain http', async () => {
  expect((await runUada(['-m', 'ollama/x', ...limits], { env: { OLLAMA_HOST: address } })).exitCode).toBe(6);
  expect((await runUada(['-m', 'lab/x', ...limits], { env: configIn(`[providers.lab]\nbase_url = "${address}"\n`) })).exitCode).toBe(6);
});
