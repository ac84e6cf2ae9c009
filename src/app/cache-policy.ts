import type { Settings } from '../config/setting-rows.js';
import type { CachePolicy } from './complete-plan.js';

/** How the settings want the cache used. What may never be asked cannot be asked again, so `--cache-only` goes before `--refresh`. */
export const cachePolicyOf = ({ cache, cacheOnly, refresh, cacheTtlMs }: Settings): CachePolicy =>
  ({ isOn: cache || cacheOnly, refresh: refresh && !cacheOnly, only: cacheOnly, ttlMs: cacheTtlMs });
