import { UadaError } from '../core/errors.js';
import { toCertificateError } from './certificate-error.js';

/** The error for a request that failed before its response was there. Never holds a header or a URL. */
export const toConnectionError = (cause: unknown, url: URL): UadaError => {
  if (cause instanceof UadaError) return cause;
  const code = codeOf(cause);
  const certificateError = toCertificateError(code, url.host, cause);
  if (certificateError !== undefined) return certificateError;
  const { says, hint, isRetryable } = explain(code, url);
  return new UadaError('network', says, { hint, isRetryable, cause, code: code === '' ? undefined : code });
};

/** The error for a body that stopped before its end. */
export const toBrokenBodyError = (cause: unknown, host: string): UadaError =>
  new UadaError('network', `The connection to ${host} broke in the middle of the answer.`, {
    hint: 'Try again.',
    isRetryable: true,
    cause,
    code: codeOf(cause) || undefined,
  });

/** The system's or OpenSSL's word for an error, or ''. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

type Explanation = { readonly says: string; readonly hint: string; readonly isRetryable: boolean };

const explain = (code: string, url: URL): Explanation => {
  if (code === 'ECONNREFUSED') return explainRefusal(url);
  if (/^HPE_/.test(code) && code !== 'HPE_HEADER_OVERFLOW') return explanations.notHttp(url.host);
  if (/^(?:ERR_HTTP2|NGHTTP2)_/.test(code)) return explanations.reset(url.host);
  if (code === 'EPROTO' || /^ERR_SSL_/.test(code)) return explanations.handshake(url.host);
  return (byCode.get(code) ?? explanations.unknown)(url.host);
};

const explainRefusal = (url: URL): Explanation => {
  const says = `Nothing accepts connections at ${url.host}.`;
  if (!isLoopback(url.hostname)) return { says, hint: 'Check the base URL, and whether the server is running.', isRetryable: true };
  const hint = url.port === '11434'
    ? 'Is Ollama running? Start it with `ollama serve`.'
    : 'Is the server running? Start it, or check the port in the base URL.';
  return { says, hint, isRetryable: false };
};

const isLoopback = (hostname: string): boolean => /^(?:localhost|127\.[\d.]+|\[::1\])$|\.localhost$/.test(hostname);

const checkNetwork = 'Check the network connection.';

const explanations = {
  notFound: (host: string) => ({ says: `Cannot find the host ${host}.`, hint: 'Check the base URL or the network.', isRetryable: false }),
  noResolver: (host: string) => ({ says: `The name server gave no answer for ${host}.`, hint: checkNetwork, isRetryable: true }),
  reset: (host: string) => ({ says: `${host} closed the connection before it answered.`, hint: 'Try again.', isRetryable: true }),
  unsent: (host: string) => ({
    says: `${host} closed the connection while the request was being sent.`, hint: 'Try again; a very large request may be refused so.', isRetryable: true,
  }),
  silent: (host: string) => ({ says: `${host} does not answer.`, hint: checkNetwork, isRetryable: true }),
  noRoute: (host: string) => ({ says: `There is no way to ${host} from this network.`, hint: checkNetwork, isRetryable: true }),
  exhausted: (host: string) => ({
    says: `This computer has no connection left for ${host}.`, hint: 'Lower the concurrency, or raise the limit of open files (ulimit -n).', isRetryable: true,
  }),
  forbidden: (host: string) => ({ says: `This computer does not allow a connection to ${host}.`, hint: 'Check the firewall.', isRetryable: false }),
  headers: (host: string) => ({ says: `${host} answered with headers longer than 16 kB.`, hint: 'Check the base URL.', isRetryable: false }),
  notHttp: (host: string) => ({
    says: `${host} did not answer in HTTP.`, hint: 'Check the scheme (http or https) and the port in the base URL.', isRetryable: false,
  }),
  handshake: (host: string) => ({
    says: `The TLS handshake with ${host} failed.`, hint: 'Check the scheme (http or https) and the port in the base URL.', isRetryable: false,
  }),
  unknown: (host: string) => ({ says: `The connection to ${host} failed.`, hint: checkNetwork, isRetryable: true }),
} satisfies Record<string, (host: string) => Explanation>;

const byCode: ReadonlyMap<string, (host: string) => Explanation> = new Map<string, (host: string) => Explanation>([
  ['ENOTFOUND', explanations.notFound],
  ['EAI_AGAIN', explanations.noResolver],
  ['ECONNRESET', explanations.reset],
  ['ECONNABORTED', explanations.reset],
  ['ERR_STREAM_PREMATURE_CLOSE', explanations.reset],
  ['EPIPE', explanations.unsent],
  ['ETIMEDOUT', explanations.silent],
  ['EHOSTUNREACH', explanations.noRoute],
  ['EHOSTDOWN', explanations.noRoute],
  ['ENETUNREACH', explanations.noRoute],
  ['ENETDOWN', explanations.noRoute],
  ['EMFILE', explanations.exhausted],
  ['ENFILE', explanations.exhausted],
  ['EADDRNOTAVAIL', explanations.exhausted],
  ['EACCES', explanations.forbidden],
  ['EPERM', explanations.forbidden],
  ['HPE_HEADER_OVERFLOW', explanations.headers],
]);
