import { setMaxListeners } from 'node:events';
import { abortable, awaitClearance } from './clearance.js';
import type { StoreDatabase } from './database.js';
import { createLeaseTable } from './lease.js';
import { ownIdentity } from './process-identity.js';

/**
 * The part a caller has in a flight. A leader asks the provider and then calls one of the three methods, of
 * which only the first call counts; a follower gets the answer that someone else asked for.
 */
export type Flight<Answer> = Leader<Answer> | { readonly role: 'follower'; readonly answer: Answer };

export type Leader<Answer> = {
  readonly role: 'leader';
  /** The answer is in the cache: whoever waits gets it. */
  readonly land: (answer: Answer) => Promise<void>;
  /** There is no answer to share: whoever waits asks for itself, all at once. */
  readonly fail: () => Promise<void>;
  /** The caller stopped: one of those who wait takes the lead. */
  readonly leave: () => Promise<void>;
};

/** Sends identical requests out once, inside this process and between processes that share a database. */
export type FlightControl<Answer> = {
  /**
   * Takes part in the flight for `key`, after a miss; `lookup` reads the cache again. Throws
   * `CancelledError` when `signal` aborts while waiting, and nothing else.
   */
  readonly join: (key: string, lookup: () => Promise<Answer | undefined>, signal: AbortSignal) => Promise<Flight<Answer>>;
};

export type FlightOptions = {
  readonly database: StoreDatabase;
  /** How often a leader shows that it lives. @default 1000 */
  readonly beatMs?: number | undefined;
  /** How long a leader may show nothing before another takes over. @default 5000 */
  readonly silenceMs?: number | undefined;
};

type Outcome<Answer> = { readonly kind: 'landed'; readonly answer: Answer } | { readonly kind: 'failed' | 'left' };
type Waiting<Answer> = { readonly outcome: Promise<Outcome<Answer>>; readonly settle: (outcome: Outcome<Answer>) => void };

const createWaiting = <Answer>(): Waiting<Answer> => {
  let settle: Waiting<Answer>['settle'] = () => undefined;
  const outcome = new Promise<Outcome<Answer>>((resolve) => { settle = resolve; });
  return { outcome, settle };
};

const createLeader = <Answer>(onEnd: (outcome: Outcome<Answer>) => Promise<void>): Leader<Answer> => {
  let ended: Promise<void> | undefined;
  const end = (outcome: Outcome<Answer>): Promise<void> => (ended ??= onEnd(outcome));
  return {
    role: 'leader',
    land: (answer) => end({ kind: 'landed', answer }),
    fail: () => end({ kind: 'failed' }),
    leave: () => end({ kind: 'left' }),
  };
};

type Heartbeat = { readonly add: (key: string) => void; readonly delete: (key: string) => void };

/** Calls `beat` regularly while it holds keys; it never keeps the process alive. */
const createHeartbeat = (beat: () => Promise<void>, beatMs: number): Heartbeat => {
  const held = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add: (key) => {
      held.add(key);
      timer ??= setInterval(() => void beat(), beatMs).unref();
    },
    delete: (key) => {
      held.delete(key);
      if (held.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
};

export const createFlightControl = <Answer>({ database, beatMs = 1_000, silenceMs = 5_000 }: FlightOptions): FlightControl<Answer> => {
  const leases = createLeaseTable(database, process.getBuiltinModule('node:crypto').randomUUID(), ownIdentity());
  const heartbeat = createHeartbeat(leases.beat, beatMs);
  const inFlight = new Map<string, Waiting<Answer>>();

  const settle = (key: string, outcome: Outcome<Answer>): void => {
    const waiting = inFlight.get(key);
    inFlight.delete(key);
    waiting?.settle(outcome);
  };
  const lead = (key: string, holdsLease: boolean): Leader<Answer> => {
    if (holdsLease) heartbeat.add(key);
    return createLeader(async (outcome) => {
      heartbeat.delete(key);
      if (holdsLease) await (outcome.kind === 'left' ? leases.abandon(key) : leases.release(key));
      settle(key, outcome);
    });
  };
  const goFirst: FlightControl<Answer>['join'] = async (key, lookup, signal) => {
    inFlight.set(key, createWaiting());
    try {
      const clearance = await awaitClearance({ leases, key, lookup, signal, silenceMs });
      if ('holdsLease' in clearance) return lead(key, clearance.holdsLease);
      settle(key, { kind: 'landed', answer: clearance.answer });
      return { role: 'follower', answer: clearance.answer };
    } catch (error) {
      settle(key, { kind: 'left' });
      throw error;
    }
  };
  const join: FlightControl<Answer>['join'] = async (key, lookup, signal) => {
    // A batch waits in many flights on the one signal of its run.
    setMaxListeners(0, signal);
    for (let waiting = inFlight.get(key); waiting; waiting = inFlight.get(key)) {
      const outcome = await abortable(waiting.outcome, signal);
      if (outcome.kind === 'landed') return { role: 'follower', answer: outcome.answer };
      if (outcome.kind === 'failed') return createLeader(() => Promise.resolve());
    }
    return goFirst(key, lookup, signal);
  };
  return { join };
};
