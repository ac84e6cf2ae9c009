import { setMaxListeners } from 'node:events';
import type { AnswerCache } from '../store/answer-cache.js';
import type { CompleteInput } from './complete.js';
import { openCache } from './complete.js';
import type { Candidate, CachePolicy } from './complete-plan.js';
import type { Connection } from './connect.js';
import { openConnectionPool } from './connection-pool.js';

/** What the prompts of one run use together: the cache and one pool of connections a provider. */
export type SharedRun = {
  readonly cache: AnswerCache | undefined;
  /** True when nobody sees an answer before it is whole: then one that broke off is asked for again. */
  readonly isHeldToEnd: boolean;
  /** Throws what finding the key throws, also to whoever asks again. */
  connectTo(candidate: Candidate): Promise<Connection>;
  close(): Promise<void>;
};

export type SharedRunOptions = Pick<CompleteInput, 'settings' | 'places' | 'dataDir' | 'maxCacheBytes' | 'warnOfStore' | 'io'> & {
  readonly cache: CachePolicy;
};

/** Opens what a run of many prompts shares. Nothing is connected before it is asked for. */
export const openSharedRun = (options: SharedRunOptions): SharedRun => {
  // Nobody watches: the transport with the least work a request serves best.
  const pool = openConnectionPool({ ...options, isTimed: !options.settings.http2 });
  const cache = openCache({ ...options, plan: options });
  // Each prompt under way listens to the one signal of its run.
  setMaxListeners(0, options.io.signal);
  return {
    cache,
    isHeldToEnd: true,
    connectTo: (candidate) => pool.connectTo(candidate, options.io),
    close: async () => {
      await pool.close();
      await cache?.close({ isAtExit: true });
    },
  };
};
