import { describe, expect, it } from 'vitest';
import { CancelledError, IncompleteAnswerError } from '../../src/core/errors.js';
import type { UadaError } from '../../src/core/errors.js';
import type { Notice } from '../../src/layers/notice.js';
import type { RetryBudgetOptions } from '../../src/layers/retry-budget.js';
import { createRetryBudget } from '../../src/layers/retry-budget.js';
import type { RetryOptions } from '../../src/layers/with-retry.js';
import { withRetry } from '../../src/layers/with-retry.js';
import { createFakeClock, seeded } from './fake-clock.js';
import type { FakeClock } from './fake-clock.js';
import type { Outcome, ScriptedProvider, Step } from './scripted-provider.js';
import {
  answer, ask, authError, end, limited, networkError, overloaded, providerError, reasoning, request, scripted, start, text, timeoutError, usageError,
} from './scripted-provider.js';

type Run = Outcome & { readonly provider: ScriptedProvider; readonly notices: readonly Notice[]; readonly clock: FakeClock };

const run = async (scripts: readonly (readonly Step[])[], options: Partial<RetryOptions> & { readonly budgetOptions?: RetryBudgetOptions } = {}): Promise<Run> => {
  const provider = scripted('openai', ...scripts);
  const notices: Notice[] = [];
  const clock = options.clock === undefined ? createFakeClock() : (options.clock as FakeClock);
  const layer = withRetry({
    maxRetries: 3, budget: createRetryBudget(options.budgetOptions), notify: (notice) => notices.push(notice), ...options, clock,
  });
  return { ...await ask(layer(provider)), provider, notices, clock };
};

