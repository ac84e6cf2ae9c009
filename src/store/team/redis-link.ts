import type * as KeyvRedis from '@keyv/redis';
import type { RedisAddress } from './team-address.js';
import { TeamTimeoutError } from './team-failure.js';
import type { OpenTeamLink } from './team-link.js';
import { createPlainKeyv } from './plain-keyv.js';

type Module = typeof KeyvRedis;
type Client = ReturnType<Module['createClient']> | ReturnType<Module['createCluster']>;

const createRedisClient = ({ createClient, createCluster }: Module, address: RedisAddress, limitMs: number): Client => {
  const { hosts, isCluster, isTls, username, password, database } = address;
  // A broken connection is given up and another one opened by whoever needs it: no timer of the client goes on.
  const limits = { connectTimeout: limitMs, reconnectStrategy: false } as const;
  const sockets = hosts.map(({ host, port }) => (isTls ? { host, port, tls: true as const, ...limits } : { host, port, ...limits }));
  const login = { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
  if (!isCluster) return createClient({ ...login, ...(database !== undefined && { database }), socket: sockets[0] ?? limits });
  return createCluster({
    rootNodes: sockets.map((socket) => ({ socket })),
    defaults: { ...login, socket: isTls ? { tls: true, ...limits } : limits },
    minimizeConnections: true,
  });
};

const isClientTimeout = (error: unknown): boolean => error instanceof Error && error.constructor.name === 'ConnectionTimeoutError';

const destroy = (client: Client): void => {
  try {
    client.destroy();
  } catch {
    // It is closed already.
  }
};

/** Loads @keyv/redis for one server or for a cluster. */
export const loadRedisLink = async (address: RedisAddress): Promise<OpenTeamLink> => {
  const module = await import('@keyv/redis');
  return async ({ limitMs, onLost }) => {
    const client = createRedisClient(module, address, limitMs);
    const adapter = new module.default(client, { throwOnErrors: true });
    // The adapter would connect by itself, but hide why it could not.
    let lastError: unknown;
    const onError = (error: unknown): void => {
      lastError = error;
      onLost();
    };
    client.on('error', onError).on('node-error', onError);
    await client.connect().catch((error: unknown) => {
      destroy(client);
      // A cluster itself says only that none of its nodes would do.
      const reason = lastError ?? error;
      // The client's clock and that of the cache end at the same time: whichever is first, it is the same failure.
      throw isClientTimeout(reason) ? new TeamTimeoutError(limitMs) : reason;
    });
    return {
      keyv: await createPlainKeyv(adapter, false),
      close: () => {
        destroy(client);
        return Promise.resolve();
      },
    };
  };
};
