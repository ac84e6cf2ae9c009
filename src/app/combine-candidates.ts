import type { Provider, ProviderLayer } from '../core/provider.js';
import type { Contender, Contenders } from '../layers/contender.js';
import { createFallback } from '../layers/fallback.js';
import { createRace } from '../layers/race.js';
import type { AnswerCache } from '../store/answer-cache.js';
import type { CompleteInput } from './complete.js';
import type { Candidate } from './complete-plan.js';
import { replay } from './with-cache.js';

type CandidateProvider = (candidate: Candidate) => Provider;

const toContender = (candidate: Candidate, { onAnswerer }: CompleteInput, provide: CandidateProvider): Contender => ({
  provider: provide(candidate),
  request: (request) => ({ ...request, model: candidate.request.model }),
  onAnswer: () => onAnswerer?.(candidate),
});

/** What anybody of them has answered before is given again before anybody is asked. */
const withRecall = (candidates: readonly Candidate[], cache: AnswerCache, { io, onAnswerer }: CompleteInput): ProviderLayer => (next) => ({
  id: next.id,
  async *stream(request, signal) {
    for (const candidate of candidates) {
      const answer = await cache.get(candidate.cacheKey);
      if (answer === undefined) continue;
      onAnswerer?.(candidate);
      yield* replay(answer, io.now());
      return;
    }
    yield* next.stream(request, signal);
  },
});

/**
 * One provider out of the candidates of a plan: those of a race are asked at once, then the fallbacks in order. The
 * cache is searched under the key of the one that is asked first; of a race, and where only the cache may answer,
 * under all keys.
 */
export const combineCandidates = (input: CompleteInput, provide: CandidateProvider, cache: AnswerCache | undefined): Provider => {
  const { plan, notify } = input;
  const runners: Contenders = [toContender(plan, input, provide), ...plan.rivals.map((rival) => toContender(rival, input, provide))];
  const first: Contender = plan.rivals.length === 0 ? runners[0] : { provider: createRace(runners, notify) };
  const all = createFallback([first, ...plan.fallbacks.map((candidate) => toContender(candidate, input, provide))], notify, input.shared?.isHeldToEnd);
  if (cache === undefined || plan.cache.refresh) return all;
  if (plan.cache.only) return withRecall([plan, ...plan.rivals, ...plan.fallbacks], cache, input)(provide(plan));
  return plan.rivals.length === 0 ? all : withRecall([plan, ...plan.rivals], cache, input)(all);
};
