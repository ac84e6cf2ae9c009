import { UadaError } from '../core/errors.js';

const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(hostname);

/** True for an address at which everybody on the way can read along: http to another machine. */
export const isOpenToReaders = (baseUrl: string): boolean => {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !isLoopback(hostname);
};

/** The refusal to send a credential where everybody on the way can read it. */
export const plainHttpError = (provider: string, baseUrl: string): UadaError =>
  new UadaError('usage', `The ${provider} key would go unencrypted over http to ${new URL(baseUrl).host}, so nothing was sent.`, {
    provider, hint: `Use https, or allow it with --allow-http, UADA_ALLOW_HTTP=1 or allow_http = true under [providers.${provider}].`,
  });
