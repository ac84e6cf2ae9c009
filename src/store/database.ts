import { statSync } from 'node:fs';
import type { Connection } from './connection.js';
import type { DatabaseFile, DatabaseOptions } from './database-file.js';
import { openDatabaseFile } from './database-file.js';
import { createGroupCommit } from './group-commit.js';
import { monotonicMs } from './monotonic-ms.js';
import { identifyFile } from './private-files.js';
import { classifyFailure, describeFailure } from './store-failure.js';
import { warnOnce } from './warn-once.js';

/** A database that is opened at first use and never throws: what cannot be done is warned of once and skipped. */
export type StoreDatabase = {
  readonly path: string;
  /**
   * Runs synchronous `work` on the open database and resolves to its result, or to `fallback` when the
   * database cannot be used. `work` may run again after a lock or a damaged file, so it must be repeatable.
   */
  run<Result>(work: (connection: Connection) => Result, fallback: Result): Promise<Result>;
  /** The same for work that makes nothing new: a file that does not exist is not made for it, and `empty` says what an empty one holds. @default fallback */
  look<Result>(work: (connection: Connection) => Result, fallback: Result, empty?: Result): Promise<Result>;
  /** The same for small writes: those of one turn of the event loop are committed together. */
  runTogether<Result>(work: (connection: Connection) => Result, fallback: Result): Promise<Result>;
  /** Closes the file; later calls of `run` resolve to their fallback. */
  close(options?: CloseOptions): void;
};

export type CloseOptions = {
  /**
   * The process ends now. A short log is then left for a later run to fold in, which would wait for the disk twice;
   * nothing is lost by it, as the log is part of the database. @default false
   */
  readonly isAtExit?: boolean;
};

type State = {
  file: DatabaseFile | undefined;
  opening: Promise<DatabaseFile> | undefined;
  /** A damaged file, closed, that the next opening moves aside. */
  damaged: DatabaseFile | undefined;
  /** Monotonic time until which the file is left alone. */
  offUntilMs: number;
  patienceMs: number;
  isClosed: boolean;
};
type Context = { readonly options: DatabaseOptions; readonly state: State };

const coolOffMs = 30_000;
const defaultPatienceMs = 2_000;

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

/** Above this the next opening would take longer for reading the log than closing takes now. */
const shortLogBytes = 256 * 1024;

const hasShortLog = ({ options }: Context): boolean => {
  try {
    return (statSync(`${options.path}-wal`, { throwIfNoEntry: false })?.size ?? 0) < shortLogBytes;
  } catch {
    // A path below a file, or in a directory that may not be entered: there is nothing to fold in.
    return true;
  }
};

const beginOpening = ({ state, options }: Context): Promise<DatabaseFile> => {
  const { damaged } = state;
  state.damaged = undefined;
  return openDatabaseFile(options, damaged).finally(() => { state.opening = undefined; });
};

const connect = async (context: Context): Promise<DatabaseFile> => {
  const { state, options } = context;
  // Writes to a file that was deleted or replaced meanwhile would succeed and be lost.
  if (state.file && state.file.identity !== identifyFile(options.path)) closeFile(context);
  if (state.file) return state.file;
  const file = await (state.opening ??= beginOpening(context));
  state.file = file;
  if (!state.isClosed) return file;
  closeFile(context);
  throw new Error('the database was closed');
};

/** Waits a little for other processes; false when the patience for one operation is used up. */
const waitForOthers = async ({ state }: Context, sinceMs: number, attempt: number): Promise<boolean> => {
  if (monotonicMs() - sinceMs >= state.patienceMs) return false;
  await pause(Math.random() * Math.min(50, 2 ** attempt) + 1);
  return true;
};

const isMended = ({ options: { mend } }: Context, { connection }: DatabaseFile, error: unknown): boolean => {
  try {
    return mend?.(connection, error) ?? false;
  } catch {
    return false;
  }
};

const repair = (context: Context, file: DatabaseFile, error: unknown, mayMend: boolean): void => {
  const { state } = context;
  // An operation that waited meanwhile may have opened the next file already.
  if (state.file !== file || (mayMend && isMended(context, file, error))) return;
  closeFile(context);
  state.damaged = file;
};

const attemptWork = async <Result>(context: Context, work: (connection: Connection) => Result): Promise<Result> => {
  const { state, options } = context;
  const sinceMs = monotonicMs();
  for (let attempt = 0, repairs = 0; ; attempt += 1) {
    let file: DatabaseFile | undefined;
    try {
      file = await connect(context);
      const result = work(file.connection);
      state.patienceMs = options.patienceMs ?? defaultPatienceMs;
      return result;
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure === 'busy' && await waitForOthers(context, sinceMs, attempt)) continue;
      if (failure !== 'broken' || !file || repairs > 1) throw error;
      repair(context, file, error, repairs === 0);
      repairs += 1;
    }
  }
};

const giveUp = ({ options, state }: Context, error: unknown): void => {
  if (state.isClosed) return;
  const failure = classifyFailure(error);
  // The next operation does not wait again for a lock that two seconds did not free.
  if (failure === 'busy') state.patienceMs = 0;
  if (failure === 'hopeless') state.offUntilMs = Infinity;
  if (!state.file) state.offUntilMs = Math.max(state.offUntilMs, monotonicMs() + coolOffMs);
  options.warn(describeFailure(options.label, options.path, error));
};

/** Whether there is no file; a path that cannot be looked at is for the opening to tell of. */
const isMissing = ({ options, state }: Context): boolean => {
  if (state.file !== undefined || state.opening !== undefined) return false;
  try {
    return statSync(options.path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
};

/** Makes the handle of a database file; nothing is loaded or opened before the first `run`. */
export const openDatabase = (given: DatabaseOptions): StoreDatabase => {
  const options: DatabaseOptions = { ...given, warn: warnOnce(given.warn) };
  const state: State = {
    file: undefined, opening: undefined, damaged: undefined, offUntilMs: 0, patienceMs: options.patienceMs ?? defaultPatienceMs, isClosed: false,
  };
  const context: Context = { options, state };
  const run: StoreDatabase['run'] = async (work, fallback) => {
    if (state.isClosed || monotonicMs() < state.offUntilMs) return fallback;
    try {
      return await attemptWork(context, work);
    } catch (error) {
      giveUp(context, error);
      return fallback;
    }
  };
  return {
    path: options.path,
    run,
    look: async (work, fallback, empty = fallback) => (isMissing(context) ? empty : run(work, fallback)),
    runTogether: createGroupCommit(run),
    close: ({ isAtExit = false } = {}) => {
      state.isClosed = true;
      if (!isAtExit || !hasShortLog(context)) closeFile(context);
    },
  };
};
