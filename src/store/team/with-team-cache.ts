import type { AnswerCache } from '../answer-cache.js';
import { isComplete, isTooLarge } from '../cached-answer.js';
import type { TeamCache, TeamCacheOptions } from './team-cache.js';

export type SharedCacheOptions = TeamCacheOptions & {
  /** As the local cache has it. @default false */
  readonly keepsLengthStops?: boolean | undefined;
};

/**
 * A local cache with a team's behind it: what only the team has is kept here for the rest of its lifetime, and what is
 * stored here goes there without being waited for until `close`. A local hit loads and connects nothing.
 */
export const withTeamCache = (local: AnswerCache, options: SharedCacheOptions): AnswerCache => {
  let team: Promise<TeamCache> | undefined;
  const open = (): Promise<TeamCache> =>
    (team ??= import('./team-cache.js').then(({ createTeamCache }) => createTeamCache(options)));
  let handedOver = Promise.resolve();
  return {
    get: async (key) => {
      const known = await local.get(key);
      if (known !== undefined) return known;
      const found = await (await open()).get(key);
      if (found === undefined || !isComplete(found.answer, options.keepsLengthStops)) return undefined;
      await local.set(key, found.answer, found.ttlMs);
      return found.answer;
    },
    set: async (key, answer, ttlMs) => {
      await local.set(key, answer, ttlMs);
      if (!isComplete(answer, options.keepsLengthStops) || isTooLarge(answer)) return;
      handedOver = Promise.all([handedOver, open()]).then(([, opened]) => { opened.put(key, answer, ttlMs); });
    },
    // Whoever waits for another process looks where that one stores first.
    join: (key, signal) => local.join(key, signal),
    close: async (closing) => {
      await handedOver;
      await (await team)?.close();
      await local.close(closing);
    },
  };
};
