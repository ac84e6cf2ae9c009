import { UadaError } from '../core/errors.js';
import type { CacheMaintenance } from '../store/cache-maintenance.js';
import type { History } from '../store/history.js';
import type { Io } from './io.js';

const placeOf = (dataDir: string | null): string => {
  if (dataDir !== null) return dataDir;
  throw new UadaError('usage', 'No home directory is known, so there is neither cache nor history.', { hint: 'Set UADA_DATA_DIR to a directory of yours.' });
};

/** The cache of the data directory, for the commands that look into it. */
export const openCacheTools = async (dataDir: string | null, io: Io): Promise<CacheMaintenance> => {
  const { openCacheMaintenance } = await import('../store/cache-maintenance.js');
  return openCacheMaintenance({ dataDir: placeOf(dataDir), warn: io.warn, now: io.now });
};

/** Deletes the cache and resolves to the bytes that were freed. Throws a `usage` error that names the directory. */
export const clearCacheOf = async (dataDir: string | null): Promise<number> => {
  const place = placeOf(dataDir);
  const { clearCache } = await import('../store/clear-cache.js');
  try {
    return clearCache(place);
  } catch (error) {
    throw new UadaError('usage', `The cache in ${place} cannot be removed (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, { cause: error, hint: 'Check who owns the directory.' });
  }
};

/** The history of the data directory, for the commands that look into it. */
export const openHistoryOf = async (dataDir: string | null, io: Io): Promise<History> => {
  const { openHistory } = await import('../store/history.js');
  return openHistory({ dataDir: placeOf(dataDir), warn: io.warn, now: io.now });
};
