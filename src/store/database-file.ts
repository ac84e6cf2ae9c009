import type { Connection, Migration } from './connection.js';
import { openConnection } from './connection.js';
import type { FileIdentity } from './private-files.js';
import { ensurePrivateFile, identifyFile, moveDatabaseAside } from './private-files.js';
import type { LoadSqliteDriver } from './sqlite-driver.js';
import { loadSqliteDriver } from './sqlite-driver.js';
import { classifyFailure } from './store-failure.js';
import type { Warn } from './warn-once.js';

export type DatabaseOptions = {
  readonly path: string;
  /** What the file holds, as the warning names it: "cache" or "history". */
  readonly label: string;
  readonly migrations: readonly Migration[];
  /** Gets at most one message: why the file is not used, or that a damaged one was moved aside. */
  readonly warn: Warn;
  /** Tries to repair a damaged database in place before it is moved aside; true when it may be used again. */
  readonly mend?: ((connection: Connection, error: unknown) => boolean) | undefined;
  /** Copies what can still be read of a file that was moved aside; resolves to how many rows that was. */
  readonly salvage?: ((connection: Connection, asidePath: string) => number) | undefined;
  /** @default the better-sqlite3 package */
  readonly loadDriver?: LoadSqliteDriver | undefined;
  /** Wall clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Upper bound of the asynchronous wait for other processes in one operation. @default 2000 */
  readonly patienceMs?: number | undefined;
};

/** An open database, and which file it was opened from. */
export type DatabaseFile = { readonly connection: Connection; readonly identity: FileIdentity | undefined };

/** Moves a damaged database aside and returns its new path; undefined when another process has done so already. */
const moveAside = ({ path, now = Date.now }: DatabaseOptions, identity: FileIdentity | undefined): string | undefined =>
  identity === undefined || identifyFile(path) !== identity ? undefined : moveDatabaseAside(path, now());

const salvageFrom = (options: DatabaseOptions, connection: Connection, asidePath: string): void => {
  const { salvage, warn, label } = options;
  let rescued = 0;
  try {
    rescued = salvage?.(connection, asidePath) ?? 0;
  } catch {
    // It stays in the file that was moved aside.
  }
  const saved = rescued === 0 ? '' : ` with ${rescued} of its entries`;
  warn(`The ${label} file was damaged. It was moved to ${asidePath} and a new one was begun${saved}.`);
};

/**
 * Opens or creates the database of `options`. One that is damaged is moved aside first, as is the file
 * that `damaged` names. Throws SQLite, file system and `SchemaError`s.
 */
export const openDatabaseFile = async (options: DatabaseOptions, damaged?: DatabaseFile): Promise<DatabaseFile> => {
  const { path, migrations, loadDriver = loadSqliteDriver } = options;
  const open = await loadDriver();
  let asidePath = damaged && moveAside(options, damaged.identity);
  for (let attempt = 0; ; attempt += 1) {
    ensurePrivateFile(path);
    const identity = identifyFile(path);
    try {
      const connection = openConnection(open, path, migrations);
      if (asidePath !== undefined) salvageFrom(options, connection, asidePath);
      return { connection, identity };
    } catch (error) {
      const isGone = identifyFile(path) === undefined;
      if (attempt === 2 || (!isGone && classifyFailure(error) !== 'broken')) throw error;
      // One that is gone was cleared by another process just now.
      if (!isGone) asidePath = moveAside(options, identity) ?? asidePath;
    }
  }
};
