import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/core/errors.js';
import { createRetryBudget } from '../../src/layers/retry-budget.js';
import { withRetry } from '../../src/layers/with-retry.js';
import { withTotalTimeout } from '../../src/layers/with-total-timeout.js';
import { createFakeClock } from './fake-clock.js';
import type { Step } from './scripted-provider.js';
import { answer, ask, overloaded, scripted, start, text } from './scripted-provider.js';

/** A clock whose waits end only when they are told to. */
const createHeldClock = () => {
  const clock = createFakeClock();
  const pending: { readonly ms: number; readonly end: () => void }[] = [];
  return {
    ...clock, pending,
    sleep: (ms: number, signal: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
      pending.push({ ms, end: resolve });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
  };
};

const within = (limitMs: number, ...scripts: readonly (readonly Step[])[]) => {
  const clock = createHeldClock();
  const inner = scripted('openai', ...scripts);
  const retry = withRetry({ clock, maxRetries: 3, budget: createRetryBudget() });
  return { clock, inner, provider: withTotalTimeout({ clock, limitMs })(retry(inner)) };
};

describe('withTotalTimeout', () => {
  it('lets an answer through that comes in time, and stops its clock then', async () => {
    const { provider, clock } = within(5000, answer('fine'));
    expect((await ask(provider)).text).toBe('fine');
    expect(clock.pending.map(({ ms }) => ms)).toEqual([5000]);
  });

  it('ends an answer that takes longer, whatever it is doing', async () => {
    const { provider, clock, inner } = within(2500, [start, text('half'), 'hang']);
    const outcome = ask(provider);
    clock.pending[0]?.end();
    expect((await outcome).error).toMatchObject({ kind: 'timeout', code: 'total_timeout', message: 'The answer of openai was not complete within 2.5 s.', hint: expect.stringContaining('--timeout') });
    expect(inner.openCount()).toBe(0);
  });

  it('covers all retries and the waits between them', async () => {
    const { provider, clock, inner } = within(600, [overloaded()], ['hang']);
    const outcome = ask(provider);
    while (clock.pending.length < 2) await Promise.resolve();
    clock.pending[1]?.end();
    while (inner.requests.length < 2) await Promise.resolve();
    clock.pending[0]?.end();
    expect((await outcome).error).toMatchObject({ kind: 'timeout', message: 'The answer of openai was not complete within 600 ms.' });
    expect(inner.requests).toHaveLength(2);
  });

  it('leaves a cancellation as it is', async () => {
    const { provider } = within(1000, ['hang']);
    const controller = new AbortController();
    const outcome = ask(provider, controller.signal);
    const reason = new CancelledError();
    controller.abort(reason);
    expect((await outcome).error).toBe(reason);
  });

  it('is not there with a limit of 0', async () => {
    const { provider, clock } = within(0, answer('fine'));
    expect((await ask(provider)).text).toBe('fine');
    expect(clock.pending).toEqual([]);
  });
});
