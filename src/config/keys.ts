import { CancelledError, UadaError } from '../core/errors.js';
import type { Secret } from '../core/secret.js';
import type { ProviderConfig } from './config.js';
import type { Environment } from './environment.js';
import type { RunKeyCommand } from './key-command.js';
import { toKey } from './key-text.js';
import type { Keychain } from './keychain.js';
import { keychainMark, keysPath, readStoredKey } from './stored-keys.js';

export type ResolvedKey = {
  readonly key: Secret;
  /** Where it came from, in a person's words: the variable, `key_cmd`, `the keychain`, or the file. */
  readonly source: string;
  readonly warnings: readonly string[];
};

export type KeyInput = {
  readonly provider: string;
  readonly environment: Environment;
  /** The provider's usual variables, first wins. */
  readonly variables: readonly string[];
  readonly providerConfig?: ProviderConfig | undefined;
  readonly configDir: string | null;
  /** @default `runKeyCommand`, loaded when a `key_cmd` has to run */
  readonly runCommand?: RunKeyCommand | undefined;
  /** @default `createKeychain`, loaded when keys.json says that the key is there */
  readonly keychain?: Keychain | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * The variables that are looked at for a key. A `key_env` stands in place of the usual ones, so that a key is
 * never sent to a server it was not meant for.
 */
export const keyVariables = (variables: readonly string[], providerConfig: ProviderConfig | undefined): readonly string[] =>
  providerConfig?.keyEnv === undefined ? variables : [providerConfig.keyEnv];

const fromEnvironment = ({ provider, environment, variables, providerConfig }: KeyInput): ResolvedKey | undefined => {
  for (const variable of keyVariables(variables, providerConfig)) {
    const key = toKey(environment[variable] ?? '', provider, variable);
    if (key !== undefined) return { key, source: variable, warnings: [] };
  }
  return undefined;
};

const fromCommand = async ({ provider, environment, providerConfig, runCommand, signal }: KeyInput): Promise<ResolvedKey | undefined> => {
  const command = providerConfig?.keyCommand;
  if (command === undefined) return undefined;
  const fail = (fault: string): UadaError => new UadaError('auth', `The key_cmd of ${provider} ${fault}.`, {
    provider, hint: 'Run the command by hand to see why; its output is not shown here, as it may hold the key.',
  });
  const run = runCommand ?? (await import('./key-command.js')).runKeyCommand;
  const reading = await run(command, { environment, signal }).catch(() => ({ problem: 'failed' }));
  if (signal?.aborted === true) throw new CancelledError();
  if ('problem' in reading) throw fail(reading.problem);
  const key = toKey(reading.value, provider, 'key_cmd');
  if (key === undefined) throw fail('printed nothing');
  return { key, source: 'key_cmd', warnings: [] };
};

const fromConfig = ({ provider, providerConfig }: KeyInput): ResolvedKey | undefined => {
  const key = toKey(providerConfig?.key?.reveal() ?? '', provider, 'config.toml');
  return key === undefined ? undefined : { key, source: 'config.toml', warnings: [] };
};

/** A keychain that cannot be asked is passed over where another key is at hand, and said. */
const fromKeychain = async (input: KeyInput): Promise<ResolvedKey | undefined> => {
  const { provider, environment, keychain, signal } = input;
  const open = keychain ?? (await import('./keychain.js')).createKeychain({ environment, signal });
  const reading = await open.read(provider);
  if (signal?.aborted === true) throw new CancelledError();
  const key = 'value' in reading ? toKey(reading.value ?? '', provider, 'the keychain') : undefined;
  if (key !== undefined) return { key, source: 'the keychain', warnings: [] };
  const fault = `The ${provider} key is in the keychain, which ${'problem' in reading ? reading.problem : 'has lost it'}`;
  const other = fromConfig(input);
  if (other !== undefined) return { ...other, warnings: [`${fault}; the key in config.toml is used.`] };
  throw new UadaError('auth', `${fault}.`, { provider, hint: `Unlock the keychain, set the key's variable, or store it again with "uada keys set ${provider}".` });
};

const fromStore = async (input: KeyInput): Promise<ResolvedKey | undefined> => {
  const { provider, configDir } = input;
  if (configDir === null) return undefined;
  if (keychainMark(configDir, provider) !== undefined) return fromKeychain(input);
  const stored = readStoredKey(configDir, provider);
  return stored === undefined ? undefined : { ...stored, source: keysPath(configDir) };
};

/**
 * The key of a provider: variable, `key_cmd`, keychain, keys.json, config.toml, first wins; undefined when there is
 * none. The keychain is asked only where keys.json says that the key is there. Throws an `auth` error, without the
 * key, for one that cannot be sent, a `key_cmd` that fails or a keychain that cannot be asked.
 */
export const resolveKey = async (input: KeyInput): Promise<ResolvedKey | undefined> =>
  fromEnvironment(input) ?? await fromCommand(input) ?? await fromStore(input) ?? fromConfig(input);
