import type Keyv from 'keyv';
import type { KeyvStoreAdapter } from 'keyv';
import { cacheKeyVersion } from '../cache-key.js';

/** The namespace of our keys on a server that others may use as well: keys of another version are never met. */
const teamNamespace = `uada-v${cacheKeyVersion}`;

/**
 * Keyv that hands text through as it is and throws what fails. Its own text would name an expiry, and Keyv deletes what
 * it takes for expired, which may be what somebody else has stored meanwhile.
 */
export const createPlainKeyv = async (store: KeyvStoreAdapter, useKeyPrefix: boolean): Promise<Keyv> => {
  const { default: KeyvStore } = await import('keyv');
  const keyv = new KeyvStore({
    store, namespace: teamNamespace, useKeyPrefix, throwOnErrors: true,
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text as never }),
  });
  keyv.on('error', () => undefined);
  return keyv;
};
