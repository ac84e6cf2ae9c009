import { describe, expect, it } from 'vitest';
import { CancelledError, IncompleteAnswerError } from '../../src/core/errors.js';
import { createFallback } from '../../src/layers/fallback.js';
import type { FallbackNotice } from '../../src/layers/notice.js';
import type { Outcome, ScriptedProvider } from './scripted-provider.js';
import {
  answer, ask, authError, end, limited, networkError, overloaded, providerError, reasoning, request, scripted, start, text, timeoutError, usageError,
} from './scripted-provider.js';

type Run = Outcome & { readonly notices: readonly FallbackNotice[]; readonly answeredBy: readonly string[] };

const run = async (providers: readonly [ScriptedProvider, ...ScriptedProvider[]], signal?: AbortSignal): Promise<Run> => {
  const notices: FallbackNotice[] = [];
  const answeredBy: string[] = [];
  const [asked, ...others] = providers.map((provider, index) => ({
    provider, onAnswer: () => answeredBy.push(provider.id),
    ...(index === 0 ? {} : { request: (given: typeof request) => ({ ...given, model: `model-of-${provider.id}` }) }),
  }));
  const fallback = createFallback([asked!, ...others], (notice) => notices.push(notice));
  return { ...await ask(fallback, signal), notices, answeredBy };
};

describe('createFallback', () => {
  it('asks nobody else when the first answers', async () => {
    const second = scripted('groq', answer('second'));
    const { events, notices, answeredBy } = await run([scripted('openai', answer('first')), second]);
    expect(events).toEqual([{ ...start, provider: 'openai' }, text('first'), end]);
    expect(second.requests).toEqual([]);
    expect(notices).toEqual([]);
    expect(answeredBy).toEqual(['openai']);
  });

  it.each([
    ['an overload', overloaded()], ['a lost connection', networkError()], ['a timeout', timeoutError()], ['a rate limit', limited()],
    ['an empty account', limited({ status: 402, isRetryable: false })], ['a server error', providerError({ status: 500 })],
    ['a model that is gone', providerError({ status: 404 })], ['a stream cut before its first word', new IncompleteAnswerError('Cut.', { isRetryable: true })],
  ])('goes on to the next after %s, tells it once and names who answers', async (_name, failure) => {
    const second = scripted('groq', answer('second'));
    const { events, notices, answeredBy } = await run([scripted('openai', [start, failure]), second]);
    expect(events).toEqual([{ ...start, provider: 'groq' }, text('second'), end]);
    expect(second.requests).toEqual([{ ...request, model: 'model-of-groq' }]);
    expect(notices).toMatchObject([{ type: 'fallback', from: 'openai', to: { provider: 'groq', model: 'model-of-groq' }, error: failure }]);
    expect(answeredBy).toEqual(['groq']);
  });

  it.each([
    ['a bad request', providerError({ status: 400 })], ['a refused key', authError({ status: 401 })], ['a forbidden model', authError({ status: 403 })],
    ['a missing key', authError()], ['a wrong flag', usageError()], ['a bug', new Error('bug')], ['a cancellation', new CancelledError()],
  ])('leaves %s to the person', async (_name, failure) => {
    const second = scripted('groq', answer('second'));
    const { error, notices } = await run([scripted('openai', [failure]), second]);
    expect(error).toBe(failure);
    expect(second.requests).toEqual([]);
    expect(notices).toEqual([]);
  });

  it.each([['text', text('Half')], ['reasoning', reasoning('Hm')]])('asks nobody else once %s was shown', async (_name, shown) => {
    const second = scripted('groq', answer('second'));
    const { error, events } = await run([scripted('openai', [start, shown, overloaded()]), second]);
    expect(error).toMatchObject({ message: 'Overloaded.' });
    expect(events).toEqual([{ ...start, provider: 'openai' }, shown]);
    expect(second.requests).toEqual([]);
  });

  it('passes over a fallback that has no key, and tells it', async () => {
    const { text: words, notices } = await run([scripted('openai', [overloaded()]), scripted('groq', [authError()]), scripted('cohere', answer('third'))]);
    expect(words).toBe('third');
    expect(notices.map(({ from, to }) => `${from} > ${to.provider}`)).toEqual(['openai > groq', 'groq > cohere']);
  });

  it('fails with the error of the first and the words of all when nobody answers', async () => {
    const { error, notices } = await run([scripted('openai', [limited({ hint: 'Wait.' })]), scripted('groq', [authError({}, 'There is no key.')])]);
    expect(error).toMatchObject({ kind: 'rate_limit', status: 429, hint: 'Wait.', message: 'Too many requests. groq failed too: There is no key.' });
    expect(notices).toHaveLength(1);
  });

  it('asks nobody else when the person stops', async () => {
    const controller = new AbortController();
    const reason = new CancelledError();
    const second = scripted('groq', answer('second'));
    const running = run([scripted('openai', [start, 'hang']), second], controller.signal);
    controller.abort(reason);
    expect((await running).error).toBe(reason);
    expect(second.requests).toEqual([]);
  });

  it('keeps what a layer further in says of the provider', async () => {
    const { events } = await run([scripted('openai', [{ ...start, provider: 'cached-one' } as typeof start, text('x'), end])]);
    expect(events[0]).toMatchObject({ provider: 'cached-one' });
  });
});
