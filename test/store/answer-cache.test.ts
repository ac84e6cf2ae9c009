import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { StreamEvent } from '../../src/core/events.js';
import type { AnswerCache, AnswerCacheOptions } from '../../src/store/answer-cache.js';
import { cachePath, openAnswerCache } from '../../src/store/answer-cache.js';
import type { CachedAnswer } from '../../src/store/cached-answer.js';
import { parseStoredAnswer, replayAnswer, toStoredAnswer } from '../../src/store/cached-answer.js';
import { temporaryDirectory } from './temporary-directory.js';

const answer: CachedAnswer = {
  provider: 'openai', model: 'gpt-5', id: 'id-1', requestId: 'r-1', reasoning: 'Because 1 + 1.', text: 'It is *two* 😀.\n\n  Yes.',
  finishReason: 'stop', createdMs: 1_700_000_000_000, timing: { firstTokenMs: 120, totalMs: 900.5 },
  usage: { inputTokens: 3, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: null },
};
const open = (options: Partial<AnswerCacheOptions> = {}) => {
  const warn = vi.fn<(message: string) => void>();
  const dataDir = options.dataDir ?? join(temporaryDirectory(), 'data', 'uada');
  const cache: AnswerCache = openAnswerCache({ dataDir, warn, ...options });
  onTestFinished(() => cache.close());
  return { cache, warn, dataDir };
};

describe('an answer', () => {
  it('comes back whole, from another opening as well', async () => {
    const { cache, dataDir, warn } = open();
    expect(await cache.get('key')).toBeUndefined();
    await cache.set('key', answer);
    expect(await cache.get('key')).toMatchObject(answer);
    await cache.close();
    expect(await open({ dataDir }).cache.get('key')).toMatchObject(answer);
    expect(warn).not.toHaveBeenCalled();
  });
  it('expires', async () => {
    let nowMs = 1_700_000_000_000;
    const { cache } = open({ now: () => nowMs });
    await cache.set('key', answer, 1_000);
    nowMs += 1_000;
    expect(await cache.get('key')).toBeUndefined();
  });
  it.each(['length', 'content_filter', 'tool_calls', 'other'] as const)('that ended with %s is not kept', async (finishReason) => {
    const { cache } = open();
    await cache.set('key', { ...answer, finishReason });
    expect(await cache.get('key')).toBeUndefined();
  });
  it('that ended at the token limit is kept when asked', async () => {
    const { cache } = open({ keepsLengthStops: true });
    await cache.set('key', { ...answer, finishReason: 'length' });
    expect(await cache.get('key')).toMatchObject({ finishReason: 'length' });
  });
  it('without text is not kept', async () => {
    const { cache } = open();
    await cache.set('key', { ...answer, text: '' });
    expect(await cache.get('key')).toBeUndefined();
  });
  it('of more than 16 MiB is not kept, and that is said once [C17]', async () => {
    const { cache, warn } = open();
    const large = { ...answer, text: 'x'.repeat(16 * 1_024 * 1_024) };
    await cache.set('first', large);
    await cache.set('second', large);
    expect(await cache.get('first')).toBeUndefined();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('16 MiB')]]);
  });
  it('closing twice, or using a closed cache, does nothing', async () => {
    const { cache, warn } = open();
    await cache.set('key', answer);
    await cache.close();
    await cache.close();
    await cache.set('key', answer);
    expect(await cache.get('key')).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });
  it('leaves no file before the first use', () => {
    const { dataDir } = open();
    expect(existsSync(cachePath(dataDir))).toBe(false);
  });
});

describe('a flight', () => {
  const never = new AbortController().signal;
  const landed = async (options: Partial<AnswerCacheOptions>, finishReason: CachedAnswer['finishReason']) => {
    const { cache } = open(options);
    const leader = await cache.join('key', never);
    const other = cache.join('key', never);
    if (leader.role !== 'leader') throw new Error('expected to lead');
    await cache.set('key', { ...answer, finishReason });
    await leader.land({ ...answer, finishReason });
    return other;
  };
  it('ends with the answer for whoever waits', async () => {
    expect(await landed({}, 'stop')).toMatchObject({ role: 'follower', answer });
  });
  it.each(['length', 'content_filter', 'tool_calls', 'other'] as const)('shares no answer that ended with %s: whoever waits asks for itself', async (finishReason) => {
    expect(await landed({}, finishReason)).toMatchObject({ role: 'leader' });
  });
  it('shares one that stopped at the token limit where those are kept', async () => {
    expect(await landed({ keepsLengthStops: true }, 'length')).toMatchObject({ role: 'follower', answer: { finishReason: 'length' } });
  });
  it('shares one that stopped at the token limit with nobody who does not keep those', async () => {
    const { cache: keeper, dataDir } = open({ keepsLengthStops: true });
    const leader = await keeper.join('key', never);
    const other = open({ dataDir }).cache.join('key', never);
    if (leader.role !== 'leader') throw new Error('expected to lead');
    await keeper.set('key', { ...answer, finishReason: 'length' });
    await leader.land({ ...answer, finishReason: 'length' });
    expect(await other).toMatchObject({ role: 'leader' });
  });
});

describe('the stored form [C16]', () => {
  const stored = JSON.parse(toStoredAnswer(answer)) as Record<string, unknown>;
  it('reads back', () => { expect(parseStoredAnswer(JSON.stringify(stored))).toMatchObject(answer); });
  it.each([
    ['another version', { version: 2 }], ['no text', { text: undefined }], ['text of another type', { text: 1 }],
    ['an unknown finish reason', { finishReason: 'done' }], ['usage of another shape', { usage: { inputTokens: '3' } }],
    ['a missing time', { createdMs: null }], ['timing of another shape', { timing: [] }],
  ])('with %s is a miss', (_, change) => { expect(parseStoredAnswer(JSON.stringify({ ...stored, ...change }))).toBeUndefined(); });
  it.each(['null', '1', '"text"', '[]', '{}', '', '{'])('%s is a miss', (text) => { expect(parseStoredAnswer(text)).toBeUndefined(); });
});

describe('replay', () => {
  const textOf = (events: readonly StreamEvent[], type: 'text' | 'reasoning'): string =>
    events.map((event) => (event.type === type ? event.text : '')).join('');
  it('is a stream: start, small pieces, end', () => {
    const events = [...replayAnswer(answer)];
    expect(events[0]).toEqual({ type: 'start', model: 'gpt-5', id: 'id-1', requestId: 'r-1' });
    expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'stop', usage: answer.usage });
    expect(textOf(events, 'text')).toBe(answer.text);
    expect(textOf(events, 'reasoning')).toBe(answer.reasoning);
    expect(events.length).toBeGreaterThan(8);
  });
  it.each(['', ' ', '\n\n', 'a'.repeat(1_000), '😀'.repeat(100), '\ud800x', ' a\tb\u00a0c '])('%j is replayed to the character', (text) => {
    const events = [...replayAnswer({ ...answer, text })];
    expect(textOf(events, 'text')).toBe(text);
    expect(events.every((event) => event.type !== 'text' || event.text.length <= 96)).toBe(true);
  });
});
