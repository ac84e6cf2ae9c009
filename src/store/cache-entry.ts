import type { CachedAnswer } from './cached-answer.js';
import { parseStoredAnswer } from './cached-answer.js';
import type { SqlRow } from './connection.js';
import type { StoreDatabase } from './database.js';
import { decodeEntry, isIntact } from './entry-codec.js';

/** The namespace of answers among the entries of cache.db. */
export const answersNamespace = 'answers';

/** An answer in the cache, with what the cache knows of it. */
export type CacheEntry = {
  readonly key: string;
  readonly answer: CachedAnswer;
  /** When it was stored here; the answer has its own time. */
  readonly createdMs: number;
  /** Null stays until it is the least recently used. */
  readonly expiresMs: number | null;
  /** To the hour. */
  readonly lastUsedMs: number;
  /** Bytes in the file, compressed. */
  readonly storedBytes: number;
};

const columns = 'id, key, created_ms, expires_ms, last_used_ms, format, checksum, body';

const toCacheEntry = async (row: SqlRow): Promise<CacheEntry | undefined> => {
  const { key, created_ms: createdMs, expires_ms: expiresMs, last_used_ms: lastUsedMs, body } = row;
  if (typeof key !== 'string' || !isIntact(answersNamespace, key, row)) return undefined;
  const text = await decodeEntry(row).catch(() => undefined);
  const answer = typeof text === 'string' ? parseStoredAnswer(text) : undefined;
  if (!answer) return undefined;
  return {
    key, answer, createdMs: Number(createdMs), expiresMs: expiresMs === null ? null : Number(expiresMs), lastUsedMs: Number(lastUsedMs),
    storedBytes: Buffer.isBuffer(body) ? body.length : 0,
  };
};

/** Every answer, newest first, in pages; damaged and expired ones are left out. */
export async function* readEntries(database: StoreDatabase, now: () => number): AsyncGenerator<CacheEntry, void> {
  for (let nextId = Number.MAX_SAFE_INTEGER, isMore = true; isMore;) {
    const page = await database.look(({ rows }) => rows(
      `SELECT ${columns} FROM entries WHERE namespace = ? AND id < ? AND (expires_ms IS NULL OR expires_ms > ?) ORDER BY id DESC LIMIT 100`,
      answersNamespace, nextId, now(),
    ), []);
    isMore = page.length > 0;
    for (const row of page) {
      nextId = Number(row['id']);
      const entry = await toCacheEntry(row);
      if (entry) yield entry;
    }
  }
}

/** At most two of the answers whose key begins with `prefix`. */
export const findEntries = async (database: StoreDatabase, prefix: string): Promise<readonly CacheEntry[]> => {
  // The last character of all makes the prefix a range, which the index on the key answers.
  const found = await database.look(({ rows }) => rows(
    `SELECT ${columns} FROM entries WHERE namespace = ? AND key >= ? AND key < ? ORDER BY key LIMIT 2`,
    answersNamespace, prefix, `${prefix}\uffff`,
  ), []);
  const entries = await Promise.all(found.map(toCacheEntry));
  return entries.filter((entry) => entry !== undefined);
};
