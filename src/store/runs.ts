import { join } from 'node:path';
import type { Connection, Migration } from './connection.js';
import type { CloseOptions } from './database.js';
import { openDatabase } from './database.js';
import type { HistoryOptions } from './history.js';

/** A load test that ran: what a list tells of it, and the run itself as it was written. */
export type RunEntry = { readonly createdMs: number; readonly facts: string; readonly body: Buffer };

export type ListedRun = { readonly id: number; readonly createdMs: number; readonly facts: string };

/** The load tests that ran. Nothing here rejects; a file that cannot be used warns once and reads as empty. */
export type Runs = {
  /** Keeps a run and resolves to its number; undefined when it could not be kept. The oldest give way to it. */
  record(entry: RunEntry): Promise<number | undefined>;
  /** Newest first. */
  list(limit: number): Promise<readonly ListedRun[]>;
  /** The run of a number, or the latest. */
  body(id: number | undefined): Promise<{ readonly id: number; readonly body: Buffer } | undefined>;
  remove(ids: readonly number[]): Promise<number>;
  close(options?: CloseOptions): void;
};

export type RunsOptions = HistoryOptions & { /** All runs together, compressed. @default 250_000_000 */ readonly maxBytes?: number };

export const runsPath = (dataDir: string): string => join(dataDir, 'runs.db');

const migrations: readonly Migration[] = [{
  name: 'create runs',
  up: (handle) => handle.exec('CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, created_ms INTEGER NOT NULL, facts TEXT NOT NULL, body BLOB NOT NULL)'),
}];

const mostRuns = 500;
const defaultMaxBytes = 250_000_000;

/** The newest run stays whatever its size. */
const dropOldest = ({ change }: Connection, newest: number, maxBytes: number): void => {
  change('DELETE FROM runs WHERE id <= ? - ?', newest, mostRuns);
  change('DELETE FROM runs WHERE id < ? AND id NOT IN (SELECT id FROM (SELECT id, sum(length(body)) OVER (ORDER BY id DESC) AS bytes FROM runs) WHERE bytes <= ?)', newest, maxBytes);
};

const toListed = (row: Readonly<Record<string, unknown>>): ListedRun =>
  ({ id: Number(row['id']), createdMs: Number(row['created_ms']), facts: typeof row['facts'] === 'string' ? row['facts'] : '' });

/** Opens the runs of a data directory; the file is touched at the first call. */
export const openRuns = ({ dataDir, warn, now, loadDriver, maxBytes = defaultMaxBytes }: RunsOptions): Runs => {
  const database = openDatabase({ path: runsPath(dataDir), label: 'list of load tests', migrations, warn, loadDriver, now });
  return {
    record: ({ createdMs, facts, body }) => database.run<number | undefined>((connection) => connection.transaction(() => {
      const id = connection.insert('INSERT INTO runs (created_ms, facts, body) VALUES (?, ?, ?)', createdMs, facts, body);
      dropOldest(connection, id, maxBytes);
      return id;
    }), undefined),
    list: async (limit) => (await database.look(({ rows }) => rows('SELECT id, created_ms, facts FROM runs ORDER BY id DESC LIMIT ?', limit), [])).map(toListed),
    body: (id) => database.look(({ row }) => {
      const found = id === undefined ? row('SELECT id, body FROM runs ORDER BY id DESC LIMIT 1') : row('SELECT id, body FROM runs WHERE id = ?', id);
      return Buffer.isBuffer(found?.['body']) ? { id: Number(found['id']), body: found['body'] } : undefined;
    }, undefined),
    remove: (ids) => database.look(({ transaction, change }) => transaction(() => ids.reduce((sum, id) => sum + change('DELETE FROM runs WHERE id = ?', id), 0)), 0),
    close: (closing) => database.close(closing),
  };
};
