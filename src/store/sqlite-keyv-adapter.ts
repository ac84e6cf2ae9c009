import type { StoreDatabase } from './database.js';
import { createEntryTable } from './entry-table.js';

export type SqliteKeyvOptions = {
  /** A database with the schema of cache-schema.ts; it stays open when the adapter disconnects. */
  readonly database: StoreDatabase;
  /** Least recently used entries go when the file holds more. @default 1 GiB */
  readonly maxBytes?: number | undefined;
  /** Wall clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
};

/**
 * A storage adapter for Keyv 5, and for Keyv 6 through its bridge. Expiry is decided in SQL and every
 * row is checked before it is returned. Nothing here rejects: a database that cannot be used reads as
 * empty and writes resolve to false. One adapter serves one Keyv instance, which sets `namespace`.
 */
export type SqliteKeyvAdapter = {
  opts: { readonly dialect: 'sqlite' };
  namespace: string | undefined;
  on(event: string, listener: (error: unknown) => void): SqliteKeyvAdapter;
  get(key: string): Promise<unknown>;
  getMany(keys: readonly string[]): Promise<readonly unknown[]>;
  /** `ttlMs` is relative; undefined never expires. */
  set(key: string, value: unknown, ttlMs?: number): Promise<boolean>;
  setMany(entries: readonly { readonly key: string; readonly value: unknown; readonly ttl?: number | undefined }[]): Promise<readonly boolean[]>;
  delete(key: string): Promise<boolean>;
  /** True when at least one of the keys was there. */
  deleteMany(keys: readonly string[]): Promise<boolean>;
  has(key: string): Promise<boolean>;
  hasMany(keys: readonly string[]): Promise<readonly boolean[]>;
  clear(): Promise<void>;
  iterator(namespace?: string): AsyncGenerator<readonly [string, unknown], void>;
  disconnect(): Promise<void>;
};

export const createSqliteKeyvAdapter = ({ database, maxBytes = 2 ** 30, now = () => Date.now() }: SqliteKeyvOptions): SqliteKeyvAdapter => {
  const table = createEntryTable({ database, maxBytes, now });
  const scope = (): string => adapter.namespace ?? '';
  const adapter: SqliteKeyvAdapter = {
    opts: { dialect: 'sqlite' },
    namespace: undefined,
    // Failures are told through the database's one warning, never as events: an event nobody hears would throw in Keyv 6.
    on: () => adapter,
    get: (key) => table.read(scope(), key),
    getMany: (keys) => Promise.all(keys.map((key) => table.read(scope(), key))),
    set: (key, value, ttlMs) => table.write(scope(), key, value, ttlMs),
    setMany: (entries) => Promise.all(entries.map(({ key, value, ttl }) => table.write(scope(), key, value, ttl))),
    delete: (key) => table.remove(scope(), key),
    deleteMany: async (keys) => (await Promise.all(keys.map((key) => table.remove(scope(), key)))).some(Boolean),
    has: (key) => table.has(scope(), key),
    hasMany: (keys) => Promise.all(keys.map((key) => table.has(scope(), key))),
    clear: () => table.clear(scope()),
    iterator: (namespace) => table.iterate(namespace ?? scope()),
    disconnect: table.flush,
  };
  return adapter;
};
