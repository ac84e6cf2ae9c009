import { enforceLimit } from './cache-limit.js';
import type { Connection, SqlRow } from './connection.js';
import type { StoreDatabase } from './database.js';
import type { StoredBody, EntryHead } from './entry-codec.js';
import { decodeEntry, encodeEntry, isIntact } from './entry-codec.js';

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

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const columns = 'id, created_ms, expires_ms, last_used_ms, format, checksum, body';
// An entry from a day ahead was written by a clock that was wrong, so its expiry is wrong as well.
const isFresh = '(expires_ms IS NULL OR (expires_ms > ? AND created_ms < ?))';

type Context = {
  readonly database: StoreDatabase;
  readonly now: () => number;
  readonly maxBytes: number;
  /** Rows to mark as used; written in batches, and lost without harm. */
  readonly touched: Set<number>;
};

const select = ({ row }: Connection, namespace: string, key: string, nowMs: number): SqlRow | undefined =>
  row(`SELECT ${columns} FROM entries WHERE namespace = ? AND key = ? AND ${isFresh}`, namespace, key, nowMs, nowMs + dayMs);

const dropDamaged = ({ change }: Connection, row: SqlRow): void => {
  const { id, checksum } = row;
  // Only this row: another process may have stored a good one under the key meanwhile.
  if (typeof id === 'number' && Buffer.isBuffer(checksum)) change('DELETE FROM entries WHERE id = ? AND checksum = ?', id, checksum);
};

const noteUse = ({ touched, now }: Context, row: SqlRow): void => {
  const { id, last_used_ms: lastUsedMs } = row;
  // Marking use once an hour keeps nearly every hit free of writes.
  if (typeof id === 'number' && typeof lastUsedMs === 'number' && Math.abs(now() - lastUsedMs) > hourMs) touched.add(id);
};

const flushTouches = async ({ database, touched, now }: Context): Promise<void> => {
  if (touched.size === 0) return;
  const ids = JSON.stringify([...touched]);
  touched.clear();
  await database.run(({ change }) => change('UPDATE entries SET last_used_ms = ? WHERE id IN (SELECT value FROM json_each(?))', now(), ids), 0);
};

const read = async (context: Context, namespace: string, key: string): Promise<unknown> => {
  const row = await context.database.run((connection) => {
    const found = select(connection, namespace, key, context.now());
    if (!found || isIntact(namespace, key, found)) return found;
    dropDamaged(connection, found);
    return undefined;
  }, undefined);
  if (!row) return undefined;
  noteUse(context, row);
  if (context.touched.size >= 64) await flushTouches(context);
  return decodeEntry(row).catch(() => undefined);
};

const upsert = ({ change }: Connection, head: EntryHead, stored: StoredBody): void => {
  change(
    `INSERT INTO entries (namespace, key, created_ms, expires_ms, last_used_ms, size, format, checksum, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (namespace, key) DO UPDATE SET created_ms = excluded.created_ms, expires_ms = excluded.expires_ms,
       last_used_ms = excluded.last_used_ms, size = excluded.size, format = excluded.format,
       checksum = excluded.checksum, body = excluded.body`,
    head.namespace, head.key, head.createdMs, head.expiresMs, head.createdMs, stored.size, stored.format, stored.checksum, stored.body,
  );
};

const write = async (context: Context, namespace: string, key: string, value: unknown, ttlMs?: number): Promise<boolean> => {
  const createdMs = context.now();
  const head: EntryHead = { namespace, key, createdMs, expiresMs: ttlMs === undefined ? null : createdMs + ttlMs };
  const stored = await encodeEntry(head, value);
  const isStored = await context.database.run((connection) => { upsert(connection, head, stored); return true; }, false);
  if (isStored) await enforceLimit(context.database, context);
  return isStored;
};

const isThere = ({ database, now }: Context, namespace: string, key: string): Promise<boolean> =>
  database.run(({ row }) => row(
    `SELECT 1 FROM entries WHERE namespace = ? AND key = ? AND ${isFresh}`, namespace, key, now(), now() + dayMs,
  ) !== undefined, false);

/** Pages by id, so that a slow consumer pins neither a read transaction nor the log. */
async function* iterate(context: Context, namespace: string): AsyncGenerator<readonly [string, unknown], void> {
  for (let lastId = 0, isMore = true; isMore;) {
    const page = await context.database.run(({ rows }) => rows(
      `SELECT key, ${columns} FROM entries WHERE namespace = ? AND id > ? AND ${isFresh} ORDER BY id LIMIT 100`,
      namespace, lastId, context.now(), context.now() + dayMs,
    ), []);
    isMore = page.length > 0;
    for (const row of page) {
      const { id, key } = row;
      lastId = Number(id);
      if (typeof key !== 'string' || !isIntact(namespace, key, row)) continue;
      const value = await decodeEntry(row).catch(() => undefined);
      if (value !== undefined) yield [key, value];
    }
  }
}

export const createSqliteKeyvAdapter = ({ database, maxBytes = 2 ** 30, now = () => Date.now() }: SqliteKeyvOptions): SqliteKeyvAdapter => {
  const context: Context = { database, now, maxBytes, touched: new Set() };
  const scope = (): string => adapter.namespace ?? '';
  const remove = (key: string): Promise<boolean> =>
    database.run(({ change }) => change('DELETE FROM entries WHERE namespace = ? AND key = ?', scope(), key) > 0, false);
  const adapter: SqliteKeyvAdapter = {
    opts: { dialect: 'sqlite' },
    namespace: undefined,
    // Failures are told through the database's one warning, never as events: an event nobody hears would throw in Keyv 6.
    on: () => adapter,
    get: (key) => read(context, scope(), key),
    getMany: (keys) => Promise.all(keys.map((key) => read(context, scope(), key))),
    set: (key, value, ttlMs) => write(context, scope(), key, value, ttlMs),
    setMany: (entries) => Promise.all(entries.map(({ key, value, ttl }) => write(context, scope(), key, value, ttl))),
    delete: remove,
    deleteMany: async (keys) => (await Promise.all(keys.map(remove))).some(Boolean),
    has: (key) => isThere(context, scope(), key),
    hasMany: (keys) => Promise.all(keys.map((key) => isThere(context, scope(), key))),
    clear: () => database.run(({ change }) => { change('DELETE FROM entries WHERE namespace = ?', scope()); }, undefined),
    iterator: (namespace) => iterate(context, namespace ?? scope()),
    disconnect: () => flushTouches(context),
  };
  return adapter;
};
