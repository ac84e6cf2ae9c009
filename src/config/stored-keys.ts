import { join } from 'node:path';
import { UadaError } from '../core/errors.js';
import type { Secret } from '../core/secret.js';
import { toKey } from './key-text.js';
import { readRegularFile } from './regular-file.js';

const maximumBytes = 2 ** 20;

/** The file of keys that `uada keys set` keeps beside config.toml. */
export const keysPath = (configDir: string): string => join(configDir, 'keys.json');

const parse = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: V8's message quotes the text, which holds keys.
    throw new UadaError('usage', `${path} is not valid JSON.`, { hint: 'Move it away and store the keys again with "uada keys set".' });
  }
};

/** A key, or the sign that it is in the keychain of the operating system, with what may be shown of it. */
export type StoredEntry = string | { readonly keychain: string };

const isEntry = (value: unknown): value is StoredEntry =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'keychain' in value && typeof value.keychain === 'string');

const toKeys = (path: string, text: string): Map<string, StoredEntry> => {
  const content = parse(path, text.replace(/^\ufeff/, ''));
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
  const entries: readonly [string, unknown][] = isObject ? Object.entries(content) : [];
  const keys = entries.flatMap(([provider, key]) => (isEntry(key) ? [[provider, key] as const] : []));
  if (!isObject || keys.length < entries.length) throw new UadaError('usage', `${path} must hold one JSON object of provider names and keys.`);
  return new Map(keys);
};

export type StoredKeys = { readonly keys: Map<string, StoredEntry>; readonly warnings: readonly string[] };

/** Every stored key as it stands in the file. Throws a `usage` error for a file that cannot be read. */
export const readStoredKeys = (configDir: string): StoredKeys => {
  const path = keysPath(configDir);
  const file = readRegularFile(path, maximumBytes);
  if (file === undefined) return { keys: new Map(), warnings: [] };
  const isOpen = process.platform !== 'win32' && (file.mode & 0o077) !== 0;
  return {
    keys: toKeys(path, file.bytes.toString('utf8')),
    warnings: isOpen ? [`${path} holds keys and other users can read it: run chmod 600 "${path}".`] : [],
  };
};

export type StoredKey = { readonly key: Secret; readonly warnings: readonly string[] };

/**
 * The key of a provider in the file; undefined also when it is in the keychain. Throws `usage` for a file that cannot
 * be read and `auth` for a key that cannot be sent.
 */
export const readStoredKey = (configDir: string, provider: string): StoredKey | undefined => {
  const { keys, warnings } = readStoredKeys(configDir);
  const entry = keys.get(provider);
  const key = typeof entry === 'string' ? toKey(entry, provider, keysPath(configDir)) : undefined;
  return key === undefined ? undefined : { key, warnings };
};

/** What may be shown of a provider's key that is in the keychain; undefined when the file knows of none there. */
export const keychainMark = (configDir: string, provider: string): string | undefined => {
  const entry = readStoredKeys(configDir).keys.get(provider);
  return typeof entry === 'object' ? entry.keychain : undefined;
};

/** The providers that have a key in the file or, by its word, in the keychain, in alphabetical order. */
export const listStoredKeys = (configDir: string): readonly string[] => Array.from(readStoredKeys(configDir).keys.keys()).sort();
