import { UadaError } from '../core/errors.js';
import { createAnswerRecorder, largestKeptAnswer } from '../core/answer.js';
import type { Answer } from '../core/answer.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { AnswerCache } from '../store/answer-cache.js';
import type { CachedAnswer } from '../store/cached-answer.js';
import { replayAnswer } from '../store/cached-answer.js';
import type { CachePolicy } from './complete-plan.js';

export type CacheLayerOptions = {
  readonly cache: AnswerCache;
  readonly key: string;
  readonly policy: CachePolicy;
  readonly now: () => number;
  readonly monotonicMs: () => number;
};

const toCached = (answer: Answer, now: number): CachedAnswer | undefined =>
  answer.finishReason === null ? undefined : {
    provider: answer.provider, model: answer.model, id: answer.id ?? undefined, requestId: answer.requestId ?? undefined,
    reasoning: answer.reasoning ?? '', text: answer.text, finishReason: answer.finishReason, detail: answer.detail ?? undefined,
    usage: answer.usage, createdMs: now, timing: { firstTokenMs: answer.timing.ttftMs, totalMs: answer.timing.totalMs },
  };

/** The events of a remembered answer, which say who gave it and how long ago. */
export function* replay(answer: CachedAnswer, now: number): Generator<StreamEvent> {
  for (const event of replayAnswer(answer)) {
    yield event.type === 'start' ? { ...event, provider: answer.provider, cachedAgeMs: Math.max(0, now - answer.createdMs) } : event;
  }
}

type Leader = Extract<Awaited<ReturnType<AnswerCache['join']>>, { role: 'leader' }>;

/** What was paid for is kept before anybody is told of it, and whoever waits for the same answer gets it then. */
const store = async (answer: CachedAnswer | undefined, leader: Leader | undefined, { cache, key, policy }: CacheLayerOptions): Promise<void> => {
  if (answer === undefined) return;
  await cache.set(key, answer, policy.ttlMs === 0 ? undefined : policy.ttlMs);
  await leader?.land(answer);
};

async function* ask(
  next: Provider, request: ChatRequest, signal: AbortSignal, options: CacheLayerOptions, leader?: Leader,
): AsyncGenerator<StreamEvent> {
  const recorder = createAnswerRecorder({ provider: next.id, model: request.model, monotonicMs: options.monotonicMs, mostCharacters: largestKeptAnswer });
  try {
    for await (const event of next.stream(request, signal)) {
      recorder.push(event);
      if (event.type === 'end') await store(toCached(recorder.answer(), options.now()), leader, options);
      yield event;
    }
  } catch (error) {
    if (!signal.aborted) await leader?.fail();
    throw error;
  } finally {
    await leader?.leave();
  }
}

async function* askOrWait(next: Provider, request: ChatRequest, signal: AbortSignal, options: CacheLayerOptions): AsyncGenerator<StreamEvent> {
  const flight = await options.cache.join(options.key, signal);
  if (flight.role === 'follower') yield* replay(flight.answer, options.now());
  else yield* ask(next, request, signal, options, flight);
}

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, options: CacheLayerOptions): AsyncGenerator<StreamEvent> {
  const { cache, key, policy, now } = options;
  if (policy.refresh) {
    yield* ask(next, request, signal, options);
    return;
  }
  const hit = await cache.get(key);
  if (hit !== undefined) {
    yield* replay(hit, now());
    return;
  }
  if (policy.only) {
    throw new UadaError('cache_miss', 'The answer is not in the cache.', { provider: next.id, hint: 'Leave out --cache-only to ask the provider.' });
  }
  yield* askOrWait(next, request, signal, options);
}

/**
 * Answers from the cache where it can, asks once where several ask the same at the same moment, and remembers
 * complete answers. A broken cache is as good as none.
 */
export const withCache = (options: CacheLayerOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
