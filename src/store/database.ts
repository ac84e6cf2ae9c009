import type { Connection, Migration } from './connection.js';
import { openConnection } from './connection.js';
import type { FileIdentity } from './private-files.js';
import { ensurePrivateFile, identifyFile, moveDatabaseAside } from './private-files.js';
import type { LoadSqliteDriver } from './sqlite-driver.js';
import { loadSqliteDriver } from './sqlite-driver.js';
import { classifyFailure, describeFailure } from './store-failure.js';
import type { Warn } from './warn-once.js';
import { warnOnce } from './warn-once.js';

export type DatabaseOptions = {
  readonly path: string;
  /** What the file holds, as the warning names it: "cache" or "history". */
  readonly label: string;
  readonly migrations: readonly Migration[];
  /** Gets at most one message: why the file is not used, or that a damaged one was moved aside. */
  readonly warn: Warn;
  /** @default the better-sqlite3 package */
  readonly loadDriver?: LoadSqliteDriver | undefined;
  /** Wall clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Upper bound of the asynchronous wait for other processes in one operation. @default 2000 */
  readonly patienceMs?: number | undefined;
};

/** A database that is opened at first use and never throws: what cannot be done is warned of once and skipped. */
export type StoreDatabase = {
  readonly path: string;
  /**
   * Runs synchronous `work` on the open database and resolves to its result, or to `fallback` when the
   * database cannot be used. `work` may run again after a lock or a damaged file, so it must be repeatable.
   */
  run<Result>(work: (connection: Connection) => Result, fallback: Result): Promise<Result>;
  /** Closes the file; later calls of `run` resolve to their fallback. */
  close(): void;
};

type OpenFile = { readonly connection: Connection; readonly identity: FileIdentity | undefined };
type State = {
  file: OpenFile | undefined;
  opening: Promise<OpenFile> | undefined;
  /** Monotonic time until which the file is left alone. */
  offUntilMs: number;
  patienceMs: number;
  isClosed: boolean;
};
type Context = { readonly options: DatabaseOptions; readonly state: State; readonly warn: Warn };

const coolOffMs = 30_000;

const pause = (timeMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, timeMs));

const closeFile = ({ state }: Context): void => {
  const { file } = state;
  state.file = undefined;
  try {
    file?.connection.handle.close();
  } catch {
    // The file is given up either way.
  }
};

const moveAside = (context: Context, identity: FileIdentity | undefined): void => {
  const { path, label, now = Date.now } = context.options;
  // Another process may have moved the damaged file already; the one there now is its new one.
  if (identity === undefined || identifyFile(path) !== identity) return;
  const aside = moveDatabaseAside(path, now());
  context.warn(`The ${label} file was damaged. It was moved to ${aside} and a new one was begun.`);
};

const openFile = async (context: Context): Promise<OpenFile> => {
  const { path, migrations, loadDriver = loadSqliteDriver } = context.options;
  const open = await loadDriver();
  for (let attempt = 0; ; attempt += 1) {
    ensurePrivateFile(path);
    const identity = identifyFile(path);
    try {
      return { connection: openConnection(open, path, migrations), identity };
    } catch (error) {
      if (attempt > 0 || classifyFailure(error) !== 'broken') throw error;
      moveAside(context, identity);
    }
  }
};

const connect = async (context: Context): Promise<OpenFile> => {
  const { state, options } = context;
  // Writes to a file that was deleted or replaced meanwhile would succeed and be lost.
  if (state.file && state.file.identity !== identifyFile(options.path)) closeFile(context);
  if (state.file) return state.file;
  state.opening ??= openFile(context).finally(() => { state.opening = undefined; });
  const file = await state.opening;
  state.file = file;
  if (!state.isClosed) return file;
  closeFile(context);
  throw new Error('the database was closed');
};

/** Waits a little for other processes; false when the patience for one operation is used up. */
const waitForOthers = async (context: Context, sinceMs: number, attempt: number): Promise<boolean> => {
  if (performance.now() - sinceMs >= context.state.patienceMs) return false;
  await pause(Math.random() * Math.min(50, 2 ** attempt) + 1);
  return true;
};

const giveUp = (context: Context, error: unknown): void => {
  const { options, state } = context;
  if (state.isClosed) return;
  const failure = classifyFailure(error);
  // The next operation does not wait again for a lock that two seconds did not free.
  if (failure === 'busy') state.patienceMs = 0;
  if (failure === 'hopeless') state.offUntilMs = Infinity;
  if (!state.file) state.offUntilMs = Math.max(state.offUntilMs, performance.now() + coolOffMs);
  context.warn(describeFailure(options.label, options.path, error));
};

const repair = (context: Context, file: OpenFile): void => {
  if (context.state.file === file) closeFile(context);
  moveAside(context, file.identity);
};

const attemptWork = async <Result>(context: Context, work: (connection: Connection) => Result): Promise<Result> => {
  const { state, options } = context;
  const sinceMs = performance.now();
  for (let attempt = 0, isRepaired = false; ; attempt += 1) {
    let file: OpenFile | undefined;
    try {
      file = await connect(context);
      const result = work(file.connection);
      state.patienceMs = options.patienceMs ?? 2_000;
      return result;
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure === 'busy' && await waitForOthers(context, sinceMs, attempt)) continue;
      if (failure !== 'broken' || !file || isRepaired) throw error;
      repair(context, file);
      isRepaired = true;
    }
  }
};

/** Makes the handle of a database file; nothing is loaded or opened before the first `run`. */
export const openDatabase = (options: DatabaseOptions): StoreDatabase => {
  const state: State = { file: undefined, opening: undefined, offUntilMs: 0, patienceMs: options.patienceMs ?? 2_000, isClosed: false };
  const context: Context = { options, state, warn: warnOnce(options.warn) };
  return {
    path: options.path,
    run: async (work, fallback) => {
      if (state.isClosed || performance.now() < state.offUntilMs) return fallback;
      try {
        return await attemptWork(context, work);
      } catch (error) {
        giveUp(context, error);
        return fallback;
      }
    },
    close: () => {
      state.isClosed = true;
      closeFile(context);
    },
  };
};
