import { statSync } from 'node:fs';
import { cachePath } from './answer-cache.js';
import type { CacheEntry } from './cache-entry.js';
import { answersNamespace, findEntries, readEntries } from './cache-entry.js';
import { dropOldest, purgeExpired, usedBytes } from './cache-limit.js';
import { cacheMigrations } from './cache-schema.js';
import { parseStoredAnswer, toStoredAnswer } from './cached-answer.js';
import type { Connection } from './connection.js';
import type { StoreDatabase } from './database.js';
import { openDatabase } from './database.js';
import type { SnippetPart } from './history-snippet.js';
import { cutSnippet } from './history-snippet.js';
import { createSqliteKeyvAdapter } from './sqlite-keyv-adapter.js';
import type { Warn } from './warn-once.js';

export type CacheStats = {
  readonly entries: number;
  readonly expired: number;
  /** Bytes of the file that hold data. */
  readonly usedBytes: number;
  /** Bytes of the file and its log on the disk. */
  readonly fileBytes: number;
  readonly oldestMs: number | null;
  readonly newestMs: number | null;
};

export type CacheHit = { readonly entry: CacheEntry; readonly snippet: readonly SnippetPart[] };

/** What the exchange format of answers holds: `entries` gives more than `add` wants. */
export type PortableEntry = Pick<CacheEntry, 'key' | 'answer' | 'expiresMs'>;

/** What `uada cache` does. Nothing here rejects; a cache that cannot be used warns once and reads as empty. */
export type CacheMaintenance = {
  readonly path: string;
  /** Undefined when the cache cannot be read. */
  stats(): Promise<CacheStats | undefined>;
  /** Every answer, newest first, read in pages; damaged and expired ones are left out. */
  entries(): AsyncGenerator<CacheEntry, void>;
  /** The answers whose key begins so, two at most: enough to see that a beginning is ambiguous. */
  find(keyPrefix: string): Promise<readonly CacheEntry[]>;
  /** Answers whose text holds all the words of `text`, newest first. Reads every answer. */
  search(text: string): AsyncGenerator<CacheHit, void>;
  /** Removes expired answers, then the least recently used until the data fit; resolves to how many went. */
  prune(maxBytes: number): Promise<number>;
  /** Stores an entry of another cache; false when it is none, has expired or cannot be stored. */
  add(entry: unknown): Promise<boolean>;
  close(): void;
};

export type CacheMaintenanceOptions = {
  readonly dataDir: string;
  readonly warn: Warn;
  /** Wall clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
};

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const noStats: CacheStats = { entries: 0, expired: 0, usedBytes: 0, fileBytes: 0, oldestMs: null, newestMs: null };

const readStats = (connection: Connection, path: string, nowMs: number): CacheStats => {
  const found = connection.row('SELECT count(*) AS entries, min(created_ms) AS oldest, max(created_ms) AS newest FROM entries');
  const expired = connection.row('SELECT count(*) AS n FROM entries WHERE expires_ms <= ?', nowMs)?.['n'];
  const orNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    entries: Number(found?.['entries']), expired: Number(expired), usedBytes: usedBytes(connection),
    fileBytes: sizeOf(path) + sizeOf(`${path}-wal`), oldestMs: orNull(found?.['oldest']), newestMs: orNull(found?.['newest']),
  };
};

async function* searchEntries(entries: AsyncGenerator<CacheEntry, void>, text: string): AsyncGenerator<CacheHit, void> {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  for await (const entry of entries) {
    const content = entry.answer.text.toLowerCase();
    if (words.every((word) => content.includes(word))) yield { entry, snippet: cutSnippet(entry.answer.text, words[0] ?? '') };
  }
}

/** Repeats short transactions until one removes nothing; resolves to how many rows went. */
const removeAll = async (database: StoreDatabase, removeSome: (connection: Connection) => number): Promise<number> => {
  let removed = 0;
  for (let step = -1; step !== 0; removed += step) step = await database.look(removeSome, 0);
  return removed;
};

// Without it the file would keep its size; on a full disk there is no room for it, and nothing is lost.
const shrink = ({ handle }: Connection): void => {
  try {
    handle.exec('VACUUM');
    handle.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // The freed pages are used again.
  }
};

const toPortable = (entry: unknown): PortableEntry | undefined => {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const key: unknown = Reflect.get(entry, 'key');
  const answer: unknown = Reflect.get(entry, 'answer');
  const expiresMs: unknown = Reflect.get(entry, 'expiresMs') ?? null;
  const parsed = typeof answer === 'object' && answer !== null ? parseStoredAnswer(toStoredAnswer(answer)) : undefined;
  const isPortable = typeof key === 'string' && /^[0-9a-f]{64}$/.test(key) && parsed && (expiresMs === null || typeof expiresMs === 'number');
  return isPortable ? { key, answer: parsed, expiresMs } : undefined;
};

/** Opens the cache of a data directory for its commands. */
export const openCacheMaintenance = ({ dataDir, warn, now = () => Date.now() }: CacheMaintenanceOptions): CacheMaintenance => {
  const path = cachePath(dataDir);
  const database = openDatabase({ path, label: 'cache', migrations: cacheMigrations, warn, now });
  const adapter = createSqliteKeyvAdapter({ database, now });
  adapter.namespace = answersNamespace;
  return {
    path,
    stats: () => database.look<CacheStats | undefined>((connection) => readStats(connection, path, now()), undefined, noStats),
    entries: () => readEntries(database, now),
    find: (keyPrefix) => findEntries(database, keyPrefix),
    search: (text) => searchEntries(readEntries(database, now), text),
    prune: async (maxBytes) => {
      const expired = await removeAll(database, (connection) => purgeExpired(connection, now()));
      const unused = await removeAll(database, (connection) => dropOldest(connection, now(), maxBytes));
      if (expired + unused > 0) await database.run(shrink, undefined);
      return expired + unused;
    },
    add: async (entry) => {
      const portable = toPortable(entry);
      const ttlMs = portable && portable.expiresMs !== null ? portable.expiresMs - now() : undefined;
      if (!portable || (ttlMs !== undefined && ttlMs <= 0)) return false;
      return adapter.set(portable.key, toStoredAnswer(portable.answer), ttlMs);
    },
    close: () => { database.close(); },
  };
};
