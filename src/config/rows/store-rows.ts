import { optionalSetting, settingWithDefault } from '../setting.js';
import { booleanType, byteSizeType, durationType, stringType } from '../setting-types.js';
import { timerType } from '../timer-type.js';
import { acceptCacheUrl } from '../url-text.js';

const dayMs = 86_400_000;

/** What is remembered, where and how long. */
export const storeRows = {
  cache: settingWithDefault(booleanType, true, {
    flag: '--no-cache', key: 'cache.enabled', otherKeys: ['cache'], description: 'Answer from the cache, and remember answers in it',
    flagDescription: 'Neither answer from the cache nor remember the answer',
  }),
  refresh: settingWithDefault(booleanType, false, {
    flag: '--refresh', key: 'refresh', description: 'Ask again and replace the remembered answer',
  }),
  cacheOnly: settingWithDefault(booleanType, false, {
    flag: '--cache-only', key: 'cache_only', description: 'Answer from the cache or fail with exit code 8',
  }),
  cacheTtlMs: settingWithDefault(durationType({ zeroWord: 'never' }), 30 * dayMs, {
    flag: '--cache-ttl', key: 'cache.ttl', otherKeys: ['cache_ttl'], description: 'How long an answer is remembered; never lets it expire',
  }),
  cacheUrl: optionalSetting(stringType({ accept: acceptCacheUrl }), {
    key: 'cache.url', otherKeys: ['cache_url'], isSensitive: true, description: 'Team cache behind the local one: redis:// or postgres://',
  }),
  cacheUrlTimeoutMs: settingWithDefault(timerType(), 250, {
    key: 'cache.url_timeout', otherKeys: ['cache_url_timeout'], description: 'How long the team cache may take for one operation, connecting included',
  }),
  cacheLengthStops: settingWithDefault(booleanType, false, {
    flag: '--cache-length-stops', key: 'cache.length_stops', otherKeys: ['cache_length_stops'],
    description: 'Also remember, and give again, answers that stopped at the token limit',
  }),
  cacheMaxBytes: settingWithDefault(byteSizeType, 1_000_000_000, {
    key: 'cache.max_size', otherKeys: ['cache_max_size'], description: 'Size above which the least recently used answers are dropped',
  }),
  history: settingWithDefault(booleanType, true, {
    flag: '--no-history', key: 'history.enabled', otherKeys: ['history'], description: 'Keep every answer in the history', flagDescription: 'Keep the answer out of the history',
  }),
};
