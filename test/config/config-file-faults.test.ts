import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/config-file.js';
import { UadaError } from '../../src/core/errors.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const directory = createTemporaryDirectory();
const builtIn = ['openai', 'anthropic', 'groq'];
const path = join(directory, 'config.toml');

const failureOf = async (content: string | Buffer): Promise<UadaError> => {
  writeFileSync(path, content);
  const thrown = await readConfigFile(path, builtIn).then(() => undefined, (error: unknown) => error);
  if (thrown instanceof UadaError) return thrown;
  throw new Error(`no UadaError but ${String(thrown)}`);
};

const syntax: readonly (readonly [string, string, number, number])[] = [
  ['a missing value', 'model =\n', 1, 8],
  ['a missing equals sign', 'model "a"\n', 1, 7],
  ['an unquoted text', 'a = 1\nmodel = gpt\n', 2, 9],
  ['an unfinished text', 'model = "a\n', 1, 11],
  ['an unfinished table header', '[cache\nttl = 1\n', 1, 7],
  ['a key given twice', 'seed = 1\nseed = 2\n', 2, 1],
  ['a table given twice', '[cache]\n[history]\n[cache]\n', 3, 2],
  ['a value and a table of one name', 'cache = false\n[cache]\nttl = 1\n', 2, 2],
  ['two entries on one line', 'seed = 1 top_p = 1\n', 1, 10],
  ['a bad escape', 'system = "\\q"\n', 1, 12],
  ['a bad number', 'seed = 1_\n', 1, 8],
  ['a NUL', 'seed = 1\u0000\n', 1, 9],
  ['a syntax error behind a byte order mark', '\ufeffmodel = gpt\n', 1, 9],
  ['a syntax error behind CRLF', 'seed = 1\r\n\r\nmodel = gpt\r\n', 3, 9],
  ['an array without end', 'stop = [1, 2\n', 2, 1],
  ['a lone CR', 'seed = 1\rtop_p = 1\n', 1, 9],
  ['a git conflict', 'seed = 1\n<<<<<<< HEAD\n', 2, 1],
  ['YAML', 'model: a/b\n', 1, 6],
  ['JSON', '{ "model": "a/b" }\n', 1, 1],
  ['an array nested too deep', `stop = ${'['.repeat(5000)}${']'.repeat(5000)}\n`, 1, 1008],
];

type Row = readonly [content: string, line: number, column: number, message: string, hint?: string];

