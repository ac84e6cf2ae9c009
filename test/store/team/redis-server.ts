import { rmSync } from 'node:fs';
import type { Daemon } from './system-servers.js';
import { freePort, newDirectory, runSystem, startDaemon, until } from './system-servers.js';

export const redisPassword = 'canary-redis-9f27c41d60ab';

/** A Redis of its own on loopback, which asks for `redisPassword`. */
export type RedisServer = {
  readonly port: number;
  readonly url: string;
  readonly daemon: () => Daemon;
  /** Sends a command and returns the reply as redis-cli prints it. */
  readonly command: (...words: readonly string[]) => string;
  /** Ends it and begins anew, empty, on the same port. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const cli = (port: number, words: readonly string[]): string =>
  runSystem('redis-cli', ['-p', String(port), ...words], { env: { REDISCLI_AUTH: redisPassword } }).trim();

export const startRedis = async (...extra: readonly string[]): Promise<RedisServer> => {
  const [port, directory] = [await freePort(), newDirectory()];
  const begin = (): Promise<Daemon> => startDaemon('redis-server', [
    '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory, '--requirepass', redisPassword, ...extra,
  ], port);
  let daemon = await begin();
  return {
    port, url: `redis://:${redisPassword}@127.0.0.1:${port}`,
    daemon: () => daemon,
    command: (...words) => cli(port, words),
    restart: async () => {
      await daemon.kill();
      daemon = await begin();
    },
    stop: async () => {
      daemon.thaw();
      await daemon.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

export type RedisCluster = { readonly url: string; readonly nodes: readonly RedisServer[]; readonly stop: () => Promise<void> };

/** A cluster of three masters. */
export const startRedisCluster = async (): Promise<RedisCluster> => {
  const nodes = await Promise.all(Array.from({ length: 3 }, async () => startRedis(
    '--cluster-enabled', 'yes', '--cluster-port', String(await freePort()), '--cluster-node-timeout', '2000', '--masterauth', redisPassword,
  )));
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  runSystem('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { env: { REDISCLI_AUTH: redisPassword } });
  await until(() => nodes.every((node) => node.command('CLUSTER', 'INFO').includes('cluster_state:ok')));
  return {
    url: `redis://:${redisPassword}@${addresses.join(',')}`, nodes,
    stop: async () => { await Promise.all(nodes.map((node) => node.stop())); },
  };
};
