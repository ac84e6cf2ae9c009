export type RedisHost = { readonly host: string; readonly port: number };

export type RedisAddress = {
  readonly kind: 'redis';
  readonly hosts: readonly RedisHost[];
  readonly isCluster: boolean;
  readonly isTls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number | undefined;
  /** The address as a message may show it: without user name and password. */
  readonly label: string;
};

export type PostgresAddress = { readonly kind: 'postgres'; readonly url: string; readonly label: string };

/** Where a team cache is. */
export type TeamAddress = RedisAddress | PostgresAddress;

const redisPattern = /^(rediss?):\/\/(?:([^/?#]*)@)?([^@/?#]+)(?:\/(\d*))?(?:\?cluster=(true|false))?$/i;
const hostPattern = /^(\[[\da-f:.]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/i;
const redisPort = 6379;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const parseHost = (text: string): RedisHost | undefined => {
  const [, host, port] = hostPattern.exec(text) ?? [];
  const number = port === undefined ? redisPort : Number(port);
  return host === undefined || number > 65_535 ? undefined : { host: host.replace(/^\[|\]$/g, ''), port: number };
};

const parseLogin = (text: string | undefined): Pick<RedisAddress, 'username' | 'password'> => {
  if (text === undefined) return { username: undefined, password: undefined };
  const [, username = '', password] = /^([^:]*)(?::([^]*))?$/.exec(text) ?? [];
  return { username: username === '' ? undefined : decode(username), password: password === undefined ? undefined : decode(password) };
};

const parseRedis = (url: string): RedisAddress | undefined => {
  const [, scheme, login, list = '', database, cluster] = redisPattern.exec(url) ?? [];
  if (scheme === undefined) return undefined;
  const found = list.split(',').map(parseHost);
  const hosts = found.filter((host) => host !== undefined);
  if (hosts.length < found.length) return undefined;
  return {
    kind: 'redis', hosts, isTls: scheme.toLowerCase() === 'rediss', ...parseLogin(login),
    isCluster: cluster === undefined ? hosts.length > 1 : cluster === 'true',
    database: database === undefined || database === '' ? undefined : Number(database),
    label: `${scheme.toLowerCase()}://${list}`,
  };
};

// The driver warns on stderr that these words will mean less in its next version; this is what they mean now.
const withStrictTls = (url: string): string => url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/i, '$1verify-full');

const parsePostgres = (url: string): PostgresAddress | undefined => {
  // PostgreSQL allows an address without a host, for a socket that a parameter names.
  const text = url.replace(/@(?=\/)/, '@localhost');
  if (!/^postgres(?:ql)?:\/\//i.test(url) || !URL.canParse(text)) return undefined;
  const { host, pathname } = new URL(text);
  return { kind: 'postgres', url: withStrictTls(url), label: `postgres://${host}${pathname === '/' ? '' : pathname}` };
};

/**
 * Reads `redis://[user[:password]@]host[:port][,host…][/number][?cluster=true]`, the same with `rediss://` for TLS, or a
 * `postgres://` address. Several hosts are a cluster. Undefined for anything else.
 */
export const parseTeamAddress = (url: string): TeamAddress | undefined => parseRedis(url) ?? parsePostgres(url);
