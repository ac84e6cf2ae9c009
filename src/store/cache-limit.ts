import type { Connection } from './connection.js';
import type { StoreDatabase } from './database.js';

/** Bytes of the file that hold data: pages freed by deletions are not counted. */
export const usedBytes = ({ row }: Connection): number => {
  const sizes = row('SELECT page_count AS pages, freelist_count AS free, page_size AS size FROM pragma_page_count, pragma_freelist_count, pragma_page_size');
  return (Number(sizes?.['pages']) - Number(sizes?.['free'])) * Number(sizes?.['size']);
};

/** Deletes up to 64 expired entries and returns how many there were. */
export const purgeExpired = ({ row, change }: Connection, nowMs: number): number => {
  // Looking first costs no lock.
  if (!row('SELECT 1 FROM entries WHERE expires_ms <= ? LIMIT 1', nowMs)) return 0;
  return change('DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE expires_ms <= ? LIMIT 64)', nowMs);
};

const dayMs = 86_400_000;

// Lengths are in the heads of the rows: no body is read for them.
const oldest = `
  SELECT id, sum(bytes) OVER (ORDER BY last_used_ms, id) - bytes AS bytes_before
  FROM (SELECT id, last_used_ms, length(body) AS bytes FROM entries ORDER BY last_used_ms, id LIMIT 64)`;

/** Deletes least recently used entries, 64 at most, until what exceeds `mostBytes` is gone; returns how many there were, 0 when all is within. */
export const dropOldest = (connection: Connection, nowMs: number, mostBytes: number): number => {
  const excessBytes = usedBytes(connection) - mostBytes;
  if (excessBytes <= 0) return 0;
  // A clock that was ahead for a while must not make entries immortal.
  connection.change('UPDATE entries SET last_used_ms = ? WHERE last_used_ms > ?', nowMs, nowMs + dayMs);
  return connection.change(`DELETE FROM entries WHERE id IN (SELECT id FROM (${oldest}) WHERE bytes_before < ?)`, excessBytes);
};

export type CacheLimit = { readonly maxBytes: number; readonly now: () => number; /** @default 100 */ readonly budgetMs?: number };

/**
 * Brings a cache that outgrew its limit down to 90 % of it, least recently used entries first, in short
 * transactions. Stops after `budgetMs`; the next write goes on.
 */
export const enforceLimit = async (database: StoreDatabase, { maxBytes, now, budgetMs = 100 }: CacheLimit): Promise<void> => {
  const isOver = await database.run((connection) => {
    purgeExpired(connection, now());
    return usedBytes(connection) > maxBytes;
  }, false);
  const startMs = performance.now();
  for (let isLeft = isOver; isLeft && performance.now() - startMs < budgetMs;) {
    isLeft = await database.run((connection) => dropOldest(connection, now(), maxBytes * 0.9) > 0, false);
  }
};
