import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { removeStoredKey, writeStoredKey } from '../../src/config/edit-stored-keys.js';
import { replacePrivateFile } from '../../src/config/private-file.js';
import { keysPath, listStoredKeys, readStoredKey } from '../../src/config/stored-keys.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const root = createTemporaryDirectory();
const isPosix = process.platform !== 'win32';

afterEach(() => {
  process.umask(0o022);
});

const freshDir = (): string => join(mkdtempSync(join(root, 'd')), 'a', 'uada');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

const dirWith = (content: string, mode = 0o600): string => {
  const directory = mkdtempSync(join(root, 'd'));
  writeFileSync(keysPath(directory), content);
  chmodSync(keysPath(directory), mode);
  return directory;
};

describe('stored keys', () => {
  it('are stored, listed, replaced and removed', async () => {
    const directory = freshDir();
    expect(readStoredKey(directory, 'openai')).toBeUndefined();
    expect(listStoredKeys(directory)).toEqual([]);
    await writeStoredKey(directory, 'openai', ' sk-1\n');
    await writeStoredKey(directory, 'groq', 'gsk');
    await writeStoredKey(directory, 'openai', 'sk-2');
    expect(readStoredKey(directory, 'openai')?.key.reveal()).toBe('sk-2');
    expect(readStoredKey(directory, 'openai')?.warnings).toEqual([]);
    expect(listStoredKeys(directory)).toEqual(['groq', 'openai']);
    expect(await removeStoredKey(directory, 'openai')).toBe(true);
    expect(await removeStoredKey(directory, 'openai')).toBe(false);
    expect(listStoredKeys(directory)).toEqual(['groq']);
    expect(readdirSync(directory)).toEqual(['keys.json']);
  });

  it('are not made a directory for by a removal', async () => {
    const directory = freshDir();
    expect(await removeStoredKey(directory, 'openai')).toBe(false);
    expect(existsSync(directory)).toBe(false);
  });

  it.skipIf(!isPosix).each([0o000, 0o022, 0o077, 0o277, 0o777])('are 0600 in directories 0700 under umask %o', async (umask) => {
    const directory = freshDir();
    process.umask(umask);
    await writeStoredKey(directory, 'openai', 'sk-1');
    await writeStoredKey(directory, 'groq', 'gsk');
    expect([modeOf(join(directory, '..')), modeOf(directory), modeOf(keysPath(directory))]).toEqual([0o700, 0o700, 0o600]);
  });

  it.skipIf(process.geteuid?.() !== 0)('are stored under the umask 777 by somebody who is not root', async () => {
    const directory = freshDir();
    chmodSync(root, 0o755);
    chmodSync(join(directory, '..', '..'), 0o777);
    process.umask(0o777);
    process.seteuid?.(65_534);
    try {
      await writeStoredKey(directory, 'openai', 'sk-1');
      await writeStoredKey(directory, 'groq', 'gsk');
      expect(listStoredKeys(directory)).toEqual(['groq', 'openai']);
    } finally {
      process.seteuid?.(0);
    }
    expect([modeOf(directory), modeOf(keysPath(directory))]).toEqual([0o700, 0o600]);
  });

  it.skipIf(!isPosix)('tighten a file that was open to others, and leave the mode of a directory that was there', async () => {
    const directory = dirWith('{"openai":"sk-1"}', 0o644);
    chmodSync(directory, 0o755);
    expect(readStoredKey(directory, 'openai')?.warnings).toEqual([
      `${keysPath(directory)} holds keys and other users can read it: run chmod 600 "${keysPath(directory)}".`,
    ]);
    await writeStoredKey(directory, 'groq', 'gsk');
    expect(modeOf(keysPath(directory))).toBe(0o600);
    expect(modeOf(directory)).toBe(0o755);
    expect(readStoredKey(directory, 'openai')?.warnings).toEqual([]);
  });

  it.skipIf(!isPosix)('stay behind a symbolic link', async () => {
    const directory = mkdtempSync(join(root, 'd'));
    const target = join(dirWith('{"openai":"sk-1"}'), 'keys.json');
    symlinkSync(target, keysPath(directory));
    await writeStoredKey(directory, 'groq', 'gsk');
    expect(lstatSync(keysPath(directory)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual({ openai: 'sk-1', groq: 'gsk' });
  });

  it('are all kept when many are stored at once', async () => {
    const directory = freshDir();
    const providers = Array.from({ length: 20 }, (_, index) => `p${String(index).padStart(2, '0')}`);
    await Promise.all(providers.map((provider) => writeStoredKey(directory, provider, `sk-${provider}`)));
    expect(listStoredKeys(directory)).toEqual(providers);
  });

  it('are stored although a process died with the lock in hand', async () => {
    const directory = dirWith('{}');
    const lock = `${keysPath(directory)}.lock`;
    writeFileSync(lock, '');
    utimesSync(lock, 1, 1);
    await writeStoredKey(directory, 'openai', 'sk-1');
    expect(readdirSync(directory)).toEqual(['keys.json']);
  });

  it('treat special names as any other', async () => {
    const directory = dirWith('{"__proto__":"sk-p"}');
    expect(readStoredKey(directory, 'constructor')).toBeUndefined();
    expect(readStoredKey(directory, '__proto__')?.key.reveal()).toBe('sk-p');
    await writeStoredKey(directory, 'constructor', 'sk-c');
    expect(listStoredKeys(directory)).toEqual(['__proto__', 'constructor']);
  });

  it.each([
    ['no JSON', '{"openai": "sk-canary-1234567890" oops', 'is not valid JSON.'], ['an empty file', '', 'is not valid JSON.'],
    ['a list', '["sk-canary"]', 'must hold one JSON object of provider names and keys.'], ['null', 'null', 'must hold one JSON object'],
    ['a number for a key', '{"openai": 5}', 'must hold one JSON object'],
  ])('are refused and left alone when the file is %s', async (_, content, message) => {
    const directory = dirWith(content);
    for (const action of [async () => readStoredKey(directory, 'openai'), () => writeStoredKey(directory, 'groq', 'gsk')]) {
      const failed = await action().catch((error: unknown) => error);
      expect(failed).toMatchObject({ kind: 'usage', message: expect.stringContaining(`${keysPath(directory)} ${message}`) });
      expect(inspect(failed)).not.toContain('canary');
    }
    expect(readFileSync(keysPath(directory), 'utf8')).toBe(content);
    expect(readdirSync(directory)).toEqual(['keys.json']);
  });

  it('refuse a text that cannot be a key, and touch nothing', async () => {
    const directory = freshDir();
    for (const text of ['', ' \n', 'sk canary', 'sk-\u200b']) {
      await expect(writeStoredKey(directory, 'openai', text)).rejects.toMatchObject({ kind: 'auth', message: expect.not.stringContaining('canary') });
    }
    expect(existsSync(directory)).toBe(false);
  });

  it('say which path cannot be written', async () => {
    const file = join(mkdtempSync(join(root, 'd')), 'file');
    writeFileSync(file, '');
    await expect(writeStoredKey(join(file, 'uada'), 'openai', 'sk-1')).rejects.toMatchObject({
      kind: 'usage', message: `${join(file, 'uada')} cannot be written: a part of the path is no directory.`,
    });
  });

  it('leave no draft behind when the file cannot be replaced', () => {
    const directory = mkdtempSync(join(root, 'd'));
    mkdirSync(join(directory, 'keys.json', 'sub'), { recursive: true });
    expect(() => replacePrivateFile(keysPath(directory), '{}')).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(readdirSync(directory)).toEqual(['keys.json']);
  });

  it.skipIf(!isPosix)('do not wait for the writer of a pipe, and refuse a directory', () => {
    const directory = mkdtempSync(join(root, 'd'));
    execFileSync('mkfifo', [keysPath(directory)]);
    expect(() => readStoredKey(directory, 'openai')).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining('a pipe or a device') }));
    const other = mkdtempSync(join(root, 'd'));
    mkdirSync(keysPath(other));
    expect(() => readStoredKey(other, 'openai')).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining('it is a directory') }));
  });
});
