import type { CachedAnswer } from '../cached-answer.js';
import type { Warn } from '../warn-once.js';
import { warnOnce } from '../warn-once.js';
import { loadTeamLink } from './load-team-link.js';
import { parseTeamAddress } from './team-address.js';
import { createTeamConnection } from './team-connection.js';
import type { TeamEntry } from './team-entry.js';
import { decodeTeamEntry, encodeTeamEntry } from './team-entry.js';
import { describeTeamFailure } from './team-failure.js';

export type TeamCacheOptions = {
  /** As `parseTeamAddress` reads it; it may hold a password. */
  readonly url: string;
  /** Upper bound of one operation, connecting included. @default 250 */
  readonly limitMs?: number | undefined;
  /** Gets at most one message, which holds no credential. */
  readonly warn: Warn;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
};

/** Answers that several people share. Nothing here rejects: a server that fails warns once and reads as empty. */
export type TeamCache = {
  get(key: string): Promise<TeamEntry | undefined>;
  /** Begins to store an answer and returns at once; `close` waits for it. Without `ttlMs` it does not expire. */
  put(key: string, answer: CachedAnswer, ttlMs?: number): void;
  /** Resolves when what was begun is done or given up. */
  close(): Promise<void>;
};

const nothing: TeamCache = { get: () => Promise.resolve(undefined), put: () => undefined, close: () => Promise.resolve() };

/** The team cache at an address; nothing is loaded or connected before the first use. */
export const createTeamCache = ({ url, limitMs = 250, warn: warnAlways, now }: TeamCacheOptions): TeamCache => {
  const warn = warnOnce(warnAlways);
  const address = parseTeamAddress(url);
  if (address === undefined) {
    warn('The team cache is not used: cache.url cannot be read. Write it as redis://host:6379 or postgres://user:password@host/database.');
    return nothing;
  }
  const connection = createTeamConnection({ address, load: loadTeamLink, limitMs, onFailure: (error) => { warn(describeTeamFailure(address, error)); } });
  const writing = new Set<Promise<unknown>>();
  return {
    get: async (key) => decodeTeamEntry(key, await connection.run((keyv) => keyv.get<unknown>(key)), now()),
    put: (key, answer, ttlMs) => {
      // Redis takes whole milliseconds only.
      const wholeMs = ttlMs === undefined ? undefined : Math.max(1, Math.round(ttlMs));
      const write = encodeTeamEntry(key, answer, now(), wholeMs)
        .then((text) => connection.run((keyv) => keyv.set(key, text, wholeMs)))
        .catch(() => undefined)
        .finally(() => writing.delete(write));
      writing.add(write);
    },
    close: async () => {
      await Promise.all(writing);
      await connection.close();
    },
  };
};
