import { UadaError } from '../core/errors.js';
import { Secret } from '../core/secret.js';

const faultOf = (key: string): string | undefined => {
  if (/^bearer\s/i.test(key)) return 'begins with the word "Bearer", which uada adds by itself';
  if (/^(["']).*\1$/s.test(key)) return 'is wrapped in quotes, which are not part of a key';
  if (/[\r\n]/.test(key)) return 'has a line break inside';
  if (/\s/.test(key)) return 'has a space inside';
  // HTTP header values are Latin-1 without control characters (RFC 9110, 5.5).
  return /^[\x21-\x7e\xa1-\xff]*$/.test(key) ? undefined : 'has characters that no key has';
};

/**
 * A key as it was found, the space around it removed; undefined when nothing is left. Throws an `auth` error
 * that names the source, never the key, when it cannot go into a request header.
 */
export const toKey = (text: string, provider: string, source: string): Secret | undefined => {
  const key = text.trim();
  const fault = faultOf(key);
  if (fault === undefined) return key === '' ? undefined : new Secret(key);
  throw new UadaError('auth', `The ${provider} key from ${source} ${fault}.`, {
    provider, hint: 'Copy the key again, without anything before, after or inside it.',
  });
};
