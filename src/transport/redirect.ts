import { UadaError } from '../core/errors.js';

export type RedirectQuestion = {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly status: number;
  readonly location: string | undefined;
  /** How many redirects this request has followed. */
  readonly followedCount: number;
  /** The request holds no credential. @default false */
  readonly isPublic?: boolean | undefined;
};

const mostRedirects = 3;
/** Of pages: from http to https, to another host name, to the language of the reader, and on. */
const mostPublicRedirects = 10;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const methodChangingStatuses: ReadonlySet<number> = new Set([301, 302, 303]);

/**
 * Where an answer sends the request; undefined when it is no redirect. Throws a `provider` error for another
 * origin, which must not get the credentials, for a POST that would turn into a GET, and after three in a row. A request
 * without credentials goes to any other web server, ten times in a row.
 */
export const toRedirectUrl = ({ method, url, status, location, followedCount, isPublic = false }: RedirectQuestion): URL | undefined => {
  if (!redirectStatuses.has(status) || location === undefined || !URL.canParse(location, url.href)) return undefined;
  const target = new URL(location, url);
  if (target.origin !== url.origin && !(isPublic && /^https?:$/.test(target.protocol))) {
    const where = target.host === '' ? target.protocol : target.origin;
    throw refusal(status, `${url.origin} redirects to ${where}, which ${isPublic ? 'is no web page' : 'must not get the API key'}.`);
  }
  if (method === 'POST' && methodChangingStatuses.has(status)) {
    throw refusal(status, `${url.host} redirects the request in a way that loses its content (HTTP ${status}).`);
  }
  const most = isPublic ? mostPublicRedirects : mostRedirects;
  if (followedCount >= most) throw refusal(status, `${url.host} redirects more than ${most} times.`);
  target.username = '';
  target.password = '';
  return target;
};

const refusal = (status: number, message: string): UadaError =>
  new UadaError('provider', message, { status, code: 'redirect', hint: 'Set the base URL to where the API really is.' });
