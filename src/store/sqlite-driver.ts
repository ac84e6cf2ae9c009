import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';

export type SqliteHandle = BetterSqlite3.Database;

/** Opens a database file, which must exist; SQLite may block up to `timeoutMs` for a lock. Throws SQLite errors. */
export type OpenSqlite = (path: string, timeoutMs: number) => SqliteHandle;

/** Loads the native module; it, or the first opening, throws where its install script never ran. */
export type LoadSqliteDriver = () => Promise<OpenSqlite>;

/** better-sqlite3. Naming the binary spares its own search, and lets the package's JavaScript be bundled. */
export const loadSqliteDriver: LoadSqliteDriver = async () => {
  const nativeBinding = createRequire(import.meta.filename).resolve('better-sqlite3/build/Release/better_sqlite3.node');
  const { default: Sqlite } = await import('better-sqlite3');
  return (path, timeoutMs) => new Sqlite(path, { timeout: timeoutMs, nativeBinding, fileMustExist: true });
};

const missingCodes: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'];

/** True for an error that says the native module is absent, unbuilt or built for another Node. */
export const isDriverMissing = (error: unknown): boolean =>
  error instanceof Error &&
  (missingCodes.includes(Reflect.get(error, 'code')) || /bindings file|NODE_MODULE_VERSION/.test(error.message));

/** The command that builds the native module, for a clone or for an installed program at `moduleUrl`. */
export const driverFix = (moduleUrl: string): string =>
  moduleUrl.includes('/node_modules/')
    ? 'npm install -g uada --allow-scripts=better-sqlite3'
    : 'npm rebuild better-sqlite3';
