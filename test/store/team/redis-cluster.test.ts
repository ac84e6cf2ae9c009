import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { RedisCluster } from './redis-server.js';
import { redisPassword, startRedisCluster } from './redis-server.js';
import { startSlowProxy } from './slow-proxy.js';
import { describeWith, until } from './system-servers.js';
import { answer, expectLoginRefused, newKey, openShared, storeThere, teamChecks } from './team-checks.js';

describeWith(['redis-server', 'redis-cli'], 'a team cache in a Redis cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => { cluster = await startRedisCluster(); }, 60_000);
  afterAll(() => cluster.stop());

  teamChecks(() => cluster.url);

  it('finds the others from one address, and spreads the answers over them', async () => {
    const one = `redis://:${redisPassword}@127.0.0.1:${cluster.nodes[0]!.port}?cluster=true`;
    const keys = Array.from({ length: 20 }, newKey);
    for (const key of keys) await storeThere(one, key, answer);
    const { cache } = openShared(cluster.url);
    for (const key of keys) expect(await cache.get(key)).toMatchObject(answer);
    for (const node of cluster.nodes) expect(Number(node.command('DBSIZE'))).toBeGreaterThan(0);
  });

  it('says what to do when one of a cluster is named as if it were alone', async () => {
    const { cache, warn } = openShared(`redis://:${redisPassword}@127.0.0.1:${cluster.nodes[0]!.port}`);
    for (let tries = 0; tries < 20; tries += 1) await cache.get(newKey());
    expect(warn.mock.calls).toEqual([[expect.stringContaining('it is part of a cluster. Append ?cluster=true')]]);
  });

  it('warns once when the password is wrong, and shows none', () => expectLoginRefused(cluster.url, redisPassword));

  it('takes a value of another type for nothing [C20]', async () => {
    const key = newKey();
    for (const node of cluster.nodes) {
      try {
        node.command('-c', 'LPUSH', `uada-v1::${key}`, 'x');
      } catch {
        // Another node has the key.
      }
    }
    const { cache, warn } = openShared(cluster.url);
    expect(await cache.get(key)).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });

  it('does not wait for nodes that are slow by five seconds [C19]', async () => {
    const proxies = await Promise.all(cluster.nodes.map(({ port }) => startSlowProxy(port, 5_000)));
    const { cache, warn } = openShared(`redis://:${redisPassword}@${proxies.map(({ port }) => `127.0.0.1:${port}`).join(',')}`, { limitMs: 250 });
    expect(await cache.get(newKey())).toBeUndefined();
    await cache.set(newKey(), answer);
    await cache.close();
    expect(proxies.map(({ passedLate }) => passedLate())).toEqual([0, 0, 0]);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: no answer within 250 ms. Raise cache.url_timeout')]]);
  });

  it('does not wait for nodes that become slow by five seconds [C19]', async () => {
    const { cache, warn } = openShared(cluster.url, { limitMs: 1_000 });
    expect(await cache.get(newKey())).toBeUndefined();
    for (const node of cluster.nodes) node.command('CLIENT', 'PAUSE', '5000', 'ALL');
    onTestFinished(() => until(() => cluster.nodes.every((node) => node.command('PING') === 'PONG')));
    expect(await cache.get(newKey())).toBeUndefined();
    await cache.set(newKey(), answer);
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: no answer within 1000 ms')]]);
  });

  it('goes on reading from one that is full, and warns once', async () => {
    const key = newKey();
    await storeThere(cluster.url, key, answer);
    const setRoom = (bytes: string): void => { for (const node of cluster.nodes) node.command('CONFIG', 'SET', 'maxmemory', bytes); };
    setRoom('1');
    onTestFinished(() => { setRoom('0'); });
    const { cache, warn } = openShared(cluster.url);
    await cache.set(newKey(), answer);
    expect(await cache.get(key)).toMatchObject(answer);
    await cache.set(newKey(), answer);
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: it is full. Give it room')]]);
  });

  it('goes on without a node that was killed [C19]', async () => {
    const { cache, warn } = openShared(cluster.url);
    await cache.get(newKey());
    await cluster.nodes[2]!.daemon().kill();
    await until(async () => { await cache.get(newKey()); return warn.mock.calls.length > 0; });
    await cache.set(newKey(), answer);
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^The team cache redis:\/\/127\.0\.0\.1:\d+,127\.0\.0\.1:\d+,127\.0\.0\.1:\d+ is not used: /)]]);
  });
});
