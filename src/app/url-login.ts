import { Secret } from '../core/secret.js';

/** An address without the login in it, and the header that carries the login instead: addresses are logged. */
export type UrlLogin = { readonly baseUrl: string; readonly headers: Readonly<Record<string, string>> };

/** A percent sign that encodes nothing is one of the password's own. */
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Takes `user:password@` out of an address (RFC 7617). */
export const takeLogin = (baseUrl: string): UrlLogin => {
  const url = new URL(baseUrl);
  if (url.username === '' && url.password === '') return { baseUrl, headers: {} };
  const password = decode(url.password);
  const token = new Secret(Buffer.from(`${decode(url.username)}:${password}`).toString('base64'));
  // Known to the redactor from here on, wherever the address was written before.
  [url.password, password].forEach((text) => new Secret(text));
  url.username = '';
  url.password = '';
  return { baseUrl: url.href.replace(/\/+$/, ''), headers: { authorization: `Basic ${token.reveal()}` } };
};