const meaning: readonly Row[] = [
  ['temprature = 1\n', 1, 1, 'there is no setting "temprature"', 'Did you mean temperature?'],
  ['\nmax-tokens = 1\n', 2, 1, 'there is no setting "max-tokens"', 'Did you mean max_tokens?'],
  ['[cache]\nttl = "1d"\n  tll = 1\n', 3, 3, 'there is no setting "cache.tll"', 'Did you mean cache.ttl?'],
  ['[cashe]\nttl = "1d"\n', 1, 1, 'there is no setting "cashe"', 'Did you mean cache?'],
  ['[provider.openai]\nmodel = "x"\n', 1, 1, 'provider must be a text in quotes'],
  ['[openai]\nbase_url = "x"\n', 1, 1, 'there is no setting "openai"', "A provider's table begins with [providers.openai]."],
  ['base_url = "https://x"\n', 1, 1, 'there is no setting "base_url"', "It belongs in a provider's table, such as [providers.openai]."],
  ['xyzzy = 1\n', 1, 1, 'there is no setting "xyzzy"', 'The command "uada config list" names every setting.'],
  ['mock = true\n', 1, 1, 'there is no setting "mock"'],
  ['temperature = "warm"\n', 1, 1, 'temperature must be a number of at least 0; it is "warm"'],
  ['temperature = nan\n', 1, 1, 'temperature must be a number of at least 0; it is NaN'],
  ['seed = 1.5\n', 1, 1, 'seed must be a whole number; it is 1.5'],
  ['stream = "yes"\n', 1, 1, 'stream must be true or false, without quotes; it is "yes"'],
  ['stream = 1\n', 1, 1, 'stream must be true or false, without quotes; it is 1'],
  ['model = 5\n', 1, 1, 'model must be a text in quotes; it is 5'],
  ['model = ["a"]\n', 1, 1, 'model must be a text in quotes; it is an array'],
  ['model = 1979-05-27\n', 1, 1, 'model must be a text in quotes; it is something else'],
  ['format = "xml"\n', 1, 1, 'format must be text, json or ndjson; it is "xml"'],
  ['timeout = "5 parsecs"\n', 1, 1, 'timeout has the unknown unit "parsecs": use ms, s, m, h, d or w; it is "5 parsecs"'],
  ['timeout = -1\n', 1, 1, 'timeout must not be negative; it is -1'],
  ['stop = [1]\n', 1, 1, 'stop must be an array of texts, such as ["a", "b"]; it is an array'],
  ['cache_ttl = "1d"\n[cache]\nttl = "2d"\n', 3, 1, 'cache.ttl is already set as cache_ttl'],
  ['[cache]\nurl = "mysql://u:hunter2@h"\n', 2, 1, 'cache.url must be an address such as redis://host:6379, redis://host1:7000,host2:7001 or postgres://user:password@host/database.'],
  ['[cache.deeper]\nttl = 1\n', 1, 1, 'there is no setting "cache.deeper"'],
  ['[[cache]]\nttl = 1\n', 1, 1, 'cache must be true or false, without quotes; it is an array'],
  ['providers = 1\n', 1, 1, 'providers must be a table', 'Begin it with a line [providers].'],
  ['[providers]\nopenai = "x"\n', 2, 1, 'providers.openai must be a table', 'Begin it with a line [providers.openai].'],
  ['[providers.openai]\nmodel = "x"\nbas_url = "y"\n', 3, 1, 'providers.openai has no setting "bas_url"', 'Did you mean base_url?'],
  ['[providers.openai]\nkey = 5\n', 2, 1, 'providers.openai.key must be a text in quotes'],
  ['[providers.openai]\nkey_env = "sk-hunter2"\n', 2, 1, 'providers.openai.key_env must be the name of an environment variable, not the key itself'],
  ['[providers.openai]\nkey_cmd = []\n', 2, 1, 'providers.openai.key_cmd must be a command line, or an array of a program and its arguments'],
  ['[providers.openai]\nkey_cmd = ["a", 1]\n', 2, 1, 'providers.openai.key_cmd must be a command line'],
  ['[providers.openai]\nbase_url = "ftp://x"\n', 2, 1, 'providers.openai.base_url must be an address such as https://host/v1'],
  ['[providers.openai]\nbase_url = "a b"\n', 2, 1, 'providers.openai.base_url must be an address'],
  ['[providers.openai]\napi = "chats"\n', 2, 1, 'providers.openai.api must be chat or responses (did you mean chat?)'],
  ['[providers.openai]\nheaders = ["a"]\n', 2, 1, 'providers.openai.headers must be a table of header names and texts'],
  ['[providers.openai.headers]\n"x y" = "hunter2"\n', 1, 1, 'providers.openai.headers must hold valid header names and one-line texts; "x y" is not'],
  ['[providers.openai.headers]\nx = "a\\nhunter2"\n', 1, 1, 'providers.openai.headers must hold valid header names and one-line texts; "x" is not'],
  ['[providers.opnai]\nmodel = "x"\n', 1, 1, 'uada has no provider "opnai", and its table has no base_url', 'Did you mean openai?'],
  ['[providers.lab]\nprotocol = "openai-chat"\n', 1, 1, 'uada has no provider "lab", and its table has no base_url', 'Give base_url the address'],
  ['[providers."a/b"]\nbase_url = "http://x"\n', 1, 1, '"a/b" is no name for a provider'],
  ['aliases = "x"\n', 1, 1, 'aliases must be a table'],
  ['[aliases]\nfast = "gpt"\n', 2, 1, 'the alias "fast" must stand for a text such as "provider/model"'],
  ['[aliases]\nfast = 1\n', 2, 1, 'the alias "fast" must stand for a text'],
];

