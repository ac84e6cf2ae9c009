import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeychain } from '../../src/config/keychain.js';
import type { Keychain } from '../../src/config/keychain.js';
import { resolveKey } from '../../src/config/keys.js';
import { writeStoredKey } from '../../src/config/edit-stored-keys.js';
import { forgetKey, storeKey } from '../../src/config/store-key.js';
import { keychainMark, keysPath, readStoredKey } from '../../src/config/stored-keys.js';
import { Secret } from '../../src/core/secret.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const root = createTemporaryDirectory();
let count = 0;
const fresh = (): string => join(root, String(count++));

/** A module in the place of @napi-rs/keyring: it keeps its keys in a file, or does what `body` says. */
const moduleOf = (body?: string): { readonly modulePath: string; readonly kept: () => Record<string, string> } => {
  const path = fresh();
  const file = JSON.stringify(`${path}.json`);
  const working = `
    const fs = require('node:fs');
    const load = () => (fs.existsSync(${file}) ? JSON.parse(fs.readFileSync(${file}, 'utf8')) : {});
    const save = (keys) => fs.writeFileSync(${file}, JSON.stringify(keys));
    exports.Entry = class {
      constructor(service, account, options) {
        if (options.linux.store !== 'secret-service') throw new Error('a store that forgets');
        this.name = service + '/' + account;
      }
      getPassword() { return load()[this.name] ?? null; }
      setPassword(key) { save({ ...load(), [this.name]: key }); }
      deletePassword() { const keys = load(); const was = this.name in keys; delete keys[this.name]; save(keys); return was; }
    };`;
  writeFileSync(`${path}.cjs`, body ?? working);
  return { modulePath: `${path}.cjs`, kept: () => (existsSync(`${path}.json`) ? JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Record<string, string> : {}) };
};

const open = (modulePath: string, timeoutMs?: number): Keychain => createKeychain({ environment: {}, modulePath, timeoutMs });
const key = 'sk-canary-Grün-"quoted"\\-1234';

describe('the keychain', () => {
  it('keeps, gives and forgets a key', async () => {
    const { modulePath, kept } = moduleOf();
    const keychain = open(modulePath);
    expect(await keychain.read('openai')).toEqual({ value: undefined });
    expect(await keychain.write('openai', key)).toEqual({ value: undefined });
    expect(kept()).toEqual({ 'uada/openai': key });
    expect(await keychain.read('openai')).toEqual({ value: key });
    expect(await keychain.remove('openai')).toEqual({ value: true });
    expect(await keychain.remove('openai')).toEqual({ value: false });
  });

  it.each([
    ['throws the key', 'exports.Entry = class { setPassword(key) { throw new Error(key); } };', 'cannot be used here'],
    ['forgets at once', 'exports.Entry = class { setPassword() {} getPassword() { return null; } };', 'did not keep the key'],
    ['is no module', 'this is no JavaScript, canary', 'cannot be used here'],
    ['ends its process', 'process.exit(3)', 'cannot be used here'],
    ['kills its process', 'process.kill(process.pid, "SIGSEGV")', 'cannot be used here'],
    ['chatters', 'console.log("canary"); exports.Entry = class { setPassword() {} };', 'cannot be used here'],
    ['misses its binary', 'const error = new Error("x"); error.code = "ERR_DLOPEN_FAILED"; throw error;', 'is not installed'],
  ])('is a problem in words without the key when it %s', async (_, body, problem) => {
    expect(await open(moduleOf(body).modulePath).write('openai', key)).toEqual({ problem });
  });

  it('is not installed where the module is missing', async () => {
    expect(await open(fresh()).write('openai', key)).toEqual({ problem: 'is not installed' });
  });

  it('is left when it does not answer [K10]', async () => {
    const { modulePath } = moduleOf('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);');
    expect(await open(modulePath, 300).write('openai', key)).toEqual({ problem: 'did not answer within 0.3 s' });
  });
});

const none: Keychain = {
  read: async () => ({ problem: 'is locked' }), write: async () => ({ problem: 'is locked' }), remove: async () => ({ problem: 'is locked' }),
};
const neverAsked: Keychain = {
  read: () => expect.fail('was read'), write: () => expect.fail('was written'), remove: () => expect.fail('was asked to forget'),
};
const resolve = async (configDir: string, keychain: Keychain, fields = {}): Promise<unknown> => {
  const found = await resolveKey({ provider: 'openai', environment: {}, variables: ['OPENAI_API_KEY'], configDir, keychain, ...fields });
  return found === undefined ? undefined : [found.key.reveal(), found.source, found.warnings];
};

