import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../transport/loopback.js';
import type { RedisServer } from './redis-server.js';
import { redisPassword, startRedis } from './redis-server.js';
import { startSlowProxy } from './slow-proxy.js';
import { describeWith, until } from './system-servers.js';
import { answer, expectLoginRefused, newKey, openShared, storeThere, teamChecks, withKeyv } from './team-checks.js';

describeWith(['redis-server', 'redis-cli'], 'a team cache in Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.stop());

  teamChecks(() => redis.url);

  it('lets Redis itself drop what has expired', async () => {
    const key = newKey();
    await storeThere(redis.url, key, answer, 30_000);
    expect(Number(redis.command('PTTL', `uada-v1::${key}`))).toBeGreaterThan(0);
  });

  it('uses the database of the address', async () => {
    const key = newKey();
    await storeThere(`${redis.url}/3`, key, answer);
    expect(await openShared(redis.url).cache.get(key)).toBeUndefined();
    expect(await openShared(`${redis.url}/3`).cache.get(key)).toMatchObject(answer);
  });

  it('takes a value of another type for nothing, and replaces it [C20]', async () => {
    const key = newKey();
    redis.command('LPUSH', `uada-v1::${key}`, 'x');
    const { cache, warn } = openShared(redis.url);
    expect(await cache.get(key)).toBeUndefined();
    await cache.set(key, answer);
    await cache.close();
    expect(warn).not.toHaveBeenCalled();
    expect(await openShared(redis.url).cache.get(key)).toMatchObject(answer);
  });

  it('warns once when the password is wrong, and shows none', () => expectLoginRefused(redis.url, redisPassword));

  it('goes on without a server that was killed, and uses it again when it is back [C19]', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => { vi.useRealTimers(); });
    const [key, { cache, warn }] = [newKey(), openShared(redis.url)];
    await cache.set(newKey(), answer);
    expect(await cache.get(newKey())).toBeUndefined();
    const restarted = redis.restart();
    await until(async () => { await cache.get(newKey()); return warn.mock.calls.length > 0; });
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/ is not used: (nothing listens there|it closed the connection)\. /)]]);
    await restarted;
    await storeThere(redis.url, key, answer);
    vi.advanceTimersByTime(60_000);
    expect(await cache.get(key)).toMatchObject(answer);
    expect(warn).toHaveBeenCalledOnce();
  });

  it('does not wait for a server that is slow by five seconds [C19]', async () => {
    const proxy = await startSlowProxy(redis.port, 5_000);
    const { cache, warn } = openShared(redis.url.replace(String(redis.port), String(proxy.port)), { limitMs: 250 });
    expect(await cache.get(newKey())).toBeUndefined();
    await cache.set(newKey(), answer);
    await cache.close();
    expect(proxy.passedLate()).toBe(0);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: no answer within 250 ms. Raise cache.url_timeout')]]);
  });

  it('does not wait for one that becomes slow, nor for one that never says a word [C19]', async () => {
    const proxy = await startSlowProxy(redis.port, 0);
    const { cache, warn } = openShared(redis.url.replace(String(redis.port), String(proxy.port)), { limitMs: 250 });
    await cache.get(newKey());
    proxy.delayMs = 5_000;
    await cache.get(newKey());
    await cache.close();
    expect(proxy.passedLate()).toBe(0);
    expect(warn).toHaveBeenCalledOnce();
    const silent = openShared(`redis://127.0.0.1:${await listen(createServer())}`, { limitMs: 250 });
    expect(await silent.cache.get(newKey())).toBeUndefined();
    expect(silent.warn.mock.calls).toEqual([[expect.stringContaining('no answer within 250 ms')]]);
  });

  it('goes on reading from one that is full, and warns once', async () => {
    const full = await startRedis('--maxmemory-policy', 'noeviction');
    onTestFinished(() => full.stop());
    const key = newKey();
    await storeThere(full.url, key, answer);
    full.command('CONFIG', 'SET', 'maxmemory', '1');
    const { cache, warn } = openShared(full.url);
    await cache.set(newKey(), answer);
    expect(await cache.get(key)).toMatchObject(answer);
    await cache.set(newKey(), answer);
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: it is full. Give it room')]]);
  });

  it('loses only what Redis evicts [C20]', async () => {
    const key = newKey();
    await storeThere(redis.url, key, answer);
    redis.command('FLUSHALL');
    expect(await openShared(redis.url).cache.get(key)).toBeUndefined();
  });

  it('lets other keys on the server alone when it is cleared', async () => {
    redis.command('SET', 'mine', 'x');
    const key = newKey();
    await storeThere(redis.url, key, answer);
    await withKeyv(redis.url, (keyv) => keyv.clear());
    expect([redis.command('GET', 'mine'), redis.command('EXISTS', `uada-v1::${key}`)]).toEqual(['x', '0']);
  });
});
