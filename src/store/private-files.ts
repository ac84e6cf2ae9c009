import { chmodSync, closeSync, existsSync, fchmodSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Which file a path names now; it changes when the file is deleted and made anew, or replaced. */
export type FileIdentity = string;

const isExisting = (error: unknown): boolean => error instanceof Error && Reflect.get(error, 'code') === 'EEXIST';

/** Makes a directory and its missing parents, readable by their owner only under any umask. */
const ensurePrivateDirectory = (path: string): void => {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) ensurePrivateDirectory(parent);
  try {
    mkdirSync(path, 0o700);
    chmodSync(path, 0o700);
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
};

// Opened only when it is created: closing a second descriptor of a database drops the process's locks on it.
const createPrivateFile = (path: string): void => {
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    try {
      fchmodSync(descriptor, 0o600);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
};

/** The identity of the file at `path`, or undefined when there is none. */
export const identifyFile = (path: string): FileIdentity | undefined => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
};

/** Makes sure that `path` is a regular file of mode 0600 in a private directory. Throws file system errors. */
export const ensurePrivateFile = (path: string): void => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) {
    ensurePrivateDirectory(dirname(path));
    createPrivateFile(path);
    return;
  }
  if (!found.isFile()) throw Object.assign(new Error(`${path} is not a file`), { code: 'EISDIR' });
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0 && found.uid === process.getuid?.()) chmodSync(path, 0o600);
};

/**
 * Renames a database with its -wal and -shm to `PATH.corrupt-TIME…` and returns the new path.
 * The database goes last: until then nobody can begin a new one beside the old log.
 */
export const moveDatabaseAside = (path: string, timeMs: number): string => {
  const aside = `${path}.corrupt-${new Date(timeMs).toISOString().replaceAll(/[-:]/g, '').replace('.', '')}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
};
