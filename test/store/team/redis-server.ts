import { rmSync } from 'node:fs';
import type { Certificates } from './certificates.js';
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

/** How a server is listened at and asked: by TLS with a certificate of its own, or openly. */
type Door = { readonly scheme: string; readonly server: (port: string) => readonly string[]; readonly client: readonly string[] };

const openDoor: Door = { scheme: 'redis', server: (port) => ['--port', port], client: [] };

const tlsDoor = ({ authority, certificate, key }: Certificates): Door => ({
  scheme: 'rediss', client: ['--tls', '--cacert', authority],
  server: (port) => ['--port', '0', '--tls-port', port, '--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', authority, '--tls-auth-clients', 'no'],
});

const start = async (door: Door, extra: readonly string[]): Promise<RedisServer> => {
  const [port, directory] = [await freePort(), newDirectory()];
  const begin = (): Promise<Daemon> => startDaemon('redis-server', [
    ...door.server(String(port)), '--bind', '127.0.0.1', '--save', '', '--dir', directory, '--requirepass', redisPassword, ...extra,
  ], port);
  let daemon = await begin();
  return {
    port, url: `${door.scheme}://:${redisPassword}@127.0.0.1:${port}`,
    daemon: () => daemon,
    command: (...words) => runSystem('redis-cli', ['-p', String(port), ...door.client, ...words], { env: { REDISCLI_AUTH: redisPassword } }).trim(),
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

export const startRedis = (...extra: readonly string[]): Promise<RedisServer> => start(openDoor, extra);

/** One that speaks TLS only. */
export const startTlsRedis = (certificates: Certificates): Promise<RedisServer> => start(tlsDoor(certificates), []);

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
