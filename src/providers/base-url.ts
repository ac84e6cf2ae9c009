import { UadaError } from '../core/errors.js';

const version = /\/v\d+[a-z0-9]*(\/|$)/i;

const parse = (text: string, provider: string): URL => {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UadaError('usage', `The base URL of ${provider} is not an http or https address.`, {
      provider, hint: 'It looks like https://host/path; check the flag, the variable or the config file.',
    });
  }
  return url;
};

const bare = (url: URL): string => {
  const login = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
  return `${url.protocol}//${login}${url.host}${url.pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '')}`;
};

/** The part of the vendor's path that the address does not end with already. */
const missingSuffix = (address: string, suffix: string): string => {
  const segments = suffix.split('/').filter(Boolean);
  for (let count = segments.length; count > 0; count -= 1) {
    if (address.endsWith(`/${segments.slice(0, count).join('/')}`)) return segments.slice(count).map((part) => `/${part}`).join('');
  }
  return suffix;
};

/**
 * An address in the form that has the API version in it, as OpenAI's SDKs want it: people write it with and
 * without, both are meant. Query and fragment are dropped. Throws a `usage` error for anything but http(s).
 */
export const withVersion = (suffix: string) => (text: string, provider: string): string => {
  const address = bare(parse(text, provider));
  return version.test(new URL(address).pathname) ? address : address + missingSuffix(address, suffix);
};

/** An address in the form without the API version, as Anthropic's, Google's and Cohere's SDKs want it. */
export const withoutVersion = (text: string, provider: string): string => bare(parse(text, provider)).replace(/\/v\d+[a-z0-9]*$/i, '');
