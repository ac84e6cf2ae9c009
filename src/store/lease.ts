import type { SqlRow } from './connection.js';
import type { StoreDatabase } from './database.js';
import type { ProcessIdentity } from './process-identity.js';

/** Who holds the right to ask for a key. `beat` grows while the holder lives. */
export type Lease = { readonly owner: string; readonly process: ProcessIdentity; readonly beat: number };

/** What a try to lead found: the right is ours, someone has it, or the database cannot tell. */
export type LeaseState = { readonly kind: 'ours' | 'unknown' } | { readonly kind: 'held'; readonly lease: Lease };

/** The leases of one process in the cache database. No call rejects. */
export type LeaseTable = {
  /** Takes a free lease, or says who holds it. */
  readonly acquire: (key: string) => Promise<LeaseState>;
  /** Who holds the lease; undefined when nobody does or the database cannot tell. */
  readonly observe: (key: string) => Promise<Lease | undefined>;
  /** Takes a lease over from a holder that is unchanged since it was observed. */
  readonly takeOver: (key: string, from: Lease) => Promise<boolean>;
  /** Shows that this process lives, for all its leases at once. */
  readonly beat: () => Promise<void>;
  /** Ends a lease: whoever waits no longer waits for anyone. */
  readonly release: (key: string) => Promise<void>;
  /** Leaves a lease to whoever waits for it. */
  readonly abandon: (key: string) => Promise<void>;
};

const toLease = (row: SqlRow | undefined): Lease | undefined => {
  if (!row) return undefined;
  const { owner, pid, process, beat } = row;
  if (typeof owner !== 'string' || typeof pid !== 'number' || typeof process !== 'string' || typeof beat !== 'number') return undefined;
  const split = process.lastIndexOf(' ');
  return { owner, process: { pid, scope: process.slice(0, split), startToken: process.slice(split + 1) }, beat };
};

const select = 'SELECT owner, pid, process, beat FROM leases WHERE key = ?';

/** `owner` is unique to this table object; it marks which rows are its own. */
export const createLeaseTable = (database: StoreDatabase, owner: string, self: ProcessIdentity): LeaseTable => {
  const process = `${self.scope} ${self.startToken}`;
  const change = (sql: string, ...values: readonly (string | number)[]): Promise<number> =>
    database.runTogether((connection) => connection.change(sql, ...values), 0);
  return {
    acquire: (key) => database.runTogether<LeaseState>((connection) => {
      const isTaken = connection.change(
        'INSERT INTO leases (key, owner, pid, process, beat) VALUES (?, ?, ?, ?, 0) ON CONFLICT (key) DO NOTHING',
        key, owner, self.pid, process,
      ) > 0;
      const lease = isTaken ? undefined : toLease(connection.row(select, key));
      return lease ? { kind: 'held', lease } : { kind: isTaken ? 'ours' : 'unknown' };
    }, { kind: 'unknown' }),
    observe: (key) => database.run(({ row }) => toLease(row(select, key)), undefined),
    takeOver: async (key, from) => await change(
      'UPDATE leases SET owner = ?, pid = ?, process = ?, beat = 0 WHERE key = ? AND owner = ? AND beat = ?',
      owner, self.pid, process, key, from.owner, from.beat,
    ) > 0,
    beat: async () => { await change('UPDATE leases SET beat = beat + 1 WHERE owner = ?', owner); },
    release: async (key) => { await change('DELETE FROM leases WHERE key = ? AND owner = ?', key, owner); },
    abandon: async (key) => {
      await change("UPDATE leases SET owner = '', pid = 0, beat = beat + 1 WHERE key = ? AND owner = ?", key, owner);
    },
  };
};
