import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { UadaError } from '../core/errors.js';

export type RegularFile = {
  readonly bytes: Buffer;
  /** Permission bits. */
  readonly mode: number;
};

const reasons = new Map([
  ['ENOENT', 'no such file or directory'],
  ['EACCES', 'permission denied'], ['EPERM', 'permission denied'], ['ELOOP', 'its symbolic links go in a circle'],
  ['EROFS', 'the file system is read-only'], ['ENOSPC', 'the disk is full'], ['ENOTDIR', 'a part of the path is no directory'],
  ['EISDIR', 'it is a directory'], ['ENXIO', 'it is not a file'], ['EMFILE', 'too many open files'],
]);

/** The `ENOENT` of a file system error; '' for anything else. */
export const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why a file operation failed, in a person's words. */
export const fileFaultOf = (error: unknown): string => {
  const code = errorCodeOf(error);
  return reasons.get(code) ?? (code === '' ? 'unknown reason' : code);
};

/** The error for a file that a person named. */
export const unreadableFile = (path: string, error: unknown, hint?: string): UadaError =>
  new UadaError('usage', `The file ${path} cannot be read: ${fileFaultOf(error)}.`, { cause: error, hint });

const refuse = (path: string, fault: string): UadaError => new UadaError('usage', `${path} cannot be read: ${fault}.`);

const checkFile = (path: string, stats: Stats, maximumBytes: number): void => {
  if (stats.isDirectory()) throw refuse(path, 'it is a directory, not a file');
  if (!stats.isFile()) throw refuse(path, 'it is a pipe or a device, not a file');
  if (stats.size > maximumBytes) throw refuse(path, `it is larger than ${maximumBytes / 2 ** 20} MiB`);
};

const openForReading = (path: string): number | undefined => {
  // Without O_NONBLOCK, opening a FIFO waits for a writer that may never come. Windows has no such flag.
  const flags = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);
  try {
    return openSync(path, flags);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error))) return undefined;
    throw refuse(path, fileFaultOf(error));
  }
};

/**
 * Reads a file whole; undefined when there is none. Throws a `usage` error for one that is too large, cannot
 * be read or is no regular file; never waits.
 */
export const readRegularFile = (path: string, maximumBytes: number): RegularFile | undefined => {
  const descriptor = openForReading(path);
  if (descriptor === undefined) return undefined;
  try {
    const stats = fstatSync(descriptor);
    checkFile(path, stats, maximumBytes);
    return { bytes: readFileSync(descriptor), mode: stats.mode & 0o777 };
  } catch (error) {
    throw error instanceof UadaError ? error : refuse(path, fileFaultOf(error));
  } finally {
    closeSync(descriptor);
  }
};
