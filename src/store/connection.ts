import type BetterSqlite3 from 'better-sqlite3';
import type { OpenSqlite, SqliteHandle } from './sqlite-driver.js';
import { SchemaError } from './store-failure.js';

/** A row as SQLite gives it: a damaged file may hold anything, so each column is checked where it is used. */
export type SqlRow = Readonly<Record<string, unknown>>;

export type SqlValue = string | number | bigint | Buffer | null;

/** One open database. Statements are prepared once; every call may throw a SQLite error. */
export type Connection = {
  readonly handle: SqliteHandle;
  readonly row: (sql: string, ...values: readonly SqlValue[]) => SqlRow | undefined;
  readonly rows: (sql: string, ...values: readonly SqlValue[]) => readonly SqlRow[];
  /** Runs a writing statement and returns how many rows it changed. */
  readonly change: (sql: string, ...values: readonly SqlValue[]) => number;
  /** Runs an inserting statement and returns the id of the new row. */
  readonly insert: (sql: string, ...values: readonly SqlValue[]) => number;
  /** Runs `work` in one IMMEDIATE transaction: a deferred one fails at once when another process writes. */
  readonly transaction: <Result>(work: () => Result) => Result;
};

/** One named step of a schema. The number of steps done is the file's `user_version`. */
export type Migration = { readonly name: string; readonly up: (handle: SqliteHandle) => void };

/** How long SQLite itself may block the event loop for a lock; longer waits are asynchronous. */
const busyTimeoutMs = 25;

// A connection that creates a WAL database stays at synchronous=FULL unless it is told otherwise.
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA journal_size_limit = 8388608;`;

const versionOf = (handle: SqliteHandle): number => Number(handle.pragma('user_version', { simple: true }));

const migrate = (handle: SqliteHandle, migrations: readonly Migration[]): void => {
  handle.transaction(() => {
    const version = versionOf(handle);
    if (version > migrations.length) throw new SchemaError('newer');
    if (version === 0 && handle.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined) throw new SchemaError('foreign');
    for (const migration of migrations.slice(version)) migration.up(handle);
    handle.pragma(`user_version = ${migrations.length}`);
  }).immediate();
};

const wrap = (handle: SqliteHandle): Connection => {
  const statements = new Map<string, BetterSqlite3.Statement<unknown[], SqlRow>>();
  const statement = (sql: string): BetterSqlite3.Statement<unknown[], SqlRow> => {
    const known = statements.get(sql) ?? handle.prepare<unknown[], SqlRow>(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    handle,
    row: (sql, ...values) => statement(sql).get(...values),
    rows: (sql, ...values) => statement(sql).all(...values),
    change: (sql, ...values) => statement(sql).run(...values).changes,
    insert: (sql, ...values) => Number(statement(sql).run(...values).lastInsertRowid),
    transaction: (work) => handle.transaction(work).immediate(),
  };
};

/** Opens a database and brings it to the newest schema. Throws SQLite errors and `SchemaError`. */
export const openConnection = (open: OpenSqlite, path: string, migrations: readonly Migration[]): Connection => {
  const handle = open(path, busyTimeoutMs);
  try {
    const version = versionOf(handle);
    if (version > migrations.length) throw new SchemaError('newer');
    handle.exec(settings);
    if (version < migrations.length) migrate(handle, migrations);
    return wrap(handle);
  } catch (error) {
    handle.close();
    throw error;
  }
};
