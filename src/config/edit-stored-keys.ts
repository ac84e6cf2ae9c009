import { UadaError } from '../core/errors.js';
import { withFileLock } from './file-lock.js';
import { toKey } from './key-text.js';
import { createPrivateDirectory, replacePrivateFile } from './private-file.js';
import type { StoredEntry } from './stored-keys.js';
import { keysPath, listStoredKeys, readStoredKeys } from './stored-keys.js';

/** Lets `change` edit the keys and stores them when it returns true. */
const edit = (configDir: string, change: (keys: Map<string, StoredEntry>) => boolean): Promise<boolean> => {
  const path = keysPath(configDir);
  createPrivateDirectory(configDir);
  return withFileLock(path, () => {
    const { keys } = readStoredKeys(configDir);
    const isChanged = change(keys);
    if (isChanged) replacePrivateFile(path, `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`);
    return isChanged;
  });
};

/**
 * Stores a key, in place of the provider's earlier one. The file is 0600 and replaced at one stroke. Throws
 * `auth` for a text that cannot be a key, `usage` when the file cannot be read or written.
 */
export const writeStoredKey = async (configDir: string, provider: string, text: string): Promise<void> => {
  const key = toKey(text, provider, 'the input');
  if (key === undefined) throw new UadaError('auth', `The ${provider} key is empty.`, { provider });
  await edit(configDir, (keys) => {
    keys.set(provider, key.reveal());
    return true;
  });
};

/** Notes that a provider's key is in the keychain, in place of a key in the file. `mask` is what may be shown of it. */
export const markKeychain = async (configDir: string, provider: string, mask: string): Promise<void> => {
  await edit(configDir, (keys) => {
    keys.set(provider, { keychain: mask });
    return true;
  });
};

/** Forgets a stored key. False when there was none. */
export const removeStoredKey = async (configDir: string, provider: string): Promise<boolean> =>
  listStoredKeys(configDir).includes(provider) && edit(configDir, (keys) => keys.delete(provider));
