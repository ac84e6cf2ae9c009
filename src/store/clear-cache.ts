import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachePath } from './answer-cache.js';

const namesIn = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};

/**
 * Deletes the cache of a data directory with the damaged files that were moved aside, and returns how many
 * bytes that was. The files are unlinked rather than emptied, because on a full disk SQLite cannot even
 * delete a row. Other processes notice and begin a new file. Throws file system errors.
 */
export const clearCache = (dataDir: string): number => {
  const name = basename(cachePath(dataDir));
  const isCache = (entry: string): boolean => ['-wal', '-shm', ''].some((suffix) => entry === name + suffix) || entry.startsWith(`${name}.corrupt-`);
  // The database comes last, so that nobody can begin a new one beside the old log.
  const paths = namesIn(dataDir).filter(isCache).toSorted((first, second) => second.length - first.length).map((entry) => join(dataDir, entry));
  return paths.reduce((sum, path) => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    rmSync(path, { force: true });
    return sum + size;
  }, 0);
};
