import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.js';
import type { ProviderConfig } from '../../src/config/config.js';
import { keyVariables, resolveKey } from '../../src/config/keys.js';
import type { KeyInput, ResolvedKey } from '../../src/config/keys.js';
import { writeStoredKey } from '../../src/config/edit-stored-keys.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const emptyDir = createTemporaryDirectory();
const storedDir = join(createTemporaryDirectory(), 'uada');
await writeStoredKey(storedDir, 'openai', 'sk-stored');

const neverRuns = (): never => {
  throw new Error('the command ran');
};

const config = (fields: Partial<ProviderConfig>): ProviderConfig => ({ name: 'openai', ...fields });

const resolve = (given: Partial<KeyInput>): Promise<ResolvedKey | undefined> =>
  resolveKey({ provider: 'openai', environment: {}, variables: ['OPENAI_API_KEY', 'OTHER_KEY'], configDir: emptyDir, runCommand: neverRuns, ...given });

const shown = async (given: Partial<KeyInput>): Promise<readonly [string, string] | undefined> => {
  const resolved = await resolve(given);
  return resolved === undefined ? undefined : [resolved.key.reveal(), resolved.source];
};

const everything = {
  environment: { OPENAI_API_KEY: 'sk-variable', OTHER_KEY: 'sk-other', MINE: 'sk-mine' },
  providerConfig: config({ keyCommand: 'pass', key: new Secret('sk-file') }),
  configDir: storedDir,
};
const printsKey = { runCommand: async () => ({ value: 'sk-command\n' }) };

describe('resolveKey', () => {
  it('takes the first variable that is not blank, and runs no command then', async () => {
    expect(await shown(everything)).toEqual(['sk-variable', 'OPENAI_API_KEY']);
    expect(await shown({ ...everything, environment: { OPENAI_API_KEY: ' \n', OTHER_KEY: ' sk-other\n' } })).toEqual(['sk-other', 'OTHER_KEY']);
  });

  it('goes on to key_cmd, the stored key and the key in config.toml, in this order', async () => {
    expect(await shown({ ...everything, ...printsKey, environment: {} })).toEqual(['sk-command', 'key_cmd']);
    const providerConfig = config({ key: new Secret('sk-file') });
    expect(await shown({ ...everything, environment: {}, providerConfig })).toEqual(['sk-stored', join(storedDir, 'keys.json')]);
    expect(await shown({ environment: {}, providerConfig })).toEqual(['sk-file', 'config.toml']);
    expect(await shown({ environment: {}, providerConfig, configDir: null })).toEqual(['sk-file', 'config.toml']);
  });

  it('finds nothing when there is nothing', async () => {
    expect(await shown({})).toBeUndefined();
    expect(await shown({ configDir: null })).toBeUndefined();
    expect(await shown({ environment: { OPENAI_API_KEY: '' }, configDir: storedDir, provider: 'groq' })).toBeUndefined();
  });

  it('looks at the variable of key_env alone, so that no key goes to a server it was not meant for', async () => {
    const providerConfig = config({ keyEnv: 'MINE' });
    expect(await shown({ ...everything, providerConfig, configDir: null })).toEqual(['sk-mine', 'MINE']);
    expect(await shown({ environment: { OPENAI_API_KEY: 'sk-variable' }, providerConfig })).toBeUndefined();
    expect(keyVariables(['A', 'B'], providerConfig)).toEqual(['MINE']);
    expect(keyVariables(['A', 'B'], undefined)).toEqual(['A', 'B']);
  });

  it('refuses a bad key and does not go on to a weaker source', async () => {
    await expect(resolve({ ...everything, environment: { OPENAI_API_KEY: 'sk-canary x' } })).rejects.toMatchObject({
      kind: 'auth', provider: 'openai', message: 'The openai key from OPENAI_API_KEY has a space inside.',
    });
  });

  it.each([
    ['fails', async () => ({ problem: 'failed with exit code 1' }), 'The key_cmd of openai failed with exit code 1.'],
    ['prints nothing', async () => ({ value: ' \n' }), 'The key_cmd of openai printed nothing.'],
    ['prints two lines', async () => ({ value: 'sk-canary\nsk-canary\n' }), 'The openai key from key_cmd has a line break inside.'],
    ['throws its output', async () => Promise.reject(new Error('sk-canary')), 'The key_cmd of openai failed.'],
  ])('is an auth error when key_cmd %s', async (_, runCommand, message) => {
    const failed = await resolve({ ...everything, environment: {}, runCommand }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ kind: 'auth', provider: 'openai', message });
    expect(inspect(failed)).not.toContain('canary');
  });

  it('is cancelled when the signal came while the command ran', async () => {
    const controller = new AbortController();
    const runCommand = async (): Promise<{ problem: string }> => {
      controller.abort();
      return { problem: 'was stopped' };
    };
    await expect(resolve({ ...everything, environment: {}, runCommand, signal: controller.signal })).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it.skipIf(process.platform === 'win32')('runs a real command by itself', async () => {
    const providerConfig = config({ keyCommand: 'printf sk-real' });
    expect(await shown({ providerConfig, environment: { PATH: process.env['PATH'] }, runCommand: undefined })).toEqual(['sk-real', 'key_cmd']);
  });
});