describe('a stored key', () => {
  it('is in the keychain alone, with a mark in keys.json', async () => {
    const { modulePath, kept } = moduleOf();
    const directory = fresh();
    await writeStoredKey(directory, 'openai', 'sk-old-canary-0000');
    expect(await storeKey(directory, 'openai', ' sk-new-canary-wxyz\n', open(modulePath))).toEqual({ mask: '…wxyz', problem: undefined, isOldKeyLeft: false });
    expect(JSON.parse(readFileSync(keysPath(directory), 'utf8'))).toEqual({ openai: { keychain: '…wxyz' } });
    expect(kept()).toEqual({ 'uada/openai': 'sk-new-canary-wxyz' });
    expect(await resolve(directory, open(modulePath))).toEqual(['sk-new-canary-wxyz', 'the keychain', []]);
    expect(await forgetKey(directory, 'openai', open(modulePath))).toBe(true);
    expect([kept(), readFileSync(keysPath(directory), 'utf8').trim()]).toEqual([{}, '{}']);
    expect(await forgetKey(directory, 'openai', neverAsked)).toBe(false);
  });

  it('is in keys.json alone where there is no keychain', async () => {
    const directory = fresh();
    expect(await storeKey(directory, 'openai', 'sk-new-canary-wxyz', none)).toEqual({ mask: '…wxyz', problem: 'is locked', isOldKeyLeft: false });
    expect(readStoredKey(directory, 'openai')?.key.reveal()).toBe('sk-new-canary-wxyz');
    expect(await resolve(directory, neverAsked)).toEqual(['sk-new-canary-wxyz', keysPath(directory), []]);
    expect(await forgetKey(directory, 'openai', neverAsked)).toBe(true);
  });

  it('leaves the keychain when it moves into the file, and says when it cannot', async () => {
    const { modulePath, kept } = moduleOf();
    const [first, second] = [fresh(), fresh()];
    for (const directory of [first, second]) await storeKey(directory, 'openai', 'sk-old-canary-0000', open(modulePath));
    expect(await storeKey(first, 'openai', 'sk-new-canary-wxyz', { ...open(modulePath), write: async () => ({ problem: 'is locked' }) })).toMatchObject({ isOldKeyLeft: false });
    expect(kept()).toEqual({});
    expect(await storeKey(second, 'openai', 'sk-new-canary-wxyz', none)).toMatchObject({ isOldKeyLeft: true });
  });

  it('is taken out of the keychain again when the mark cannot be written', async () => {
    const { modulePath, kept } = moduleOf();
    const file = fresh();
    writeFileSync(file, '');
    await expect(storeKey(join(file, 'uada'), 'openai', 'sk-new-canary-wxyz', open(modulePath))).rejects.toMatchObject({ kind: 'usage' });
    expect(kept()).toEqual({});
  });

  it('stays known when the keychain does not let it go', async () => {
    const directory = fresh();
    await storeKey(directory, 'openai', 'sk-old-canary-0000', open(moduleOf().modulePath));
    await expect(forgetKey(directory, 'openai', none)).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining('is locked') });
    expect(keychainMark(directory, 'openai')).toBe('…0000');
  });

  it('in a keychain that is locked gives way to config.toml with a note, else is an auth error [K10]', async () => {
    const directory = fresh();
    await storeKey(directory, 'openai', 'sk-old-canary-0000', open(moduleOf().modulePath));
    await expect(resolve(directory, none)).rejects.toMatchObject({ kind: 'auth', message: 'The openai key is in the keychain, which is locked.' });
    await expect(resolve(directory, open(moduleOf().modulePath))).rejects.toMatchObject({ message: 'The openai key is in the keychain, which has lost it.' });
    expect(await resolve(directory, none, { providerConfig: { name: 'openai', key: new Secret('sk-file') } }))
      .toEqual(['sk-file', 'config.toml', ['The openai key is in the keychain, which is locked; the key in config.toml is used.']]);
    expect(await resolve(directory, neverAsked, { environment: { OPENAI_API_KEY: 'sk-variable' } })).toEqual(['sk-variable', 'OPENAI_API_KEY', []]);
  });
});
