import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import type { KeyvStoreAdapter } from 'keyv';
import Keyv from 'keyv';
import * as vitest from 'vitest';
import { afterAll, beforeAll } from 'vitest';
import { loadTeamLink } from '../../../src/store/team/load-team-link.js';
import { parseTeamAddress } from '../../../src/store/team/team-address.js';
import type { TeamLink } from '../../../src/store/team/team-link.js';
import type { PostgresServer } from './postgres-server.js';
import { startPostgres } from './postgres-server.js';
import type { RedisCluster, RedisServer } from './redis-server.js';
import { startRedis, startRedisCluster } from './redis-server.js';
import { describeWith } from './system-servers.js';
import { patientMs } from './team-checks.js';

type Started = Pick<RedisServer | PostgresServer | RedisCluster, 'url' | 'stop'>;

/** An adapter belongs to one Keyv at a time, and no check of the suite has more than two. */
const adapterCount = 3;

/**
 * Keyv's own suite over adapters as the team cache sets them up. Their clocks are the servers': a ttl passes in real time. The suite for
 * compression is about Keyv's own, which the team cache does not use: its values are compressed before Keyv gets them.
 */
const runSuite = (start: () => Promise<Started>): void => {
  let server: Started | undefined;
  let links: readonly TeamLink[] = [];
  let taken = 0;
  beforeAll(async () => {
    server = await start();
    const open = await loadTeamLink(parseTeamAddress(server.url)!);
    links = await Promise.all(Array.from({ length: adapterCount }, () => open({ limitMs: patientMs, onLost: () => undefined })));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(links.map((link) => link.close()));
    await server?.stop();
  });
  const store = (): KeyvStoreAdapter => links[(taken += 1) % adapterCount]!.keyv.store as KeyvStoreAdapter;
  keyvTestSuite(vitest, Keyv, store);
  keyvIteratorTests(vitest, Keyv, store);
};

describeWith(['redis-server', 'redis-cli'], "keyv's own suite over Redis", () => runSuite(() => startRedis()));
describeWith(['redis-server', 'redis-cli'], "keyv's own suite over a Redis cluster", () => runSuite(startRedisCluster));
describeWith(['initdb', 'postgres', 'psql'], "keyv's own suite over PostgreSQL", () => runSuite(() => startPostgres()));