describe('withRetry', () => {
  it('hides an overload behind the answer that follows, with one start', async () => {
    const { events, provider, notices, clock } = await run([[overloaded()], answer('fine')]);
    expect(events).toEqual([start, text('fine'), end]);
    expect(provider.requests).toEqual([request, request]);
    expect(notices).toMatchObject([{ type: 'retry', provider: 'openai', attempt: 1, maxRetries: 3, waitMs: 250, reason: 'openai is overloaded (503)' }]);
    expect(clock.sleeps).toEqual([250]);
  });

  it.each([
    ['an overload', [overloaded()]],
    ['a temporary rate limit', [limited()]],
    ['a lost connection', [networkError({ isRetryable: true })]],
    ['a connection lost between start and first word', [start, networkError({ isRetryable: true })]],
    ['a stream cut before the first word', [start, new IncompleteAnswerError('Cut.', { isRetryable: true })]],
    ['an error event before the first word', [start, text(''), overloaded()]],
  ])('sends again after %s', async (_name, failing) => {
    const { provider, text: words, error } = await run([failing, answer('fine')]);
    expect(error).toBeUndefined();
    expect(words).toBe('fine');
    expect(provider.requests).toHaveLength(2);
  });

  it.each([
    ['a bad request', providerError({ status: 400 })],
    ['a refused key', authError({ status: 401 })],
    ['a lack of credit', limited({ status: 402, isRetryable: false })],
    ['a permanent 429', limited({ isRetryable: false })],
    ['a forbidden model', authError({ status: 403 })],
    ['an unknown model', providerError({ status: 404 })],
    ['a wrong flag', usageError()],
    ['a host that does not exist', networkError({ isRetryable: false })],
    ['a limit of time that was reached', timeoutError({ isRetryable: true })],
    ['a bug', new Error('bug')],
  ])('sends nothing again after %s', async (_name, failure) => {
    const { provider, error, notices } = await run([[failure], answer('fine')]);
    expect(error).toBe(failure);
    expect(provider.requests).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  it.each([
    ['text', text('Half')],
    ['reasoning', reasoning('Hm')],
  ])('never sends again after the first %s', async (_name, shown) => {
    const failure = networkError({ isRetryable: true });
    const { provider, error, events } = await run([[start, shown, failure], answer('fine')]);
    expect(error).toBe(failure);
    expect(events).toEqual([start, shown]);
    expect(provider.requests).toHaveLength(1);
  });

  it('gives up after the most retries with the last error, and with what is known of the attempt', async () => {
    const { provider, error, events, clock } = await run([[start, overloaded()]], { maxRetries: 2 });
    expect(error).toMatchObject({ message: 'Overloaded.', kind: 'provider' });
    expect(events).toEqual([start]);
    expect(provider.requests).toHaveLength(3);
    expect(clock.sleeps).toEqual([250, 500]);
  });

  it('never sends again when no retries are wanted', async () => {
    expect((await run([[overloaded()], answer('fine')], { maxRetries: 0 })).provider.requests).toHaveLength(1);
  });

  it('waits with full jitter under a doubling bound of at most 8 s', async () => {
    const almostOne = createFakeClock(() => 1 - Number.EPSILON);
    await run([[overloaded()]], { maxRetries: 7, clock: almostOne, budgetOptions: { minimum: 7 } });
    expect(almostOne.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    const none = createFakeClock(() => 0);
    await run([[overloaded()]], { clock: none });
    expect(none.sleeps).toEqual([0, 0, 0]);
  });

  it('waits at least as long as the server asks, and at most a tenth longer', async () => {
    for (const retryAfterMs of [1, 40, 999, 1000, 7660, 60_000]) {
      for (const chance of [0, 0.5, 1 - Number.EPSILON]) {
        const { clock } = await run([[limited({ retryAfterMs })], answer('fine')], { clock: createFakeClock(() => chance) });
        expect(clock.sleeps[0]).toBeGreaterThanOrEqual(retryAfterMs);
        expect(clock.sleeps[0]).toBeLessThanOrEqual(Math.ceil(retryAfterMs * 1.1));
      }
    }
  });

  it.each([0, -3, Number.NaN, undefined])('takes a wait of %s for none', async (retryAfterMs) => {
    expect((await run([[limited({ retryAfterMs })], answer('fine')])).clock.sleeps).toEqual([250]);
  });

  it('fails at once when the server asks for more than a minute, and says when to come back', async () => {
    const { provider, error, clock } = await run([[limited({ retryAfterMs: 3_660_000 })]]);
    expect(provider.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
    expect((error as UadaError).exitCode).toBe(4);
    expect(error).toMatchObject({
      kind: 'rate_limit', status: 429, retryAfterMs: 3_660_000,
      message: 'openai asks to come back in 1 h 1 min: Too many requests.', hint: 'Try again in 1 h 1 min, or ask another provider.',
    });
  });

  it('begins no retry after the time for the whole answer', async () => {
    const { provider, error } = await run([[limited({ retryAfterMs: 6000 })]], { giveUpAfterMs: 10_000 });
    expect(provider.requests).toHaveLength(2);
    expect(error).toMatchObject({ kind: 'rate_limit' });
  });

  it('ends a wait at once with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new CancelledError();
    const clock = createFakeClock();
    const provider = scripted('openai', [overloaded()]);
    const layer = withRetry({ clock, maxRetries: 3, budget: createRetryBudget(), notify: () => controller.abort(reason) });
    const { error } = await ask(layer(provider), controller.signal);
    expect(error).toBe(reason);
    expect(clock.sleeps).toEqual([]);
    expect(provider.requests).toHaveLength(1);
  });

  it('closes the stream when the consumer leaves', async () => {
    const provider = scripted('openai', [start, text('one'), 'hang']);
    for await (const event of withRetry({ clock: createFakeClock(), maxRetries: 3, budget: createRetryBudget() })(provider).stream(request, new AbortController().signal)) {
      if (event.type === 'text') break;
    }
    expect(provider.openCount()).toBe(0);
  });
});

describe('a retry budget', () => {
  const sendAll = async (count: number, concurrency: number, maxRetries: number): Promise<number> => {
    const provider = scripted('openai', [overloaded()]);
    const layered = withRetry({ clock: createFakeClock(seeded(7)), maxRetries, budget: createRetryBudget() })(provider);
    let left = count;
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const { error } = await ask(layered);
        expect((error as UadaError).kind).toBe('provider');
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return provider.requests.length;
  };

  it.each([[1], [4], [1000]])('keeps 1,000 requests to a dead provider below 1,100, %i at a time', async (concurrency) => {
    const sent = await sendAll(1000, concurrency, 3);
    expect(sent).toBeGreaterThan(1050);
    expect(sent).toBeLessThanOrEqual(1100);
  });

  it('leaves a single prompt its three retries', async () => {
    expect(await sendAll(1, 1, 3)).toBe(4);
  });

  it('stays within a tenth, or three, for any number of requests', async () => {
    for (const count of [2, 9, 10, 29, 30, 31, 40, 99, 333]) {
      expect(await sendAll(count, 3, 5)).toBeLessThanOrEqual(count + Math.max(3, Math.floor(count / 10)));
    }
  });

  it('saves no more than a hundred retries in good times', () => {
    const budget = createRetryBudget();
    for (let index = 0; index < 100_000; index += 1) budget.countRequest();
    let taken = 0;
    while (budget.take()) taken += 1;
    expect(taken).toBe(100);
  });
});
