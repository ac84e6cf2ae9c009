import { UadaError } from '../core/errors.js';
import type { CacheMaintenance } from '../store/cache-maintenance.js';
import type { Settings } from '../config/setting-rows.js';
import type { History } from '../store/history.js';
import type { TeamOutcome } from '../store/team/team-service.js';
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

/** Whether the team cache answers; undefined when there is none. Never rejects. */
export const probeTeam = async ({ cacheUrl, cacheUrlTimeoutMs }: Pick<Settings, 'cacheUrl' | 'cacheUrlTimeoutMs'>): Promise<TeamOutcome | undefined> =>
  cacheUrl === undefined ? undefined : (await import('../store/team/team-service.js')).probeTeamCache(cacheUrl, cacheUrlTimeoutMs);

/** Deletes the answers in the team cache, for everybody, and resolves to its address. Throws a `usage` or `network` error. */
export const clearTeam = async ({ cacheUrl }: Pick<Settings, 'cacheUrl'>): Promise<string> => {
  if (cacheUrl === undefined) throw new UadaError('usage', 'There is no team cache to clear.', { hint: 'Its address is cache.url in the config file, or UADA_CACHE_URL.' });
  const { label, problem } = await (await import('../store/team/team-service.js')).clearTeamCache(cacheUrl);
  if (problem !== undefined) throw new UadaError('network', `The team cache ${label} was not cleared: ${problem}.`, { hint: '`uada cache stats` says when it can be reached.' });
  return label;
};
