import { constants, copyFileSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { UadaError } from '../core/errors.js';
import { errorCodeOf, fileFaultOf } from './regular-file.js';

/** File systems without hard links say one of these. */
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const placeDraft = (draft: string, path: string): void => {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!noLinks.has(errorCodeOf(error))) throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
};

/**
 * Creates a lock file with this text, complete from its first moment on, and tells whether it did: false where there
 * is one. Throws a `usage` error when it cannot be written.
 */
export const createLock = (path: string, text: string): boolean => {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    placeDraft(draft, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw new UadaError('usage', `${path} cannot be written: ${fileFaultOf(error)}.`, { cause: error, hint: 'Its directory must be yours to write in.' });
  } finally {
    rmSync(draft, { force: true });
  }
};

/** The text of a lock; undefined where there is none to be read. */
export const readLock = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Milliseconds since a file was written, the other way round where the clock was set back; 0 where there is none. */
export const ageOf = (path: string): number => {
  const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modifiedMs === undefined ? 0 : Math.abs(Date.now() - modifiedMs);
};

/** Removing takes microseconds: who is at it for so long has died of it. */
const removalMs = 10_000;

/**
 * Removes a lock that still has this text. One process at a time does so, because another may have removed it and taken
 * the lock for itself since its text was read.
 */
export const breakLock = (path: string, text: string): void => {
  const removal = `${path}.break`;
  if (!createLock(removal, '')) {
    if (ageOf(removal) > removalMs) rmSync(removal, { force: true });
    return;
  }
  try {
    if (readLock(path) === text) rmSync(path, { force: true });
  } finally {
    rmSync(removal, { force: true });
  }
};
