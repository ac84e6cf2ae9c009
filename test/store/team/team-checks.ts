import type Keyv from 'keyv';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openAnswerCache } from '../../../src/store/answer-cache.js';
import type { AnswerCache } from '../../../src/store/answer-cache.js';
import type { CachedAnswer } from '../../../src/store/cached-answer.js';
import { loadTeamLink } from '../../../src/store/team/load-team-link.js';
import { parseTeamAddress } from '../../../src/store/team/team-address.js';
import { withTeamCache } from '../../../src/store/team/with-team-cache.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** Long enough for a busy machine, where a test is not about time. */
export const patientMs = 10_000;

export const answer: CachedAnswer = {
  provider: 'openai', model: 'gpt-5', id: 'id-1', reasoning: '', text: 'It is *two* 😀 \u0000 and \ud83d.', finishReason: 'stop', createdMs: 1_700_000_000_000,
};

let count = 0;
/** A key that no other check uses. */
export const newKey = (): string => `${String(count += 1).padStart(8, '0')}${'ab'.repeat(28)}`;

export type Opened = { readonly cache: AnswerCache; readonly warn: ReturnType<typeof vi.fn<(line: string) => void>> };
export type OpenOptions = { readonly now?: () => number; readonly limitMs?: number; readonly keepsLengthStops?: boolean; readonly dataDir?: string };

/** The cache of one person of a team. */
export const openShared = (url: string, { now = Date.now, limitMs = patientMs, keepsLengthStops, dataDir = temporaryDirectory() }: OpenOptions = {}): Opened => {
  const warn = vi.fn<(line: string) => void>();
  const local = openAnswerCache({ dataDir, warn, now, keepsLengthStops });
  const cache = withTeamCache(local, { url, limitMs, warn, now, keepsLengthStops });
  onTestFinished(() => cache.close());
  return { cache, warn };
};

/** What somebody stores who then ends the program. */
export const storeThere = async (url: string, key: string, stored: CachedAnswer, ttlMs?: number, options: OpenOptions = {}): Promise<void> => {
  const { cache, warn } = openShared(url, options);
  await cache.set(key, stored, ttlMs);
  await cache.close();
  expect(warn).not.toHaveBeenCalled();
};

/** Does something to the server's entries below the program. */
export const withKeyv = async <Result>(url: string, work: (keyv: Keyv) => Promise<Result>): Promise<Result> => {
  const link = await (await loadTeamLink(parseTeamAddress(url)!))({ limitMs: patientMs, onLost: () => undefined });
  try {
    return await work(link.keyv);
  } finally {
    await link.close();
  }
};

/** What holds for every kind of server. */
export const teamChecks = (urlOf: () => string): void => {
  it('gives everybody an answer that one has stored, with its real age and nothing lost', async () => {
    const key = newKey();
    await storeThere(urlOf(), key, answer);
    const { cache, warn } = openShared(urlOf());
    expect(await cache.get(key)).toMatchObject(answer);
    expect(await cache.get(newKey())).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });

  it('keeps here what came from there, so that it is not asked again', async () => {
    const [key, dataDir] = [newKey(), temporaryDirectory()];
    await storeThere(urlOf(), key, answer);
    const { cache } = openShared(urlOf(), { dataDir });
    await cache.get(key);
    await cache.close();
    const local = openAnswerCache({ dataDir, warn: vi.fn() });
    onTestFinished(() => local.close());
    expect(await local.get(key)).toMatchObject(answer);
  });

  it('lets an answer expire, there and where it came to', async () => {
    const clock = { nowMs: Date.now() };
    const [key, now] = [newKey(), () => clock.nowMs];
    await storeThere(urlOf(), key, answer, 60_000, { now });
    clock.nowMs += 40_000;
    const { cache } = openShared(urlOf(), { now });
    expect(await cache.get(key)).toMatchObject(answer);
    clock.nowMs += 19_999;
    expect(await cache.get(key)).toMatchObject(answer);
    clock.nowMs += 1;
    expect(await cache.get(key)).toBeUndefined();
    expect(await openShared(urlOf(), { now }).cache.get(key)).toBeUndefined();
  });

  it('keeps a large answer, compressed', async () => {
    const [key, large] = [newKey(), { ...answer, text: 'A mutex. '.repeat(50_000) }];
    await storeThere(urlOf(), key, large);
    expect(await openShared(urlOf()).cache.get(key)).toMatchObject({ text: large.text });
    expect(String(await withKeyv(urlOf(), (keyv) => keyv.get(key))).length).toBeLessThan(100_000);
  });

  it('takes what is foreign, damaged, of another version or another key for nothing, and replaces it [C20]', async () => {
    const [key, other] = [newKey(), newKey()];
    await storeThere(urlOf(), key, answer);
    const text = String(await withKeyv(urlOf(), (keyv) => keyv.get(key)));
    const damaged = ['', 'x', '42', 'null', '[]', '{"value":"x"}', text.replace('two', 'ten'), text.replace('"uada":1', '"uada":2'), text.slice(0, -20)];
    for (const found of damaged) {
      await withKeyv(urlOf(), (keyv) => keyv.set(key, found));
      const { cache, warn } = openShared(urlOf());
      expect(await cache.get(key), found).toBeUndefined();
      expect(warn).not.toHaveBeenCalled();
    }
    await withKeyv(urlOf(), (keyv) => keyv.set(other, text));
    expect(await openShared(urlOf()).cache.get(other)).toBeUndefined();
    await storeThere(urlOf(), key, answer);
    expect(await openShared(urlOf()).cache.get(key)).toMatchObject(answer);
  });

  it('keeps no answer that is incomplete, and gives one that stopped at the limit only to those who want it', async () => {
    const [cut, refused] = [newKey(), newKey()];
    await storeThere(urlOf(), cut, { ...answer, finishReason: 'length' }, undefined, { keepsLengthStops: true });
    await storeThere(urlOf(), refused, { ...answer, finishReason: 'content_filter' }, undefined, { keepsLengthStops: true });
    expect(await openShared(urlOf()).cache.get(cut)).toBeUndefined();
    expect(await openShared(urlOf(), { keepsLengthStops: true }).cache.get(cut)).toMatchObject({ finishReason: 'length' });
    expect(await withKeyv(urlOf(), (keyv) => keyv.get(refused))).toBeUndefined();
  });

  it('sends identical requests of this process out once', async () => {
    const [key, { cache }] = [newKey(), openShared(urlOf())];
    const signal = new AbortController().signal;
    const leader = await cache.join(key, signal);
    const follower = cache.join(key, signal);
    if (leader.role !== 'leader') throw new Error('expected to lead');
    await cache.set(key, answer);
    await leader.land(answer);
    expect(await follower).toMatchObject({ role: 'follower', answer });
  });
};

/** A refused password: one warning that shows no word of it, and the work goes on. */
export const expectLoginRefused = async (url: string, password: string): Promise<void> => {
  const { cache, warn } = openShared(url.replace(password, 'canary-wrong'));
  expect(await cache.get(newKey())).toBeUndefined();
  await cache.set(newKey(), answer);
  await cache.close();
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^The team cache \w+:\/\/127\.0\.0\.1:\S+ is not used: it refused the user name or the password\. Check both, or unset cache\.url\.$/)]]);
};
