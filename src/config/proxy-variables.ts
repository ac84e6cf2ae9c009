import type { Environment } from './environment.js';

/** The proxies a user's environment names, as written there; they may hold a login. */
export type ProxyVariables = {
  readonly httpsProxy: string | undefined;
  readonly httpProxy: string | undefined;
  readonly allProxy: string | undefined;
  readonly noProxy: string | undefined;
};

const read = (environment: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== '');

/**
 * HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, the lower-case spelling first as in curl. A CGI server puts a
 * request header into HTTP_PROXY (httpoxy, CVE-2016-5385), so that there only the lower-case one counts.
 */
export const readProxyVariables = (environment: Environment): ProxyVariables => ({
  httpsProxy: read(environment, 'https_proxy', 'HTTPS_PROXY'),
  httpProxy: read(environment, 'http_proxy', ...(environment['REQUEST_METHOD'] === undefined ? ['HTTP_PROXY'] : [])),
  allProxy: read(environment, 'all_proxy', 'ALL_PROXY'),
  noProxy: read(environment, 'no_proxy', 'NO_PROXY'),
});
