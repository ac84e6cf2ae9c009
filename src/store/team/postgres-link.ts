import { createRequire } from 'node:module';
import type { PostgresAddress } from './team-address.js';
import type { OpenTeamLink } from './team-link.js';
import { createPlainKeyv } from './plain-keyv.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

type Pool = {
  query(sql: string, values?: unknown): Promise<{ readonly rows: Rows }>;
  on(event: 'error', listener: () => void): void;
  end(): Promise<void>;
};

type Driver = { readonly Pool: new (options: Readonly<Record<string, unknown>>) => Pool };

/** The driver that the adapter itself uses. */
const loadDriver = (): Driver => {
  const adapterPath = createRequire(import.meta.url).resolve('@keyv/postgres');
  return createRequire(adapterPath)('pg') as Driver;
};

/** The table of a team cache; the adapter makes it when it may. */
const teamTable = 'uada_cache';

/** Loads @keyv/postgres. */
export const loadPostgresLink = async ({ url }: PostgresAddress): Promise<OpenTeamLink> => {
  const { default: KeyvPostgres } = await import('@keyv/postgres');
  const { Pool } = loadDriver();
  return async ({ limitMs }) => {
    const pool = new Pool({
      connectionString: url, application_name: 'uada', max: 2, connectionTimeoutMillis: limitMs, query_timeout: limitMs,
      idleTimeoutMillis: 60_000, allowExitOnIdle: true,
    });
    // A connection that broke while idle is replaced by the next query.
    pool.on('error', () => undefined);
    // The adapter's own pool has no listener for that, which would end the process, and is one for the whole process.
    const Adapter = class extends KeyvPostgres {
      override connect(): ReturnType<InstanceType<typeof KeyvPostgres>['connect']> {
        return Promise.resolve(async (sql: string, values?: unknown) => [...(await pool.query(sql, values)).rows]);
      }
    };
    const keyv = await createPlainKeyv(new Adapter({ table: teamTable }), true);
    return { keyv, close: () => pool.end().catch(() => undefined) };
  };
};
