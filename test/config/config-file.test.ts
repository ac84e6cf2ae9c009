import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/config-file.js';
import type { ReadConfig } from '../../src/config/config-file.js';
import { resolveSettings } from '../../src/config/settings.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const directory = createTemporaryDirectory();
const builtIn = ['openai', 'anthropic', 'groq'];
let count = 0;

const write = (content: string | Buffer, mode = 0o600): string => {
  count += 1;
  const path = join(directory, `${count}.toml`);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};

const read = (content: string | Buffer, mode?: number): Promise<ReadConfig> => readConfigFile(write(content, mode), builtIn);

const whole = `
model = "fast"
temperature = 0.5
timeout = "2m"
idle_timeout = 90
stop = ["a", "b"]
fallback = "groq/x, openai/y"
stream = false

[cache]
enabled = true
ttl = "7d"
url = "redis://localhost"
max_size = "2GB"

[history]
enabled = false

[aliases]
fast = "groq/llama"
"deep.er" = "openai:o3"

[providers.openai]
base_url = "https://proxy.example/v1"
key_env = "WORK_KEY"
key_cmd = ["pass", "show", "openai"]
api = "responses"
model = "gpt-5"
headers = { X-Team = "a b" }

[providers.lab]
protocol = "openai-chat"
base_url = "http://lab:8000/v1"
key = "sk-canary-1234567890"
key_cmd = "pass show lab"
`;

describe('readConfigFile', () => {
  it('is empty, without warnings, when there is no file, no directory or no path', async () => {
    for (const path of [null, join(directory, 'none.toml'), join(directory, 'no', 'such', 'dir.toml'), join(write('x = 1'), 'config.toml')]) {
      const { config, warnings } = await readConfigFile(path);
      expect(config).toMatchObject({ path: null, settings: {} });
      expect(warnings).toEqual([]);
    }
  });

  it('reads every kind of entry', async () => {
    const { config } = await read(whole);
    expect(config.settings).toEqual({
      model: 'fast', temperature: 0.5, timeoutMs: 120_000, idleTimeoutMs: 90_000, stop: ['a', 'b'], fallback: ['groq/x', 'openai/y'], stream: false,
      cache: true, cacheTtlMs: 604_800_000, cacheUrl: 'redis://localhost', cacheMaxBytes: 2e9, history: false,
    });
    expect([...config.aliases]).toEqual([['fast', 'groq/llama'], ['deep.er', 'openai:o3']]);
    expect(config.providers.get('openai')).toMatchObject({
      name: 'openai', baseUrl: 'https://proxy.example/v1', keyEnv: 'WORK_KEY', keyCommand: ['pass', 'show', 'openai'],
      api: 'responses', model: 'gpt-5', headers: { 'x-team': 'a b' },
    });
    const lab = config.providers.get('lab');
    expect(lab).toMatchObject({ protocol: 'openai-chat', baseUrl: 'http://lab:8000/v1', keyCommand: 'pass show lab' });
    expect(lab?.key?.reveal()).toBe('sk-canary-1234567890');
    expect(JSON.stringify([...config.providers])).not.toContain('sk-canary');
  });

  it('names file and key as the source of what it sets', async () => {
    const path = write('cache_ttl = "1d"\n');
    const { config } = await readConfigFile(path);
    const { values, sources } = resolveSettings({ environment: {}, file: config, flags: {} });
    expect(values.cacheTtlMs).toBe(86_400_000);
    expect(sources.cacheTtlMs).toEqual({ kind: 'file', path, key: 'cache_ttl' });
  });

  it('takes the short spellings of the tables', async () => {
    const { config } = await read('cache = false\nhistory = false\ncache_ttl = "never"\n');
    expect(config.settings).toEqual({ cache: false, history: false, cacheTtlMs: 0 });
  });

  it('reads a file with a byte order mark and CRLF [K3]', async () => {
    const { config } = await read('\ufeffmodel = "a/b"\r\n[cache]\r\nttl = "1h"\r\n');
    expect(config.settings).toEqual({ model: 'a/b', cacheTtlMs: 3_600_000 });
  });

  it('reads an empty file and one of comments as nothing', async () => {
    for (const content of ['', '\n', '# only this', '\ufeff', '[cache]\n[providers]\n[aliases]\n']) {
      expect((await read(content)).config.settings).toEqual({});
    }
  });

  it('follows a symbolic link', async () => {
    const link = join(directory, 'link.toml');
    symlinkSync(write('model = "a/b"'), link);
    expect((await readConfigFile(link)).config.settings.model).toBe('a/b');
  });

  it('takes an empty key as no key', async () => {
    expect((await read('[providers.openai]\nkey = ""\n')).config.providers.get('openai')?.key).toBeUndefined();
  });

  it('leaves every prototype as it was when names are special [K3]', async () => {
    const { config } = await read('[providers.openai.headers]\n__proto__ = "x"\nconstructor = "y"\n[aliases]\n__proto__ = "a/b"\n');
    expect(config.aliases.get('__proto__')).toBe('a/b');
    expect(Object.entries(config.providers.get('openai')?.headers ?? {})).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
    for (const content of ['__proto__ = 1', '[__proto__]\nmodel = "x/y"', '[providers.__proto__]\nkey = "x"', '[cache.__proto__]\nttl = 1', 'constructor.prototype.model = "x"']) {
      await expect(read(content)).rejects.toMatchObject({ kind: 'usage', message: expect.stringMatching(/\.toml:1:1: /) });
    }
    expect(Reflect.get({}, 'model')).toBeUndefined();
    expect(Reflect.get({}, 'key')).toBeUndefined();
  });
});

describe('the warnings of readConfigFile [K4]', () => {
  const withKey = '[providers.openai]\nkey = "sk-canary-1234567890"\n';

  it.each([
    ['a key and mode 0644', withKey, 0o644], ['a key and mode 0640', withKey, 0o640], ['a key and mode 0604', withKey, 0o604],
    ['a credential in a header', '[providers.openai.headers]\nAuthorization = "Bearer x"\n', 0o644],
    ['a password in an address', '[cache]\nurl = "redis://:hunter2@host"\n', 0o644],
    ['a password behind an address', '[cache]\nurl = "postgres://host/db?sslmode=require&password=hunter2"\n', 0o644],
    ['a key behind a base URL', '[providers.openai]\nbase_url = "https://gateway.example/v1?api-key=abc"\n', 0o644],
  ])('tell of a file with %s', async (_, content, mode) => {
    const { warnings } = await read(content, mode);
    expect(warnings).toEqual([expect.stringMatching(/holds a credential and other users can read it: run chmod 600 ".*\.toml"\.$/)]);
    expect(warnings.join()).not.toMatch(/sk-canary|hunter2|Bearer/);
  });

  it('tell of a file that everybody can change', async () => {
    expect((await read('model = "a/b"', 0o666)).warnings).toEqual([expect.stringContaining('can be changed by every user')]);
  });

  it.each([['a key and mode 0600', withKey, 0o600], ['a key and mode 0400', withKey, 0o400], ['no credential', 'model = "a/b"', 0o644],
    ['only the name of a variable', '[providers.openai]\nkey_env = "K"\n', 0o644]])('are none for a file with %s', async (_, content, mode) => {
    expect((await read(content, mode)).warnings).toEqual([]);
  });
});

it('refuses a directory in place of the file', async () => {
  const path = join(directory, 'directory.toml');
  mkdirSync(path);
  await expect(readConfigFile(path)).rejects.toMatchObject({ kind: 'usage', message: `${path} cannot be read: it is a directory, not a file.` });
});
