import { UadaError } from '../../core/errors.js';
import { isExempt } from './bypass.js';
import type { ProxySettings } from './proxy-settings.js';

/** The proxy for a URL; undefined means a direct connection. Throws a `usage` error for a proxy that cannot be used. */
export const chooseProxy = (url: URL, { httpsProxy, httpProxy, allProxy, noProxy }: ProxySettings): URL | undefined => {
  const word = ((url.protocol === 'https:' ? httpsProxy : httpProxy)?.trim() || allProxy?.trim()) ?? '';
  if (word === '' || isExempt(url, noProxy ?? '')) return undefined;
  return toProxyUrl(word);
};

const toProxyUrl = (word: string): URL => {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(word) ? word : `http://${word}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || proxy.hostname === '') {
    throw new UadaError('usage', 'The proxy in the environment is not a URL.', { hint: 'Write HTTPS_PROXY as http://host:port.' });
  }
  if (/^https?:$/.test(proxy.protocol)) return proxy;
  throw new UadaError('usage', `The proxy ${proxy.host} has the scheme ${proxy.protocol.slice(0, -1)}, which is not supported.`, {
    hint: 'Give an http:// or https:// proxy in HTTPS_PROXY, or name the host in NO_PROXY.',
  });
};
