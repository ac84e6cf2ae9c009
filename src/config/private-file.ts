import { chmodSync, closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { UadaError } from '../core/errors.js';
import { errorCodeOf, fileFaultOf } from './regular-file.js';

const makeDirectory = (directory: string): void => {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'EEXIST') return;
    const parent = dirname(directory);
    if (code !== 'ENOENT' || parent === directory) throw error;
    makeDirectory(parent);
    makeDirectory(directory);
    return;
  }
  // The umask has cut the mode, perhaps so far that the owner cannot enter.
  chmodSync(directory, 0o700);
};

const resolveLinks = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

const replaceFile = (path: string, text: string): void => {
  const draft = join(dirname(path), `.${randomUUID()}.tmp`);
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    try {
      fchmodSync(descriptor, 0o600);
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

const attempt = (path: string, action: () => void): void => {
  try {
    action();
  } catch (error) {
    throw new UadaError('usage', `${path} cannot be written: ${fileFaultOf(error)}.`, { cause: error });
  }
};

/** Makes a directory and those above it, each new one 0700 whatever the umask. Throws a `usage` error that names it. */
export const createPrivateDirectory = (directory: string): void => attempt(directory, () => makeDirectory(directory));

/**
 * Replaces a file at one stroke: after a crash it is the old one or the new one, never a half. It has mode
 * 0600 whatever the umask; a symbolic link to it stays one. Throws a `usage` error that names the path.
 */
export const replacePrivateFile = (path: string, text: string): void => attempt(path, () => replaceFile(resolveLinks(path), text));
