import type { Io } from '../app/io.js';
import { openCacheTools } from '../app/stores.js';
import type { Settings } from '../config/setting-rows.js';
import { readSettings } from './read-settings.js';

export type CacheTools = Awaited<ReturnType<typeof openCacheTools>>;

/** Opens the cache for one of its commands, and closes it again. */
export const withCacheTools = async (io: Io, run: (tools: CacheTools, settings: Settings) => Promise<void>): Promise<void> => {
  const { paths, settings } = await readSettings({}, io);
  const tools = await openCacheTools(paths.dataDir, io);
  try {
    await run(tools, settings);
  } finally {
    tools.close();
  }
};
