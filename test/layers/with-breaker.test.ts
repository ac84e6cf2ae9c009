import { describe, expect, it } from 'vitest';
import { CancelledError, IncompleteAnswerError } from '../../src/core/errors.js';
import { createBreakers } from '../../src/layers/breaker.js';
import { withBreaker } from '../../src/layers/with-breaker.js';
import { createFakeClock } from './fake-clock.js';
import type { Step } from './scripted-provider.js';
import { answer, ask, authError, limited, networkError, overloaded, providerError, request, scripted, start, text, timeoutError } from './scripted-provider.js';

const broken = (...scripts: readonly (readonly Step[])[]) => {
  const clock = createFakeClock();
  const breakers = createBreakers(clock);
  const inner = scripted('openai', ...scripts);
  const provider = withBreaker({ breakers, key: 'openai https://api …key1' })(inner);
  const fail = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await ask(provider);
  };
  return { clock, breakers, inner, provider, fail };
};

const openError = { code: 'circuit_open', isRetryable: true };

describe('withBreaker', () => {
  it.each([
    ['overloads', [overloaded()]], ['lost connections', [networkError()]], ['timeouts', [timeoutError()]], ['errors without a reason', [providerError({ status: 500 })]],
    ['errors in the middle of an answer', [start, text('half'), new IncompleteAnswerError('Broke off.')]],
  ])('opens after five %s in a row', async (_name, failing) => {
    const { provider, inner, fail } = broken(failing);
    await fail(5);
    expect(inner.requests).toHaveLength(5);
    expect((await ask(provider)).error).toMatchObject({ ...openError, retryAfterMs: 30_000, message: expect.stringMatching(/^openai failed 5 times in a row and is left alone for 30 s; the last time: /) });
    expect(inner.requests).toHaveLength(5);
  });

  it.each([
    ['refused keys', authError({ status: 401 })], ['bad requests', providerError({ status: 400 })], ['rate limits', limited()], ['cancellations', new CancelledError()],
  ])('stays closed after any number of %s', async (_name, failure) => {
    const { inner, fail } = broken([failure]);
    await fail(20);
    expect(inner.requests).toHaveLength(20);
  });

  it('stays closed when a good answer comes in between', async () => {
    const bad = [overloaded()];
    const { inner, fail } = broken(bad, bad, bad, bad, answer('fine'), bad, bad, bad, bad, answer('fine'));
    await fail(10);
    expect(inner.requests).toHaveLength(10);
  });

  it('lets exactly one request probe after the rest, and closes when that succeeds', async () => {
    const bad = [overloaded()];
    const { clock, inner, provider, fail } = broken(bad, bad, bad, bad, bad, answer('fine'));
    await fail(5);
    clock.pass(29_999);
    expect((await ask(provider)).error).toMatchObject({ ...openError, retryAfterMs: 1000 });
    clock.pass(1);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ask(provider)));
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    expect(inner.requests).toHaveLength(6);
    expect((await ask(provider)).text).toBe('fine');
  });

  it('doubles its rest with every probe that fails, up to five minutes', async () => {
    const { clock, inner, provider, fail } = broken([overloaded()]);
    await fail(5);
    for (const [index, restMs] of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000].entries()) {
      expect((await ask(provider)).error).toMatchObject({ ...openError, retryAfterMs: restMs });
      clock.pass(restMs);
      await ask(provider);
      expect(inner.requests).toHaveLength(6 + index);
    }
  });

  it('rests thirty seconds again after it had recovered', async () => {
    const bad = [overloaded()];
    const { clock, provider, fail } = broken(bad, bad, bad, bad, bad, bad, answer('fine'), bad);
    await fail(5);
    clock.pass(30_000);
    await fail(1);
    clock.pass(60_000);
    await fail(1 + 5);
    expect((await ask(provider)).error).toMatchObject({ retryAfterMs: 30_000 });
  });

  it('lets another one probe when the probe was given up', async () => {
    const bad = [overloaded()];
    const { clock, provider, inner, fail } = broken(bad, bad, bad, bad, bad, ['hang'], answer('fine'));
    await fail(5);
    clock.pass(30_000);
    const controller = new AbortController();
    const probe = ask(provider, controller.signal);
    expect((await ask(provider)).error).toMatchObject(openError);
    controller.abort(new CancelledError());
    await probe;
    expect((await ask(provider)).text).toBe('fine');
    expect(inner.requests).toHaveLength(7);
  });

  it('counts requests that were under way when it opened only once', async () => {
    const { provider, inner } = broken([Promise.resolve(), overloaded()]);
    await Promise.all(Array.from({ length: 40 }, () => ask(provider)));
    expect(inner.requests).toHaveLength(40);
    expect((await ask(provider)).error).toMatchObject({ retryAfterMs: 30_000 });
  });

  it('keeps providers and keys apart and is shared by layers with the same one', async () => {
    const { breakers, fail, provider } = broken([overloaded()]);
    await fail(5);
    const other = scripted('openai', answer('fine'));
    expect((await ask(withBreaker({ breakers, key: 'openai https://api …key2' })(other))).text).toBe('fine');
    expect((await ask(withBreaker({ breakers, key: 'openai https://api …key1' })(other))).error).toMatchObject(openError);
    expect((await ask(provider)).error).toMatchObject({ kind: 'provider' });
  });

  it('takes a consumer that leaves with the end for a good answer', async () => {
    const bad = [overloaded()];
    const { provider, inner, fail } = broken(bad, bad, bad, bad, answer('fine'), bad);
    await fail(4);
    for await (const event of provider.stream(request, new AbortController().signal)) {
      if (event.type === 'end') break;
    }
    await fail(4);
    expect(inner.requests).toHaveLength(9);
  });
});
