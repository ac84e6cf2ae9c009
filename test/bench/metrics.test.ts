import { describe, expect, it } from 'vitest';
import { firstReadTokens, metricsOf } from '../../src/bench/metrics.js';
import type { BenchRow } from '../../src/bench/row.js';
import { takeRow } from '../../src/bench/take-row.js';
import type { StreamEvent } from '../../src/core/events.js';
import { IncompleteAnswerError, UadaError } from '../../src/core/errors.js';
import { createScriptedTarget, createVirtualClock, type Step } from './scripted-target.js';

const text = (afterMs: number, tokens = 1): Step => ({ afterMs, event: { type: 'text', text: ' tok'.repeat(tokens) } });
const reasoning = (afterMs: number): Step => ({ afterMs, event: { type: 'reasoning', text: ' tok' } });
const end = (afterMs: number, outputTokens: number | null, reasoningTokens: number | null = 0, finishReason: 'stop' | 'content_filter' = 'stop'): Step =>
  ({ afterMs, event: { type: 'end', finishReason, usage: { inputTokens: 16, outputTokens, reasoningTokens, cachedInputTokens: 0 } } });
const start: Step = { afterMs: 5, event: { type: 'start', model: 'm' } satisfies StreamEvent };
const times = (count: number, step: Step): readonly Step[] => Array.from({ length: count }, () => step);

const rowOf = async (steps: readonly Step[], error?: UadaError): Promise<BenchRow> => {
  const clock = createVirtualClock();
  const target = createScriptedTarget(clock, () => steps, error);
  let row: BenchRow | undefined;
  await clock.run(takeRow({ target, index: 0, isWarmup: false, schedMs: -100, readyMs: 0 }, clock, new AbortController().signal).then((taken) => {
    row = taken;
  }));
  return row!;
};

describe('the figures of a stream', () => {
  it.each([
    ['plain', [text(200), ...times(31, text(20)), end(0, 32)], { ttft: 200, ttfo: 200, tpot: 20, e2e: 820 }],
    ['an event without text long before the first token', [start, text(495), ...times(31, text(20)), end(0, 32)], { ttft: 500, ttfo: 500, tpot: 20, e2e: 1120 }],
    // 8 events of 4 tokens, 80 ms apart: (820 - 260) / (32 - 4)
    ['four tokens an event', [text(260, 4), ...times(7, text(80, 4)), end(0, 32)], { ttft: 260, ttfo: 260, tpot: 20, e2e: 820 }],
    ['a closing event that comes late', [text(200), ...times(31, text(20)), end(300, 32)], { ttft: 200, ttfo: 200, tpot: 20, e2e: 820 }],
    ['reasoning first', [reasoning(200), ...times(15, reasoning(20)), ...times(16, text(20)), end(0, 32, 16)], { ttft: 200, ttfo: 520, tpot: 20, e2e: 820 }],
    // 16 of 48 tokens were never streamed: (1120 - 500) / (32 - 1)
    ['hidden reasoning', [text(500), ...times(31, text(20)), end(0, 48, 16)], { ttft: 500, ttfo: 500, tpot: 20, e2e: 1120 }],
    ['three tokens in the first read', [text(240), text(0), text(0), ...times(29, text(20)), end(0, 32)], { ttft: 240, ttfo: 240, tpot: 20, e2e: 820 }],
    ['one token', [text(200), end(0, 1)], { ttft: 200, ttfo: 200, tpot: null, e2e: 200 }],
    ['all in one read', [text(200), text(0), text(0), end(0, 3)], { ttft: 200, ttfo: 200, tpot: null, e2e: 200 }],
    ['usage not reported: a token is four characters', [text(200), ...times(31, text(20)), end(0, null, null)], { ttft: 200, ttfo: 200, tpot: 20, e2e: 820 }],
  ] as const)('%s', async (_, steps, figures) => {
    const row = await rowOf(steps);
    expect(row.errorClass).toBeNull();
    // It was due 100 ms before it began.
    expect(metricsOf(row)).toEqual({ ...figures, ttft_sched: figures.ttft + 100, e2e_sched: figures.e2e + 100 });
  });

  it('has gaps between reads, not between events', async () => {
    const row = await rowOf([text(100), text(0), text(30), text(40), end(500, 4)]);
    expect(row.gapsMs).toEqual([30, 40]);
  });

  it('tells the tokens of the first read by its share of the characters', async () => {
    expect(firstReadTokens(await rowOf([text(10, 6), text(10, 2), end(0, 8)]))).toBe(6);
  });
});

describe('the class of an answer', () => {
  it.each([
    ['no text at all', [start, end(0, 0)], undefined, 'empty'],
    ['blocked before any text', [end(10, 0, 0, 'content_filter')], undefined, 'filtered'],
    ['no end', [text(10)], undefined, 'truncated'],
    ['cut off', [text(10)], new IncompleteAnswerError('Cut.'), 'truncated'],
    ['an error inside the answer', [text(10)], new IncompleteAnswerError('Broke.', { cause: new UadaError('provider', 'Overloaded.', { status: 529 }) }), 'in-band'],
    ['429', [], new UadaError('rate_limit', 'Slow down.', { status: 429 }), 'rate-limited'],
    ['529', [], new UadaError('provider', 'Overloaded.', { status: 529 }), 'overloaded'],
    ['500', [], new UadaError('provider', 'Oops.', { status: 500 }), 'server'],
    ['404', [], new UadaError('provider', 'No model.', { status: 404 }), 'not-found'],
    ['401', [], new UadaError('auth', 'No key.', { status: 401 }), 'auth'],
    ['silence', [text(10)], new IncompleteAnswerError('Silent.', { cause: new UadaError('timeout', 'Silent.') }), 'timeout'],
    ['not JSON', [], new UadaError('provider', 'Unreadable.'), 'malformed'],
  ] as const)('%s', async (_, steps, error, errorClass) => {
    expect((await rowOf(steps, error)).errorClass).toBe(errorClass);
  });
});
