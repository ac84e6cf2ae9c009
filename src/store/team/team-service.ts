import type Keyv from 'keyv';
import { loadTeamLink } from './load-team-link.js';
import { parseTeamAddress } from './team-address.js';
import { createTeamConnection } from './team-connection.js';
import { describeFix, describeReason } from './team-failure.js';

/** What came of asking a team cache for something: how long it took, or why it did not do it. */
export type TeamOutcome = {
  /** The address without user name and password. */
  readonly label: string;
  readonly tookMs: number;
  /** Why not, in a few words; undefined when it was done. */
  readonly problem: string | undefined;
  /** What to do about the problem, in a sentence. */
  readonly fix: string | undefined;
};

const attempt = async (url: string, limitMs: number, work: (keyv: Keyv) => Promise<unknown>): Promise<TeamOutcome> => {
  const address = parseTeamAddress(url);
  if (address === undefined) return { label: 'cache.url', tookMs: 0, problem: 'it cannot be read', fix: 'Write it as redis://host:6379 or postgres://user:password@host/database.' };
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => { failures.push(error); };
  const connection = createTeamConnection({ address, load: loadTeamLink, limitMs, onFailure });
  // What loads and connects is no part of the figure.
  await connection.run(() => Promise.resolve());
  const startMs = performance.now();
  if (failures.length === 0) await connection.run(work);
  const tookMs = performance.now() - startMs;
  await connection.close();
  const [failure] = failures;
  const told = failures.length === 0 ? undefined : { problem: describeReason(address, failure), fix: describeFix(address, failure) };
  return { label: address.label, tookMs, problem: told?.problem, fix: told?.fix };
};

/** Whether a team cache answers. Never rejects. */
export const probeTeamCache = (url: string, limitMs: number): Promise<TeamOutcome> => attempt(url, limitMs, (keyv) => keyv.get('probe'));

/** It may have a million of them. */
const clearLimitMs = 60_000;

/** Removes every answer of this key version from a team cache. Never rejects. */
export const clearTeamCache = (url: string): Promise<TeamOutcome> => attempt(url, clearLimitMs, async (keyv) => {
  // Keyv and its adapters tell what goes wrong in `clear` by an event only.
  const failures: unknown[] = [];
  keyv.on('error', (error: unknown) => failures.push(error));
  await keyv.clear();
  if (failures.length > 0) throw failures[0];
});
