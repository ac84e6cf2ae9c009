import type { StreamEvent } from '../core/events.js';
import type { Provider } from '../core/provider.js';
import type { AnswerCache } from '../store/answer-cache.js';
import type { CompletePlan } from './complete-plan.js';
import type { Connection, ConnectionSettings } from './connect.js';
import type { KeyPlaces } from './find-key.js';
import type { Io } from './io.js';
import { withCache } from './with-cache.js';

export type CompleteInput = {
  readonly plan: CompletePlan;
  readonly settings: ConnectionSettings;
  readonly places: KeyPlaces;
  readonly dataDir: string | null;
  readonly maxCacheBytes: number;
  readonly io: Io;
};

type Opened = { cache: AnswerCache | undefined; connection: Connection | undefined };

/** A provider that finds its key and opens its connection only when it is really asked. */
const lazyProvider = (input: CompleteInput, opened: Opened): Provider => ({
  id: input.plan.target.row.id,
  async *stream(request, signal) {
    const { connect } = await import('./connect.js');
    opened.connection = await connect({ ...input, target: input.plan.target });
    if (input.plan.target.mock !== undefined) input.io.warn('The answer is simulated: --mock stands in for the provider.');
    yield* opened.connection.provider.stream(request, signal);
  },
});

const openCache = async ({ plan, dataDir, maxCacheBytes, io }: CompleteInput): Promise<AnswerCache | undefined> => {
  if (!plan.cache.isOn) return undefined;
  if (dataDir === null) {
    io.warn('No home directory is known, so nothing is cached; set UADA_DATA_DIR to change that.');
    return undefined;
  }
  const { openAnswerCache } = await import('../store/answer-cache.js');
  return openAnswerCache({ dataDir, warn: io.warn, maxBytes: maxCacheBytes, now: io.now });
};

/**
 * One prompt, one answer: from the cache where it can be, else from the provider, and remembered then.
 * Closes what it opened when the answer has ended, failed or been left.
 */
export async function* complete(input: CompleteInput): AsyncGenerator<StreamEvent> {
  const { plan, io } = input;
  const opened: Opened = { cache: await openCache(input), connection: undefined };
  const provider = lazyProvider(input, opened);
  const layered = opened.cache === undefined ? provider : withCache({
    cache: opened.cache, key: plan.cacheKey, policy: plan.cache, now: io.now, monotonicMs: io.monotonicMs,
  })(provider);
  try {
    yield* layered.stream(plan.request, io.signal);
  } finally {
    await opened.connection?.close();
    await opened.cache?.close();
  }
}
