import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/core/errors.js';
import type { RateLimit, StreamEvent } from '../../src/core/events.js';
import type { RateLimitNotice } from '../../src/layers/notice.js';
import type { RateLimiterOptions } from '../../src/layers/rate-limiter.js';
import { createRateLimiter } from '../../src/layers/rate-limiter.js';
import { withRateLimit } from '../../src/layers/with-rate-limit.js';
import { createFakeClock } from './fake-clock.js';
import { answer, ask, end, limited, request, scripted, start, text } from './scripted-provider.js';
import type { Step } from './scripted-provider.js';

const limitedProvider = (scripts: readonly (readonly Step[])[], limits: Omit<RateLimiterOptions, 'clock' | 'provider'> = {}, tokens = 0) => {
  const clock = createFakeClock();
  const notices: RateLimitNotice[] = [];
  const sentAtMs: number[] = [];
  const inner = scripted('openai', ...scripts);
  const timed = {
    id: inner.id,
    stream: (...given: Parameters<typeof inner.stream>) => {
      sentAtMs.push(clock.monotonicMs());
      return inner.stream(...given);
    },
  };
  const limiter = createRateLimiter({ clock, provider: 'openai', ...limits });
  const provider = withRateLimit({ limiter, estimateTokens: () => tokens, notify: (notice) => notices.push(notice) })(timed);
  return { provider, inner, clock, notices, sentAtMs, limiter };
};

const startWith = (...rateLimits: readonly RateLimit[]): StreamEvent => ({ type: 'start', model: 'm', rateLimits });
const endWith = (inputTokens: number, outputTokens: number): StreamEvent =>
  ({ type: 'end', finishReason: 'stop', usage: { inputTokens, outputTokens, reasoningTokens: null, cachedInputTokens: null } });

describe('withRateLimit', () => {
  it('lets everything through at once without a limit', async () => {
    const { provider, clock, inner } = limitedProvider([answer('x')]);
    await Promise.all(Array.from({ length: 50 }, () => ask(provider)));
    expect(inner.requests).toHaveLength(50);
    expect(clock.sleeps).toEqual([]);
  });

  it('sends no more than its requests in any 60 seconds', async () => {
    const { provider, sentAtMs, notices } = limitedProvider([answer('x')], { requestsPerMinute: 10 });
    await Promise.all(Array.from({ length: 35 }, () => ask(provider)));
    expect(sentAtMs).toHaveLength(35);
    for (const from of sentAtMs) expect(sentAtMs.filter((time) => time >= from && time < from + 60_000).length).toBeLessThanOrEqual(10);
    expect(sentAtMs.at(-1)! - sentAtMs[0]!).toBe(180_000);
    expect(notices[0]).toEqual({ type: 'rate_limit', provider: 'openai', waitMs: 60_000, reason: 'openai allows 10 requests a minute' });
  });

  it('counts tokens by estimate, then by what was used', async () => {
    const { provider, sentAtMs } = limitedProvider([[start, text('x'), endWith(100, 300)]], { tokensPerMinute: 1000 }, 500);
    for (let index = 0; index < 4; index += 1) await ask(provider);
    // 400 + 400 were used and 500 more do not fit; after the minute everything is free again.
    expect(sentAtMs.map((time) => time - sentAtMs[0]!)).toEqual([0, 0, 60_000, 60_000]);
  });

  it('lets a request that is larger than the limit through by itself', async () => {
    const { provider, inner } = limitedProvider([answer('x')], { tokensPerMinute: 10 }, 500);
    await ask(provider);
    expect(inner.requests).toHaveLength(1);
  });

  it('learns from a response that nothing is left', async () => {
    const spent: RateLimit = { scope: 'tokens', limit: 1000, remaining: 0, resetMs: 7660 };
    const left: RateLimit = { scope: 'requests', limit: 60, remaining: 59, resetMs: 1000 };
    const { provider, clock } = limitedProvider([[startWith(left, spent), text('x'), end], answer('y')]);
    await ask(provider);
    await ask(provider);
    expect(clock.sleeps).toEqual([7660]);
  });

  it('counts down what a response says is left, with what went out before that response came', async () => {
    const three: RateLimit = { scope: 'requests', limit: 100, remaining: 3, resetMs: 20_000 };
    const { provider, sentAtMs, notices } = limitedProvider([[startWith(three), text('x'), end], [Promise.resolve(), start, text('y'), end]]);
    const first = ask(provider);
    const second = ask(provider);
    await Promise.all([first, second]);
    for (let index = 0; index < 4; index += 1) await ask(provider);
    // Of the three, one was taken by the second request.
    expect(sentAtMs.map((time) => time - sentAtMs[0]!)).toEqual([0, 0, 0, 0, 20_000, 20_000]);
    expect(notices.map(({ reason }) => reason)).toEqual(['openai says that too few requests are left']);
  });

  it('does not hold a request back for ever that needs more than the whole limit', async () => {
    const small: RateLimit = { scope: 'input_tokens', limit: 100, remaining: 100, resetMs: 5000 };
    const { provider, clock, inner } = limitedProvider([[startWith(small), end], answer('y')], {}, 500);
    await ask(provider);
    await ask(provider);
    expect(clock.sleeps).toEqual([5000]);
    expect(inner.requests).toHaveLength(2);
  });

  it('does not wait for a reset that nobody named', async () => {
    const { provider, clock } = limitedProvider([[startWith({ scope: 'tokens', limit: 10, remaining: 0, resetMs: null }), end], answer('y')]);
    await ask(provider);
    await ask(provider);
    expect(clock.sleeps).toEqual([]);
  });

  it('learns from a refusal how long everybody must wait', async () => {
    const { provider, clock } = limitedProvider([[limited({ retryAfterMs: 3000 })], answer('y')]);
    expect((await ask(provider)).error).toMatchObject({ kind: 'rate_limit' });
    await ask(provider);
    expect(clock.sleeps).toEqual([3000]);
  });

  it('refuses to wait for the quota of a day', async () => {
    const { provider, clock, inner } = limitedProvider([[startWith({ scope: 'requests', limit: 100, remaining: 0, resetMs: 7_200_000 }), end], answer('y')]);
    await ask(provider);
    expect((await ask(provider)).error).toMatchObject({ kind: 'rate_limit', isRetryable: true, retryAfterMs: 7_200_000, message: 'The rate limit of openai is used up for the next 2 h: openai says that too few requests are left.' });
    expect(clock.sleeps).toEqual([]);
    expect(inner.requests).toHaveLength(1);
  });

  it('keeps the order in which requests came', async () => {
    const { provider, inner } = limitedProvider([answer('x')], { requestsPerMinute: 1 });
    const models = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(models.map((model) => ask(provider, new AbortController().signal, { ...request, model })));
    expect(inner.requests.map(({ model }) => model)).toEqual(models);
  });

  it('drops a request that is aborted in the queue at once, and lets the next one in', async () => {
    const { provider, inner } = limitedProvider([answer('x')], { requestsPerMinute: 1 });
    const controller = new AbortController();
    const reason = new CancelledError();
    await ask(provider);
    const waiting = ask(provider);
    const aborted = ask(provider, controller.signal, { ...request, model: 'aborted' });
    const last = ask(provider, new AbortController().signal, { ...request, model: 'last' });
    controller.abort(reason);
    expect((await aborted).error).toBe(reason);
    expect(inner.requests).toHaveLength(1);
    await Promise.all([waiting, last]);
    expect(inner.requests.map(({ model }) => model)).toEqual(['asked-model', 'asked-model', 'last']);
  });
});
