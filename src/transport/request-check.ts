import { validateHeaderName, validateHeaderValue } from 'node:http';
import { UadaError } from '../core/errors.js';

/** The URL of a request. Throws a `usage` error for anything but plain http and https. */
export const toRequestUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UadaError('usage', 'The base URL is not an http or https URL.', { hint: 'Write it as https://host/path.' });
  }
  if (url.username !== '' || url.password !== '') {
    throw new UadaError('usage', `The base URL for ${url.host} holds a user name or password.`, { hint: 'Take it out and give the key as usual.' });
  }
  return url;
};

/** Throws for a header that HTTP cannot carry, without its value: `auth` for a credential, else `usage`. */
export const assertHeaders = (headers: Readonly<Record<string, string>>, host: string): void => {
  for (const [name, value] of Object.entries(headers)) {
    if (isSendable(name, value)) continue;
    if (/auth|key|token|secret/i.test(name)) {
      throw new UadaError('auth', `The API key for ${host} holds a character that cannot be sent.`, {
        hint: 'Copy the key again, without line breaks or quotes.',
      });
    }
    throw new UadaError('usage', `A header for ${host} holds a character that cannot be sent.`, { hint: "Check the provider's extra headers." });
  }
};

const isSendable = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};
