import { isDriverMissing } from '../sqlite-driver.js';
import type { TeamAddress } from './team-address.js';

/** A team cache that did not do in time what it was asked. */
export class TeamTimeoutError extends Error {
  override readonly name = 'TeamTimeoutError';
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
    this.limitMs = limitMs;
  }
}

/** What an error says by which it can be told from others: a code, or the first word of a reply of Redis. */
const markOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') return code;
  // An error of several addresses has those of its parts.
  const parts: unknown = Reflect.get(error, 'errors');
  if (Array.isArray(parts) && parts.length > 0) return markOf(parts[0]);
  // The driver of PostgreSQL gives this one no code.
  if (error.message.includes('does not support SSL')) return 'ERR_SSL_UNSUPPORTED';
  return /^[A-Z]{3,}(?= |$)/.exec(error.message)?.[0] ?? error.constructor.name;
};

/** Something else than an answer is under the key, which says as much as that there is none. */
export const isWrongType = (error: unknown): boolean => markOf(error) === 'WRONGTYPE';

/** True where the server answered and does not do this one thing: what else it is asked may well succeed. */
export const isRefusal = (error: unknown): boolean => /^(OOM|READONLY|MISCONF|NOPERM|22...|25...|42...|53100|54...)$/.test(markOf(error));

type Reason = readonly [pattern: RegExp, what: string, fix: string];

const closed = 'it closed the connection';

const reasons: readonly Reason[] = [
  [/^ECONNREFUSED$/, 'nothing listens there', 'Start it'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'its host is not known', 'Check the name'],
  [/^(ECONNRESET|EPIPE|SocketClosedUnexpectedlyError|ClientClosedError|ClientOfflineError|DisconnectsClientError|57P0.|08...)$/, closed, 'Look into its log'],
  [/^(WRONGPASS|NOAUTH|28...|ERR_INVALID_AUTH)$/, 'it refused the user name or the password', 'Check both'],
  [/^(NOPERM|42501)$/, 'the user may not do this there', 'Grant it to the user'],
  [/^(OOM|53100)$/, 'it is full', 'Give it room, or let it drop old entries'],
  [/^(READONLY|25...)$/, 'it takes no writes', 'Name the primary server'],
  [/^MISCONF$/, 'it cannot save to its disk', 'Look into its log'],
  [/^(MOVED|ASK|CROSSSLOT)$/, 'it is part of a cluster', 'Append ?cluster=true'],
  [/^(CLUSTERDOWN|RootNodesUnavailableError)$/, 'the cluster is down', 'Look into its logs'],
  [/^LOADING$|^57P03$/, 'it is still starting', 'Try again later'],
  [/^3D000$/, 'the database does not exist there', 'Create it'],
  [/^42P01$/, 'it has no table uada_cache and the user may not make it', 'Create it: CREATE TABLE uada_cache (key VARCHAR(255) PRIMARY KEY, value TEXT)'],
  [/^(22P02|42703|42804)$/, 'its table uada_cache has other columns', 'Drop the table, and it is made anew'],
  [/^(53...)$/, 'it has no room for another connection', 'Raise its limit'],
  [/^ERR_SSL_(UNSUPPORTED|WRONG_VERSION_NUMBER|PACKET_LENGTH)/, 'it does not speak TLS', 'Switch TLS on there'],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired', 'Renew it'],
  [/ALTNAME/, 'its certificate is for another host', 'Use the name that stands in it'],
  [/CERT|SSL|TLS|SIGNED|^UNABLE_TO_/, 'its certificate is not trusted', 'Name the authority in NODE_EXTRA_CA_CERTS'],
];

const describe = (error: unknown): readonly [string, string] => {
  if (error instanceof TeamTimeoutError) return [error.message, 'Raise cache.url_timeout'];
  const mark = markOf(error);
  const reason = reasons.find(([pattern]) => pattern.test(mark));
  return reason ? [reason[1], reason[2]] : [`it failed${mark === '' ? '' : ` (${mark})`}`, 'Look into its log'];
};

/** A Redis that is spoken to in the wrong way, with TLS or without, says nothing or hangs up. */
const otherScheme = (address: TeamAddress, error: unknown): string => {
  if (address.kind !== 'redis') return '';
  if (address.isTls) return error instanceof TeamTimeoutError ? ', write redis:// if it speaks no TLS' : '';
  return describe(error)[0] === closed ? ', write rediss:// if it speaks TLS' : '';
};

const packageOf = ({ kind }: TeamAddress): string => (kind === 'redis' ? '@keyv/redis' : '@keyv/postgres');

const packageFix = (address: TeamAddress, moduleUrl: string): string =>
  moduleUrl.includes('/node_modules/') ? 'npm install -g uada --include=optional' : `npm install --no-save ${packageOf(address)}`;

/** Why a team cache is not used, in a few words: nothing of what the server said, which may repeat what it was sent. */
export const describeReason = (address: TeamAddress, error: unknown): string =>
  isDriverMissing(error) ? `${packageOf(address)} is not installed` : describe(error)[0];

/** What to do about it, in a sentence. */
export const describeFix = (address: TeamAddress, error: unknown): string =>
  isDriverMissing(error) ? `Install it with: ${packageFix(address, import.meta.url)}` : `${describe(error)[1]}${otherScheme(address, error)}, or unset cache.url.`;

/** The sentences for the one warning of a run. */
export const describeTeamFailure = (address: TeamAddress, error: unknown): string =>
  `The team cache ${address.label} is not used: ${describeReason(address, error)}. ${describeFix(address, error)}`;
