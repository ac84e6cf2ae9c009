import { UadaError } from '../../core/errors.js';
import { toConnectionError } from '../connection-error.js';

const checkVariables = 'Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, or name the host in NO_PROXY.';

/** The error for a proxy that cannot be reached. */
export const toUnreachableProxyError = (cause: unknown, proxy: URL): UadaError => {
  const { message, code, isRetryable } = toConnectionError(cause, proxy);
  return new UadaError('network', `The proxy cannot be used. ${message}`, { hint: checkVariables, code, isRetryable, cause });
};

/** The error for a proxy that answers, but does not connect to the host. */
export const toProxyRefusalError = (status: number, proxy: URL, host: string): UadaError =>
  status === 407
    ? toProxyLoginError(host)
    : new UadaError('network', `The proxy ${proxy.host} does not connect to ${host} (HTTP ${status}).`, {
      hint: checkVariables, code: 'proxy_refusal', isRetryable: status >= 500,
    });

/** The error for a proxy that wants a login, or another one (HTTP 407). */
export const toProxyLoginError = (host: string): UadaError =>
  new UadaError('network', `The proxy on the way to ${host} wants a login.`, {
    hint: 'Write it into the proxy variable: http://user:password@host:port.', code: 'proxy_login',
  });
