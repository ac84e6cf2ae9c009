import { enforceLimit } from './cache-limit.js';
import type { Connection, SqlRow, SqlValue } from './connection.js';
import type { StoreDatabase } from './database.js';
import type { EntryHead, StoredBody } from './entry-codec.js';
import { decodeEntry, encodeEntry, isIntact } from './entry-codec.js';

export type EntryTableOptions = {
  /** A database with the schema of cache-schema.ts. */
  readonly database: StoreDatabase;
  /** Least recently used entries go when the file holds more. */
  readonly maxBytes: number;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
};

/** The rows of `entries`: values by namespace and key, checked when they are read. No call rejects. */
export type EntryTable = {
  /** Undefined for what is missing, expired or damaged; a damaged row is removed. */
  readonly read: (namespace: string, key: string) => Promise<unknown>;
  /** Without `ttlMs` the value does not expire. False when it could not be stored. */
  readonly write: (namespace: string, key: string, value: unknown, ttlMs?: number) => Promise<boolean>;
  readonly has: (namespace: string, key: string) => Promise<boolean>;
  readonly remove: (namespace: string, key: string) => Promise<boolean>;
  readonly clear: (namespace: string) => Promise<void>;
  readonly iterate: (namespace: string) => AsyncGenerator<readonly [string, unknown], void>;
  /** Writes down which rows were used. */
  readonly flush: () => Promise<void>;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const columns = 'id, created_ms, expires_ms, last_used_ms, format, checksum, body';
// An entry from a day ahead was written by a clock that was wrong, so its expiry is wrong as well.
const isFresh = '(expires_ms IS NULL OR (expires_ms > ? AND created_ms < ?))';

type Context = EntryTableOptions & {
  /** Rows to mark as used; written in batches, and lost without harm. */
  readonly touched: Set<number>;
};

const select = ({ row }: Connection, namespace: string, key: string, nowMs: number): SqlRow | undefined =>
  row(`SELECT ${columns} FROM entries WHERE namespace = ? AND key = ? AND ${isFresh}`, namespace, key, nowMs, nowMs + dayMs);

/** Housekeeping beside a read: the read is worth no warning of a full disk and no wait for a lock. */
const changeIfPossible = ({ change }: Connection, sql: string, ...values: readonly SqlValue[]): void => {
  try {
    change(sql, ...values);
  } catch {
    // The next reader tries again.
  }
};

const dropDamaged = (connection: Connection, row: SqlRow): void => {
  const { id, checksum } = row;
  // Only this row: another process may have stored a good one under the key meanwhile.
  if (typeof id === 'number' && Buffer.isBuffer(checksum)) {
    changeIfPossible(connection, 'DELETE FROM entries WHERE id = ? AND checksum = ?', id, checksum);
  }
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
  await database.run((connection) => {
    changeIfPossible(connection, 'UPDATE entries SET last_used_ms = ? WHERE id IN (SELECT value FROM json_each(?))', now(), ids);
  }, undefined);
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
  const isStored = await context.database.runTogether((connection) => { upsert(connection, head, stored); return true; }, false);
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

export const createEntryTable = (options: EntryTableOptions): EntryTable => {
  const { database } = options;
  const context: Context = { ...options, touched: new Set() };
  return {
    read: (namespace, key) => read(context, namespace, key),
    write: (namespace, key, value, ttlMs) => write(context, namespace, key, value, ttlMs),
    has: (namespace, key) => isThere(context, namespace, key),
    remove: (namespace, key) =>
      database.run(({ change }) => change('DELETE FROM entries WHERE namespace = ? AND key = ?', namespace, key) > 0, false),
    clear: (namespace) => database.run(({ change }) => { change('DELETE FROM entries WHERE namespace = ?', namespace); }, undefined),
    iterate: (namespace) => iterate(context, namespace),
    flush: () => flushTouches(context),
  };
};
