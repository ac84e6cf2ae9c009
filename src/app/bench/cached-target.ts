import type { BenchTarget, TransportStamps } from '../../bench/target.js';
import type { StreamEvent } from '../../core/events.js';
import type { Provider } from '../../core/provider.js';
import type { ChatRequest } from '../../core/request.js';
import { userMessage } from '../../core/request.js';
import type { AnswerCache } from '../../store/answer-cache.js';
import type { Prompts } from './prompts.js';
import type { Target } from '../complete-plan.js';
import type { Io } from '../io.js';
import { requestKey } from '../plan-complete.js';
import { withCache } from '../with-cache.js';

/** A model behind the response cache. */
export type CachedReach = {
  readonly provider: Provider;
  readonly target: Target;
  readonly request: ChatRequest;
  readonly cache: AnswerCache;
  readonly ttlMs: number;
  readonly io: Pick<Io, 'now' | 'monotonicMs'>;
};

const noStamps: TransportStamps = { connect: null, sentMs: null, headersMs: null, bodyBytes: 0, status: null, staleCount: 0 };

/** Which of its prompt tokens a provider had cached when it gave the answer is no matter of this run. */
const withoutProviderCache = (event: StreamEvent): StreamEvent =>
  (event.type === 'end' && event.usage !== undefined ? { ...event, usage: { ...event.usage, cachedInputTokens: null } } : event);

/** The cache as the load generator asks it: the warm-up fills it, and a measured request is answered by it or fails. */
export const createCachedTarget = (name: string, { provider, target, request, cache, ttlMs, io }: CachedReach, prompts: Prompts): BenchTarget => ({
  name,
  ask: (index, signal, take) => {
    const { text, maxTokens } = prompts(index);
    const asked: ChatRequest = { ...request, messages: [userMessage(text)], maxTokens };
    const policy = { isOn: true, refresh: false, only: index >= 0, ttlMs };
    const cached = withCache({ cache, key: requestKey(target, asked), policy, ...io })(provider);
    const play = async (): Promise<void> => {
      for await (const event of cached.stream(asked, signal)) take(withoutProviderCache(event), io.monotonicMs());
    };
    return { ended: play(), stamps: () => noStamps };
  },
});
