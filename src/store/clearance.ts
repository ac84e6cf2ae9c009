import { CancelledError } from '../core/errors.js';
import type { Lease, LeaseTable } from './lease.js';
import { hasEnded, ownIdentity } from './process-identity.js';

/** Settles as `promise` does, or throws `CancelledError` once the signal aborts. */
export const abortable = async <Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> => {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => { reject(new CancelledError()); };
    if (signal.aborted) stop(); else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

// Waiting processes must not all look at the same moment.
const pollPause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 25 + Math.random() * 25));

/** Notices that a leader ended or has shown nothing for too long, by this process's own clock. */
const createWatch = (silenceMs: number): ((lease: Lease) => boolean) => {
  const self = ownIdentity();
  let seen = { owner: '', beat: -1, sinceMs: 0 };
  return ({ owner, beat, process }) => {
    const nowMs = performance.now();
    if (owner !== seen.owner || beat !== seen.beat) seen = { owner, beat, sinceMs: nowMs };
    return owner === '' || hasEnded(process, self) || nowMs - seen.sinceMs >= silenceMs;
  };
};

/** The answer another process got, or leave to ask; without a lease nobody else waits for this process. */
export type Clearance<Answer> = { readonly answer: Answer } | { readonly holdsLease: boolean };

export type ClearanceOptions<Answer> = {
  readonly leases: LeaseTable;
  readonly key: string;
  /** Reads the cache. */
  readonly lookup: () => Promise<Answer | undefined>;
  readonly signal: AbortSignal;
  /** How long a leader may show nothing before it is taken for dead. */
  readonly silenceMs: number;
};

/** Waits while another process asks for the same answer. Throws `CancelledError` when the signal aborts. */
export const awaitClearance = async <Answer>(options: ClearanceOptions<Answer>): Promise<Clearance<Answer>> => {
  const { leases, key, lookup, signal, silenceMs } = options;
  const isGone = createWatch(silenceMs);
  const first = await leases.acquire(key);
  let holdsLease = first.kind === 'ours';
  for (let lease = first.kind === 'held' ? first.lease : undefined; lease; lease = await leases.observe(key)) {
    holdsLease = isGone(lease) && await leases.takeOver(key, lease);
    if (holdsLease) break;
    await abortable(pollPause(), signal);
    const answer = await lookup();
    if (answer !== undefined) return { answer };
  }
  // The last leader may have stored its answer between the last look and the end of its lease.
  const answer = await lookup();
  if (answer === undefined) return { holdsLease };
  if (holdsLease) await leases.release(key);
  return { answer };
};
