import { BlockList, isIP } from 'node:net';

/**
 * Whether NO_PROXY exempts a URL. Entries are separated by commas or blanks: `*`, a host and all below it (with or
 * without a leading `.` or `*.`), an address, a CIDR range; a `:port` narrows one down. This computer itself
 * is always exempt.
 */
export const isExempt = (url: URL, noProxy: string): boolean => {
  const host = unbracket(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return isThisComputer(host) || noProxy.split(/[\s,]+/).some((entry) => entry !== '' && matches(entry.toLowerCase(), host, port));
};

const unbracket = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

const isThisComputer = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1)$|\.localhost$/.test(host);

const matches = (entry: string, host: string, port: string): boolean => {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(entry, host);
  const [name, entryPort] = splitPort(entry);
  if (entryPort !== undefined && entryPort !== port) return false;
  if (isIP(host) !== 0) return name === host;
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
};

const splitPort = (entry: string): [name: string, port: string | undefined] => {
  if (isIP(entry) !== 0) return [entry, undefined];
  const match = /^(?<name>.*?):(?<port>\d+)$/.exec(entry);
  return [unbracket(match?.groups?.['name'] ?? entry), match?.groups?.['port']];
};

const isInRange = (range: string, host: string): boolean => {
  const [network = '', prefix = ''] = range.split('/');
  const [family, hostFamily] = [isIP(network), isIP(host)];
  const bits = Number(prefix);
  if (family === 0 || family !== hostFamily || !/^\d+$/.test(prefix) || bits > (family === 6 ? 128 : 32)) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(host, type);
};
