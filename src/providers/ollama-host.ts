import { UadaError } from '../core/errors.js';

const defaultUrl = 'http://127.0.0.1:11434';

const defaultPorts: ReadonlyMap<string, string> = new Map([['http', '80'], ['https', '443']]);

/** Addresses a server binds to mean "every interface"; a client reaches such a server on the loopback. */
const loopbackFor: ReadonlyMap<string, string> = new Map([['', '127.0.0.1'], ['0.0.0.0', '127.0.0.1'], ['[::]', '[::1]']]);

const unusable = (why: string): UadaError =>
  new UadaError('usage', `The address of Ollama ${why}.`, {
    provider: 'ollama', hint: 'It looks like 127.0.0.1:11434 or https://host/path; check OLLAMA_HOST, --base-url and the config file.',
  });

const clean = (value: string): string => value.trim().replace(/^["']+|["']+$/g, '').trim();

type Parts = { readonly scheme: string; readonly login: string; readonly host: string; readonly port: string; readonly path: string };

const splitPort = (hostAndPort: string): readonly [host: string, port: string] => {
  const bracketed = /^(\[[^\]]*\])(?::(.*))?$/.exec(hostAndPort);
  if (bracketed?.[1] !== undefined) return [bracketed[1], bracketed[2] ?? ''];
  const colon = hostAndPort.indexOf(':');
  if (colon === -1) return [hostAndPort, ''];
  // More than one colon without brackets is an IPv6 address, which then has no port.
  if (hostAndPort.includes(':', colon + 1)) return [`[${hostAndPort}]`, ''];
  return [hostAndPort.slice(0, colon), hostAndPort.slice(colon + 1)];
};

const split = (address: string): Parts => {
  const [, scheme, rest] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(address) ?? [];
  const [authority = '', path = ''] = (rest ?? '').split(/[?#]/)[0]?.split(/\/(.*)/s) ?? [];
  const at = authority.lastIndexOf('@');
  const [host, port] = splitPort(authority.slice(at + 1));
  return { scheme: scheme?.toLowerCase() ?? '', login: authority.slice(0, at + 1), host, port, path };
};

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

const toUrl = ({ scheme, login, host, port, path }: Parts): URL => {
  const defaultPort = defaultPorts.get(scheme) ?? '11434';
  const text = `${scheme || 'http'}://${login}${loopbackFor.get(host) ?? host}:${isPort(port) ? port : defaultPort}/${path}`;
  // The error of `new URL` would carry the address, and with it a login.
  if (!URL.canParse(text)) throw unusable('cannot be read');
  return new URL(text);
};

/**
 * Ollama's base URL for a value of OLLAMA_HOST, by the rules of Ollama's own client: without a scheme the port is
 * 11434, with one it is the scheme's own, a bad port counts as none, `ollama.com` means https, path and login stay.
 * A port that is the scheme's own is left out. Throws a `usage` error for what is no http(s) address.
 */
export const parseOllamaHost = (value: string | undefined): string => {
  const address = clean(value ?? '');
  if (address === '') return defaultUrl;
  if (address.toLowerCase() === 'ollama.com') return 'https://ollama.com';
  const parts = split(address);
  if (parts.scheme !== '' && !defaultPorts.has(parts.scheme)) throw unusable(`begins with ${parts.scheme}://, but only http and https can be spoken`);
  const url = toUrl(parts);
  // Again after parsing: `0` and `[0::0]` are other ways to write the bind addresses.
  url.hostname = loopbackFor.get(url.hostname) ?? url.hostname;
  return url.toString().replace(/\/+$/, '');
};
