import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openAnswerCache } from '../../src/store/answer-cache.js';
import type { CacheEntry } from '../../src/store/cache-entry.js';
import { openCacheMaintenance } from '../../src/store/cache-maintenance.js';
import type { CachedAnswer } from '../../src/store/cached-answer.js';
import { clearCache } from '../../src/store/clear-cache.js';
import { temporaryDirectory } from './temporary-directory.js';

const answer: CachedAnswer = { provider: 'groq', model: 'llama', reasoning: '', text: 'Use merge sort.', finishReason: 'stop', createdMs: 5 };
const keyOf = (index: number): string => index.toString(16).padStart(64, '0');
const startMs = 1_700_000_000_000;

const setUp = (options: { readonly dataDir?: string; readonly count?: number } = {}) => {
  const { dataDir = temporaryDirectory(), count = 0 } = options;
  const clock = { nowMs: startMs };
  const now = (): number => clock.nowMs;
  const warn = vi.fn<(message: string) => void>();
  const cache = openAnswerCache({ dataDir, warn, now });
  const maintenance = openCacheMaintenance({ dataDir, warn, now });
  onTestFinished(async () => { maintenance.close(); await cache.close(); });
  const fill = async (): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      clock.nowMs += 1;
      await cache.set(keyOf(index), { ...answer, text: `answer ${index} ${'x'.repeat(3_000)}` });
    }
  };
  return { dataDir, clock, cache, maintenance, warn, fill };
};
const collect = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('the cache', () => {
  it('says what it holds', async () => {
    const { maintenance, cache, clock, fill, dataDir } = setUp({ count: 10 });
    expect(await maintenance.stats()).toMatchObject({ entries: 0, oldestMs: null });
    await fill();
    await cache.set('ttl', answer, 10);
    clock.nowMs += 20;
    const stats = await maintenance.stats();
    expect(stats).toMatchObject({ entries: 11, expired: 1, oldestMs: startMs + 1, newestMs: startMs + 10 });
    expect(stats?.usedBytes).toBeGreaterThan(30_000);
    expect(stats?.fileBytes).toBeGreaterThanOrEqual(statSync(join(dataDir, 'cache.db')).size);
  });
  it('lists every answer once, newest first, without expired ones', async () => {
    const { maintenance, cache, clock, fill } = setUp({ count: 230 });
    await fill();
    await cache.set(keyOf(999), answer, 10);
    clock.nowMs += 20;
    const keys = (await collect(maintenance.entries())).map(({ key }) => key);
    expect(keys).toEqual(Array.from({ length: 230 }, (_, index) => keyOf(229 - index)));
  });
  it('finds an answer by the beginning of its key', async () => {
    const { maintenance, cache } = setUp();
    for (const key of ['ab12', 'ab34', 'cd56']) await cache.set(key.padEnd(64, '0'), answer);
    expect((await maintenance.find('cd')).map(({ key, answer: { text } }) => [key, text])).toEqual([['cd56'.padEnd(64, '0'), answer.text]]);
    expect(await maintenance.find('ab')).toHaveLength(2);
    expect(await maintenance.find('ff')).toEqual([]);
    expect(await maintenance.find("'")).toEqual([]);
  });
  it('is searched for words', async () => {
    const { maintenance, cache } = setUp();
    await cache.set(keyOf(1), answer);
    await cache.set(keyOf(2), { ...answer, text: 'Use quick sort.' });
    const [hit, ...others] = await collect(maintenance.search('SORT merge'));
    expect([hit?.entry.key, others]).toEqual([keyOf(1), []]);
    expect(hit?.snippet).toContainEqual({ text: 'sort', isMatch: true });
  });
  it('is pruned to a size, oldest answers first, and the file shrinks', async () => {
    const { maintenance, fill, dataDir, cache } = setUp({ count: 200 });
    await fill();
    const path = join(dataDir, 'cache.db');
    expect(await maintenance.prune(10_000_000)).toBe(0);
    const removed = await maintenance.prune(300_000);
    expect(removed).toBeGreaterThan(100);
    expect(statSync(path).size).toBeLessThan(400_000);
    expect(await cache.get(keyOf(0))).toBeUndefined();
    expect(await cache.get(keyOf(199))).toBeDefined();
  });
});

describe('export and import', () => {
  it('carry answers from one cache to another, with their expiry', async () => {
    const { maintenance, cache, clock } = setUp();
    await cache.set(keyOf(1), answer);
    await cache.set(keyOf(2), { ...answer, text: 'soon gone' }, 1_000);
    const lines = (await collect(maintenance.entries())).map((entry) => JSON.stringify(entry));
    const other = setUp();
    for (const line of lines) expect(await other.maintenance.add(JSON.parse(line))).toBe(true);
    expect(await other.cache.get(keyOf(1))).toMatchObject(answer);
    other.clock.nowMs += 1_000;
    expect(await other.cache.get(keyOf(2))).toBeUndefined();
    clock.nowMs += 5_000;
    expect(await other.maintenance.add(JSON.parse(lines[0]!))).toBe(false);
  });
  const whole: Pick<CacheEntry, 'key' | 'answer' | 'expiresMs'> = { key: keyOf(1), answer, expiresMs: null };
  it.each([
    ['nothing', null], ['text', 'x'], ['no key', { ...whole, key: undefined }], ['a key of another kind', { ...whole, key: 'short' }],
    ['no answer', { ...whole, answer: undefined }], ['an answer of another shape', { ...whole, answer: { text: 'x' } }],
    ['an expiry of another kind', { ...whole, expiresMs: 'soon' }],
  ])('%s is refused', async (_, entry) => { expect(await setUp().maintenance.add(entry)).toBe(false); });
});

describe('clearing', () => {
  it('deletes the cache and what was moved aside, and nothing else', async () => {
    const { dataDir, fill, cache, warn } = setUp({ count: 20 });
    await fill();
    writeFileSync(join(dataDir, 'cache.db.corrupt-20260101T000000000Z'), 'old');
    writeFileSync(join(dataDir, 'history.db'), 'kept');
    expect(clearCache(dataDir)).toBeGreaterThan(60_000);
    expect(readdirSync(dataDir)).toEqual(['history.db']);
    expect(await cache.get(keyOf(1))).toBeUndefined();
    await cache.set(keyOf(1), answer);
    expect(await cache.get(keyOf(1))).toMatchObject(answer);
    expect(warn).not.toHaveBeenCalled();
  });
  it('of a cache that is not there is nothing', () => {
    const dataDir = join(temporaryDirectory(), 'none');
    expect(clearCache(dataDir)).toBe(0);
    expect(existsSync(dataDir)).toBe(false);
  });
});
