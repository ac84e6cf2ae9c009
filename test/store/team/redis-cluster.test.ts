import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RedisCluster } from './redis-server.js';
import { redisPassword, startRedisCluster } from './redis-server.js';
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
