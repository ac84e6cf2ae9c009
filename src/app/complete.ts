import type { Settings } from '../config/setting-rows.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider } from '../core/provider.js';
import type { Notice } from '../layers/notice.js';
import type { AnswerCache } from '../store/answer-cache.js';
import { openAnswerCache } from '../store/answer-cache.js';
import { withTeamCache } from '../store/team/with-team-cache.js';
import type { Candidate, CompletePlan } from './complete-plan.js';
import type { Connection, ConnectionSettings } from './connect.js';
import type { ConnectionPool } from './connection-pool.js';
import type { KeyPlaces } from './find-key.js';
import type { Io } from './io.js';
import type { Limits } from './limits.js';
import type { SharedRun } from './shared-run.js';
import { withCache } from './with-cache.js';

type TeamSettings = Pick<Settings, 'cacheUrl' | 'cacheUrlTimeoutMs' | 'cacheLengthStops'>;

export type CompleteInput = {
  readonly plan: CompletePlan;
  readonly settings: ConnectionSettings & Pick<Settings, 'maxRetries' | 'maxCostUsd' | 'requestsPerMinute' | 'tokensPerMinute'> & Partial<TeamSettings>;
  /** Shared with other prompts of the process. @default limits of this prompt's own */
  readonly limits?: Limits | undefined;
  readonly places: KeyPlaces;
  readonly dataDir: string | null;
  readonly maxCacheBytes: number;
  /** Told once when the cache cannot be used. */
  readonly warnOfStore: (line: string) => void;
  readonly io: Io;
  /** Told of retries, of a fallback and the like while they happen. */
  readonly notify?: ((notice: Notice) => void) | undefined;
  /** Called for every request that is made, before it has a connection. */
  readonly onRequest?: ((candidate: Candidate) => void) | undefined;
  /** Called when a request has one. */
  readonly onConnect?: ((candidate: Candidate) => void) | undefined;
  /** Called when it is clear who answers; never called where only one was asked. */
  readonly onAnswerer?: ((candidate: Candidate) => void) | undefined;
  /**
   * Takes over what may go on behind the answer, such as storing it in the team cache; the process must not end before
   * that. Without it, the stream ends when that is done.
   */
  readonly defer?: ((work: Promise<void>) => void) | undefined;
  /** What many prompts of one run use together. @default opened for this prompt and closed behind it */
  readonly shared?: SharedRun | undefined;
  /** Keeps connections for the prompts that follow. @default opened for this prompt and closed behind it */
  readonly pool?: ConnectionPool | undefined;
};

type Opened = { readonly cache: AnswerCache | undefined; readonly connections: Connection[]; readonly limits: () => Promise<Limits> };

/** A provider that finds its key and opens its connection only when it is really asked. */
const lazyProvider = (candidate: Candidate, input: CompleteInput, { connections, limits }: Opened): Provider => ({
  id: candidate.target.row.id,
  async *stream(request, signal) {
    const { askCandidate } = await import('./ask-candidate.js');
    const shared = { ...input, limits: await limits() };
    yield* askCandidate(candidate, shared, (connection) => connections.push(connection), request, signal);
  },
});

/** Made when somebody is really asked: an answer out of the cache needs none. */
const lazyLimits = ({ limits, settings, places: { config }, io }: CompleteInput): (() => Promise<Limits>) => {
  let made = limits;
  return async () => {
    const { createLimits } = await import('./limits.js');
    return (made ??= createLimits({ settings, config, io }));
  };
};

type CacheInput = Pick<CompleteInput, 'settings' | 'dataDir' | 'maxCacheBytes' | 'io' | 'warnOfStore'> & { readonly plan: Pick<CompletePlan, 'cache'> };

/** The cache of a plan; undefined where it is off. */
export const openCache = ({ plan, settings, dataDir, maxCacheBytes, io, warnOfStore }: CacheInput): AnswerCache | undefined => {
  if (!plan.cache.isOn) return undefined;
  if (dataDir === null) {
    warnOfStore('No home directory is known, so nothing is remembered; set UADA_DATA_DIR to change that.');
    return undefined;
  }
  const { cacheUrl: url, cacheUrlTimeoutMs: limitMs, cacheLengthStops: keepsLengthStops } = settings;
  const local = openAnswerCache({ dataDir, warn: warnOfStore, maxBytes: maxCacheBytes, keepsLengthStops, now: io.now });
  return url === undefined ? local : withTeamCache(local, { url, limitMs, keepsLengthStops, warn: warnOfStore, now: io.now });
};

const candidateProvider = (candidate: Candidate, input: CompleteInput, opened: Opened): Provider => {
  const { plan, io } = input;
  const provider = lazyProvider(candidate, input, opened);
  return opened.cache === undefined ? provider : withCache({
    cache: opened.cache, key: candidate.cacheKey, policy: plan.cache, now: io.now, monotonicMs: io.monotonicMs,
  })(provider);
};

const planProvider = async (input: CompleteInput, opened: Opened): Promise<Provider> => {
  const { plan } = input;
  const provide = (candidate: Candidate): Provider => candidateProvider(candidate, input, opened);
  if (plan.rivals.length === 0 && plan.fallbacks.length === 0) return provide(plan);
  const { combineCandidates } = await import('./combine-candidates.js');
  return combineCandidates(input, provide, opened.cache);
};

/**
 * One prompt, one answer: from the cache where it can be, else from the provider, and remembered then under the key
 * of who gave it. Closes what it opened when the answer has ended, failed or been left.
 */
export async function* complete(input: CompleteInput): AsyncGenerator<StreamEvent> {
  const { shared } = input;
  const opened: Opened = { cache: shared === undefined ? openCache(input) : shared.cache, connections: [], limits: lazyLimits(input) };
  try {
    const provider = await planProvider(input, opened);
    yield* provider.stream(input.plan.request, input.io.signal);
  } finally {
    await Promise.all(opened.connections.map((connection) => connection.close()));
    const closing = (shared === undefined ? opened.cache?.close({ isAtExit: true }) : undefined) ?? Promise.resolve();
    if (input.defer === undefined) await closing;
    else input.defer(closing);
  }
}
