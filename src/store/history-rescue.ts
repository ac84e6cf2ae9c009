import type { Connection } from './connection.js';
import { entryColumns } from './history-entry.js';

/** With more answers than this, building the index anew would keep a person waiting for too long. */
const mostRowsToIndex = 100_000;
const salvageBudgetMs = 5_000;

const isIndexDamage = (error: unknown): boolean => error instanceof Error && Reflect.get(error, 'code') === 'SQLITE_CORRUPT_VTAB';

/** Builds the search index anew when only it is damaged. */
export const mendSearch = ({ row, change }: Connection, error: unknown): boolean => {
  if (!isIndexDamage(error)) return false;
  const rows = Number(row('SELECT count(*) AS n FROM answers')?.['n']);
  if (rows > mostRowsToIndex) return false;
  change("INSERT INTO answers_search (answers_search) VALUES ('rebuild')");
  return true;
};

/** The ids from one end of the damaged table to where it cannot be read. */
const readableIds = ({ handle }: Connection, order: 'ASC' | 'DESC'): readonly number[] => {
  const ids: number[] = [];
  try {
    for (const id of handle.prepare<[], number>(`SELECT id FROM damaged.answers NOT INDEXED ORDER BY id ${order}`).pluck().iterate()) ids.push(id);
  } catch {
    // The rest is out of reach from this end.
  }
  return ids;
};

const copyEach = ({ change }: Connection, ids: readonly number[], untilMs: number): number => {
  const columns = ['id', ...entryColumns].join(', ');
  const insert = `INSERT OR IGNORE INTO main.answers (${columns}) SELECT ${columns} FROM damaged.answers WHERE id = ?`;
  let copied = 0;
  for (const id of ids) {
    if (performance.now() > untilMs) break;
    try {
      copied += change(insert, id);
    } catch {
      // This one is lost; the next may be whole.
    }
  }
  return copied;
};

/** Copies the answers of a history that was moved aside into the new one, newest first; returns how many. */
export const salvageHistory = (connection: Connection, asidePath: string): number => {
  const { handle, transaction } = connection;
  const untilMs = performance.now() + salvageBudgetMs;
  handle.prepare('ATTACH DATABASE ? AS damaged').run(asidePath);
  try {
    const ids = [...new Set([...readableIds(connection, 'DESC'), ...readableIds(connection, 'ASC')])];
    return transaction(() => copyEach(connection, ids, untilMs));
  } finally {
    handle.exec('DETACH DATABASE damaged');
  }
};
