import { UadaError } from '../core/errors.js';
import { createAnswerRecorder } from '../core/answer.js';
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

function* replay(answer: CachedAnswer, now: number): Generator<StreamEvent> {
  for (const event of replayAnswer(answer)) {
    yield event.type === 'start' ? { ...event, provider: answer.provider, cachedAgeMs: Math.max(0, now - answer.createdMs) } : event;
  }
}

async function* askAndStore(next: Provider, request: ChatRequest, signal: AbortSignal, options: CacheLayerOptions): AsyncGenerator<StreamEvent> {
  const recorder = createAnswerRecorder({ provider: next.id, model: request.model, monotonicMs: options.monotonicMs });
  for await (const event of next.stream(request, signal)) {
    recorder.push(event);
    // Stored before the `end` is shown: who has seen the end finds the answer in the cache.
    if (event.type === 'end') {
      const answer = toCached(recorder.answer(), options.now());
      if (answer !== undefined) await options.cache.set(options.key, answer, options.policy.ttlMs === 0 ? undefined : options.policy.ttlMs);
    }
    yield event;
  }
}

async function* stream(next: Provider, request: ChatRequest, signal: AbortSignal, options: CacheLayerOptions): AsyncGenerator<StreamEvent> {
  const { cache, key, policy, now } = options;
  const hit = policy.refresh ? undefined : await cache.get(key);
  if (hit !== undefined) {
    yield* replay(hit, now());
    return;
  }
  if (policy.only) {
    throw new UadaError('cache_miss', 'The answer is not in the cache.', { provider: next.id, hint: 'Leave out --cache-only to ask the provider.' });
  }
  yield* askAndStore(next, request, signal, options);
}

/** Answers from the cache where it can, and remembers complete answers. A broken cache is as good as none. */
export const withCache = (options: CacheLayerOptions): ProviderLayer => (next) => ({
  id: next.id,
  stream: (request, signal) => stream(next, request, signal, options),
});
