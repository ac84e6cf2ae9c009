import { UadaError } from '../core/errors.js';
import { markKeychain, removeStoredKey, writeStoredKey } from './edit-stored-keys.js';
import { toKey } from './key-text.js';
import type { Keychain } from './keychain.js';
import { keychainMark } from './stored-keys.js';

export type KeptKey = {
  /** What may be shown of the key. */
  readonly mask: string;
  /** Why the key is in keys.json and not in the keychain, worded to follow "the keychain"; undefined when it is there. */
  readonly problem: string | undefined;
  /** True when the keychain could not be made to forget an earlier key. */
  readonly isOldKeyLeft: boolean;
};

const keepInKeychain = async (configDir: string, provider: string, mask: string, keychain: Keychain): Promise<KeptKey> => {
  try {
    await markKeychain(configDir, provider, mask);
  } catch (error) {
    // A key that nothing points to would stay there for good.
    await keychain.remove(provider);
    throw error;
  }
  return { mask, problem: undefined, isOldKeyLeft: false };
};

const keepInFile = async (configDir: string, provider: string, key: string, keychain: Keychain): Promise<boolean> => {
  const wasInKeychain = keychainMark(configDir, provider) !== undefined;
  await writeStoredKey(configDir, provider, key);
  return wasInKeychain && 'problem' in await keychain.remove(provider);
};

/**
 * Stores a key in the keychain, else in keys.json, in place of the provider's earlier one, so that there is one copy.
 * Throws `usage` for an empty text and when keys.json cannot be written, `auth` for a text that cannot be a key.
 */
export const storeKey = async (configDir: string, provider: string, text: string, keychain: Keychain): Promise<KeptKey> => {
  const key = toKey(text, provider, 'the input');
  if (key === undefined) throw new UadaError('usage', `The ${provider} key is empty, so nothing was stored.`, { provider, hint: 'Paste it at the prompt, or pipe it in.' });
  const written = await keychain.write(provider, key.reveal());
  if ('value' in written) return keepInKeychain(configDir, provider, key.mask(), keychain);
  const isOldKeyLeft = await keepInFile(configDir, provider, key.reveal(), keychain);
  return { mask: key.mask(), problem: written.problem, isOldKeyLeft };
};

/** Forgets the stored key of a provider, wherever it is; false when there was none. Throws `usage` when a keychain keeps it. */
export const forgetKey = async (configDir: string, provider: string, keychain: Keychain): Promise<boolean> => {
  const removed = keychainMark(configDir, provider) === undefined ? undefined : await keychain.remove(provider);
  if (removed === undefined || 'value' in removed) return removeStoredKey(configDir, provider);
  throw new UadaError('usage', `The ${provider} key is in the keychain, which ${removed.problem}, so it could not be removed.`, {
    provider, hint: 'Unlock the keychain and try again, or remove the entry "uada" there by hand.',
  });
};