const checkForm = (error: UadaError, line: number, column: number): void => {
  expect(error.message.startsWith(`${path}:${line}:${column}: `), error.message).toBe(true);
  expect(error.message).toMatch(/^[^\n]+\.$/);
  expect(error.message).not.toMatch(/\n|\bat \S+:\d+|Error|undefined|hunter2/);
  expect(error.exitCode).toBe(2);
};

describe('a config.toml with a syntax error [K3]', () => {
  it.each(syntax)('%s: says where', async (_, content, line, column) => {
    checkForm(await failureOf(content), line, column);
  });

  it('never repeats the line that is wrong, nor keeps it in a cause', async () => {
    const error = await failureOf('[providers.openai]\nkey = "sk-canary-1234567890" oops\n');
    checkForm(error, 2, 30);
    expect(inspect(error)).not.toContain('canary');
  });

  it('says that a file is not UTF-8, and where', async () => {
    checkForm(await failureOf(Buffer.from('seed = 1\nmodel = "caf\xe9"\n', 'latin1')), 2, 13);
    checkForm(await failureOf(Buffer.from('\ufeffmodel = "a"\n', 'utf16le')), 1, 1);
  });
});

describe('a config.toml that means nothing', () => {
  it.each(meaning.map((row) => [row[0], row] as const))('%j: says where and what', async (_, [content, line, column, message, hint]) => {
    const error = await failureOf(content);
    checkForm(error, line, column);
    expect(error.message).toContain(message);
    if (hint !== undefined) expect(error.hint).toContain(hint);
  });
});

describe('a config.toml that is no proper file [K3]', () => {
  it('refuses 10 MB without reading them', async () => {
    expect((await failureOf(Buffer.alloc(10_000_000, '#'))).message).toBe(`${path} cannot be read: it is larger than 1 MiB.`);
  });

  it('reads 1 MiB of comments', async () => {
    writeFileSync(path, Buffer.alloc(2 ** 20, '#'));
    expect((await readConfigFile(path)).config.settings).toEqual({});
  });

  it.skipIf(process.platform === 'win32')('does not wait for the writer of a pipe', async () => {
    const fifo = join(directory, 'fifo.toml');
    execFileSync('mkfifo', [fifo]);
    await expect(readConfigFile(fifo)).rejects.toMatchObject({ kind: 'usage', message: `${fifo} cannot be read: it is a pipe or a device, not a file.` });
  });

  it.skipIf(process.platform === 'win32')('refuses a device and a circle of links', async () => {
    await expect(readConfigFile('/dev/zero')).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining('a pipe or a device') });
    const circle = join(directory, 'circle.toml');
    symlinkSync(circle, circle);
    await expect(readConfigFile(circle)).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining('go in a circle') });
  });

  it.skipIf(process.platform === 'win32')('says that it may not read the file', async () => {
    writeFileSync(path, '');
    chmodSync(path, 0);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    const reading = readConfigFile(path);
    if (isRoot) process.seteuid?.(0);
    await expect(reading).rejects.toMatchObject({ kind: 'usage', message: `${path} cannot be read: permission denied.` });
    chmodSync(path, 0o600);
  });
});

it('gives a config or a usage error with a place for any mixture of TOML pieces', async () => {
  const piece = fc.constantFrom(
    'model', 'cache', 'providers', 'aliases', 'openai', 'ttl', 'headers', '__proto__', '.', ' = ', '"a/b"', "'x'", '1', 'true', '[', ']', '{', '}', ',', '\n', '"""', '#', '\r', '\u0000',
  );
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
    writeFileSync(path, pieces.join(''));
    await readConfigFile(path, builtIn).catch((error: unknown) => {
      expect(error).toBeInstanceOf(UadaError);
      expect(error).toMatchObject({ kind: 'usage', message: expect.stringMatching(/^[^\n]*config\.toml:\d+:\d+: [^\n]+\.$/) });
    });
  }), { numRuns: 2000 });
});
