import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { bin, runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';
import { runInPty } from '../ui/pty.js';
import { configIn } from './config-in.js';

const canary = 'sk-canary-of-keys-7f3a-wxyz';
const simulator = await useSimulator();
const fresh = (): { readonly UADA_CONFIG_DIR: string } => ({ ...noKeys, UADA_CONFIG_DIR: mkdtempSync(join(tmpdir(), 'uada-keys-')) });
const stored = ({ UADA_CONFIG_DIR }: { readonly UADA_CONFIG_DIR: string }): unknown => JSON.parse(readFileSync(join(UADA_CONFIG_DIR, 'keys.json'), 'utf8'));

describe('keys set', () => {
  it('takes the key from a pipe, and says where it is', async () => {
    const env = fresh();
    const run = await runUada(['keys', 'set', 'openai'], { env, stdin: `${canary}\n` });
    expect(run).toMatchObject({ exitCode: 0, stdout: '' });
    expect(run.stderr).toMatch(/^uada: The openai key …wxyz is stored UNENCRYPTED in .*keys\.json \(mode 0600\), because the keychain .*\n$/);
    expect(stored(env)).toEqual({ openai: canary });
    expect(statSync(join(env.UADA_CONFIG_DIR, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  it('lets the next run use the key', async () => {
    const env = { ...fresh(), ...simulator.environment };
    await runUada(['keys', 'set', 'groq'], { env, stdin: 'simulated-key' });
    expect(await runUada(['-p', 'groq', 'hi'], { env })).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each([[['openai', canary]], [['openai', `--key=${canary}`]], [['openai', '--key', canary]], [[canary]], [['openai', '--', canary]]])('refuses a key among the words: %j [K5]', async (words) => {
    const env = fresh();
    const run = await runUada(['keys', 'set', ...words], { env, stdin: '' });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/command line.*not stored.*uada keys set/);
    expect(run.stderr).not.toContain('canary');
    expect(readdirSync(env.UADA_CONFIG_DIR)).toEqual([]);
  });

  it('stores nothing where nothing comes', async () => {
    const env = fresh();
    expect(await runUada(['keys', 'set', 'openai'], { env, stdin: ' \n' })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('The openai key is empty, so nothing was stored.') });
    expect((await runUada(['keys', 'set', 'openai'], { env, stdin: `a ${canary}` })).stderr).toMatch(/has a space inside.*\n$/);
    expect(readdirSync(env.UADA_CONFIG_DIR)).toEqual([]);
  });

  it('says that a variable goes first, and does not store what that holds', async () => {
    const env = { ...fresh(), OPENAI_API_KEY: 'canary-of-the-variable' };
    const run = await runUada(['keys', 'set', 'openai'], { env, stdin: canary });
    expect(run.stderr).toContain('OPENAI_API_KEY is set and goes first');
    expect(stored(env)).toEqual({ openai: canary });
  });

  it.skipIf(process.platform !== 'linux')('does not hang on a D-Bus that never answers', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'uada-bus-')), 'bus');
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    afterAll(() => void server.close());
    const env = { ...fresh(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
    const run = await runUada(['keys', 'set', 'openai'], { env, stdin: canary });
    expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('did not answer within 2 s') });
    expect(stored(env)).toEqual({ openai: canary });
  });
});

describe('keys set in a terminal', () => {
  const modes = (words: string, env: Readonly<Record<string, string>>) =>
    runInPty(['trap : INT;', 'stty -g;', process.execPath, bin, words, '; echo "code $?"; stty -g; stty -a'], { variables: env, shell: true });
  const expectEcho = (written: string): void => {
    const found = written.match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
    expect(found).toHaveLength(2);
    expect(found?.[0]).toBe(found?.[1]);
    expect(written).toMatch(/ echo /);
    expect(written).not.toContain('canary');
  };

  it('shows nothing of what is typed, and lets it be corrected', async () => {
    const env = fresh();
    const run = modes('keys set openai', env);
    await run.until(/not shown: /);
    run.write(`wrong\u0015${canary.slice(0, -1)}ab`);
    run.write('\u007f\u007fz\r');
    await run.ended;
    expect(run.written()).toContain('code 0');
    expectEcho(run.written());
    expect(stored(env)).toEqual({ openai: canary });
  });

  it.each([['Ctrl-C', '\u0003', 130], ['Ctrl-D', '\u0004', 2], ['Enter', '\r', 2]])('lets the terminal echo again after %s', async (_name, typed, exitCode) => {
    const run = modes('keys set openai', fresh());
    await run.until(/not shown: /);
    run.write(typed === '\u0003' ? `${canary}${typed}` : typed);
    await run.ended;
    expect(run.written()).toContain(`code ${exitCode}`);
    expectEcho(run.written());
  });

  it('lets the terminal echo again after SIGTERM', async () => {
    const env = fresh();
    const file = join(env.UADA_CONFIG_DIR, 'pid');
    // The program runs in the foreground of a shell that tells its number first.
    const run = runInPty(['stty -g;', `sh -c 'echo $$ > ${file}; exec ${process.execPath} ${bin} keys set openai'; echo "code $?"; stty -g; stty -a`], { variables: env, shell: true });
    await run.until(/not shown: /);
    process.kill(Number(readFileSync(file, 'utf8')), 'SIGTERM');
    await run.ended;
    expect(run.written()).toContain('code 143');
    expectEcho(run.written());
  });
});

describe('keys list', () => {
  it('names the source that wins and the last four characters', async () => {
    const env = { ...noKeys, ...configIn(`[providers.groq]\nkey_cmd = "echo ${canary}"\n[providers.together]\nkey = "${canary}-file"\n[providers.lab]\nbase_url = "http://127.0.0.1:1"\n`), OPENAI_API_KEY: `${canary}-env1`, CO_API_KEY: 'bad canary' };
    writeFileSync(join(env.UADA_CONFIG_DIR, 'keys.json'), JSON.stringify({ openai: canary, anthropic: `${canary}-anth`, google: { keychain: '…goog' }, together: canary }), { mode: 0o600 });
    const json = await runUada(['keys', 'list', '--json'], { env });
    const keysJson = join(env.UADA_CONFIG_DIR, 'keys.json');
    const found = (JSON.parse(json.stdout) as { provider: string; source: string; mask: string; problem: string }[]).map(({ provider, source, mask }) => [provider, source, mask]);
    expect(found).toEqual([
      ['openrouter', null, null], ['openai', 'OPENAI_API_KEY', '…env1'], ['anthropic', keysJson, '…anth'], ['google', 'keychain', '…goog'],
      ['groq', 'key_cmd', null], ['together', keysJson, '…wxyz'], ['cohere', 'CO_API_KEY', null], ['ollama', null, null], ['lab', null, null],
    ]);
    const text = await runUada(['keys', 'list'], { env });
    expect(text.stdout).toMatch(/^openai {6}…env1 {2}OPENAI_API_KEY$/m);
    expect(text.stdout).toMatch(/^cohere .*CO_API_KEY {2}\(The cohere key from CO_API_KEY has a space inside\.\)$/m);
    expect(`${json.stdout}${json.stderr}${text.stdout}${text.stderr}`).not.toContain('canary');
  });
});

describe('keys rm', () => {
  it('removes a stored key, and says when there is none', async () => {
    const env = fresh();
    await runUada(['keys', 'set', 'openai'], { env, stdin: canary });
    expect(await runUada(['keys', 'rm', 'openai'], { env })).toMatchObject({ exitCode: 0, stderr: 'uada: The stored openai key is removed.\n' });
    expect(stored(env)).toEqual({});
    expect((await runUada(['keys', 'rm', 'openai'], { env })).exitCode).toBe(2);
  });
});
