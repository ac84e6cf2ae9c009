import { join } from 'node:path';
import type Keyv from 'keyv';
import { answersNamespace } from './cache-entry.js';
import { cacheMigrations } from './cache-schema.js';
import type { CachedAnswer } from './cached-answer.js';
import { isComplete, isTooLarge, parseStoredAnswer, toStoredAnswer } from './cached-answer.js';
import type { CloseOptions, StoreDatabase } from './database.js';
import { openDatabase } from './database.js';
import type { Flight, FlightControl } from './flight.js';
import { createFlightControl } from './flight.js';
import type { LoadSqliteDriver } from './sqlite-driver.js';
import type { SqliteKeyvAdapter } from './sqlite-keyv-adapter.js';
import { createSqliteKeyvAdapter } from './sqlite-keyv-adapter.js';
import type { Warn } from './warn-once.js';
import { warnOnce } from './warn-once.js';

export type AnswerCacheOptions = {
  /** The directory of cache.db; made with mode 0700 when it is not there. */
  readonly dataDir: string;
  readonly warn: Warn;
  /** @default 1 GiB */
  readonly maxBytes?: number | undefined;
  /** Keeps answers that ended at the token limit, and gives them again. @default false */
  readonly keepsLengthStops?: boolean | undefined;
  /** Wall clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
  readonly loadDriver?: LoadSqliteDriver | undefined;
};

/** Answers by key. Nothing here rejects; a cache that cannot be used warns once and reads as empty. */
export type AnswerCache = {
  get(key: string): Promise<CachedAnswer | undefined>;
  /**
   * Stores a complete answer; anything else is left out, as is one of more than 16 MiB. Without `ttlMs`
   * it stays until it is the least recently used.
   */
  set(key: string, answer: CachedAnswer, ttlMs?: number): Promise<void>;
  /**
   * Takes part in the flight for a key that `get` did not find, so that identical requests go out once. What `set`
   * leaves out is shared with nobody. Throws `CancelledError` when the signal aborts while it waits for another's answer.
   */
  join(key: string, signal: AbortSignal): Promise<Flight<CachedAnswer>>;
  close(options?: CloseOptions): Promise<void>;
};

/** The cache file in a data directory. */
export const cachePath = (dataDir: string): string => join(dataDir, 'cache.db');

// Keyv deletes what it takes for expired after reading it, and so would delete what another process has
// stored meanwhile. The text it handles names no expiry; the adapter alone decides.
const createKeyv = async (store: SqliteKeyvAdapter): Promise<Keyv> => {
  const { default: KeyvStore } = await import('keyv');
  const keyv = new KeyvStore({
    store,
    namespace: answersNamespace,
    useKeyPrefix: false,
    serialize: ({ value }) => toStoredAnswer(value as CachedAnswer),
    deserialize: (text) => ({ value: parseStoredAnswer(text) as never }),
  });
  keyv.on('error', () => undefined);
  return keyv;
};

/** Opens the answer cache in `database`; the file is touched at the first `get` or `set`. */
const createAnswerCache = (database: StoreDatabase, options: Omit<AnswerCacheOptions, 'dataDir'>): AnswerCache => {
  const { maxBytes, now, keepsLengthStops = false } = options;
  const warn = warnOnce(options.warn);
  const adapter = createSqliteKeyvAdapter({ database, maxBytes, now });
  let keyv: Promise<Keyv> | undefined;
  const open = (): Promise<Keyv> => (keyv ??= createKeyv(adapter));
  const get = async (key: string): Promise<CachedAnswer | undefined> => {
    const answer = await (await open()).get<CachedAnswer>(key);
    return answer !== undefined && isComplete(answer, keepsLengthStops) ? answer : undefined;
  };
  let flights: FlightControl<CachedAnswer> | undefined;
  const join: AnswerCache['join'] = async (key, signal) => {
    const flight = await (flights ??= createFlightControl({ database })).join(key, () => get(key), signal);
    if (flight.role === 'follower') return flight;
    return { ...flight, land: (answer) => (isComplete(answer, keepsLengthStops) && !isTooLarge(answer) ? flight.land(answer) : flight.fail()) };
  };
  return {
    get,
    join,
    set: async (key, answer, ttlMs) => {
      if (!isComplete(answer, keepsLengthStops)) return;
      if (isTooLarge(answer)) {
        warn('The answer is larger than 16 MiB and was not cached.');
        return;
      }
      await (await open()).set(key, answer, ttlMs);
    },
    close: async (closing) => {
      await adapter.disconnect();
      database.close(closing);
    },
  };
};

/** The answer cache of a data directory. */
export const openAnswerCache = (options: AnswerCacheOptions): AnswerCache => {
  const { dataDir, loadDriver, now } = options;
  const warn = warnOnce(options.warn);
  const database = openDatabase({ path: cachePath(dataDir), label: 'cache', migrations: cacheMigrations, warn, loadDriver, now });
  return createAnswerCache(database, { ...options, warn });
};
