import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import { parseOllamaHost } from '../../src/providers/ollama-host.js';

const rows: readonly (readonly [meaning: string, value: string | undefined, expected: string])[] = [
  ['unset', undefined, 'http://127.0.0.1:11434'],
  ['empty', '', 'http://127.0.0.1:11434'],
  ['blank', '  ', 'http://127.0.0.1:11434'],
  ['empty quotes', '""', 'http://127.0.0.1:11434'],
  ['only an address', '1.2.3.4', 'http://1.2.3.4:11434'],
  ['only a host name', 'example.com', 'http://example.com:11434'],
  ['address and port', '1.2.3.4:1234', 'http://1.2.3.4:1234'],
  ['host name and port', 'example.com:1234', 'http://example.com:1234'],
  ['only a port', ':1234', 'http://127.0.0.1:1234'],
  ['host name and port 80', 'example.com:80', 'http://example.com'],
  ['bare IPv6', '::1', 'http://[::1]:11434'],
  ['longer bare IPv6', 'fe80::1:2', 'http://[fe80::1:2]:11434'],
  ['bracketed IPv6', '[::1]', 'http://[::1]:11434'],
  ['bracketed IPv6 and port', '[::1]:1337', 'http://[::1]:1337'],
  ['http means port 80', 'http://1.2.3.4', 'http://1.2.3.4'],
  ['http and port', 'http://1.2.3.4:4321', 'http://1.2.3.4:4321'],
  ['http and the usual port', 'http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
  ['https means port 443', 'https://1.2.3.4', 'https://1.2.3.4'],
  ['https and port', 'https://1.2.3.4:4321', 'https://1.2.3.4:4321'],
  ['https with its own port', 'https://1.2.3.4:443', 'https://1.2.3.4'],
  ['https with the other scheme\'s port', 'https://1.2.3.4:80', 'https://1.2.3.4:80'],
  ['loud scheme', 'HTTPS://Example.com', 'https://example.com'],
  ['path of a proxy', 'https://example.com/ollama', 'https://example.com/ollama'],
  ['path and slash', 'https://example.com:8443/a/ollama/', 'https://example.com:8443/a/ollama'],
  ['path without a scheme', 'example.com/ollama', 'http://example.com:11434/ollama'],
  ['only slashes', 'http://example.com//', 'http://example.com'],
  ['query and fragment', 'http://example.com/x?y=1#z', 'http://example.com/x'],
  ['the cloud', 'ollama.com', 'https://ollama.com'],
  ['the cloud with a scheme', 'https://ollama.com', 'https://ollama.com'],
  ['the cloud with a slash', 'https://ollama.com/', 'https://ollama.com'],
  ['blanks', ' 1.2.3.4 ', 'http://1.2.3.4:11434'],
  ['quotes', '"1.2.3.4"', 'http://1.2.3.4:11434'],
  ['single quotes', '\'1.2.3.4\'', 'http://1.2.3.4:11434'],
  ['blanks and quotes', ' " 1.2.3.4 " ', 'http://1.2.3.4:11434'],
  ['port too large', ':66000', 'http://127.0.0.1:11434'],
  ['negative port', ':-1', 'http://127.0.0.1:11434'],
  ['port zero', ':0', 'http://127.0.0.1:11434'],
  ['port that is no number', 'example.com:abc', 'http://example.com:11434'],
  ['port with something behind it', 'example.com:12x', 'http://example.com:11434'],
  ['empty port', 'example.com:', 'http://example.com:11434'],
  ['bad port behind http', 'http://example.com:99999', 'http://example.com'],
  ['bind address', '0.0.0.0', 'http://127.0.0.1:11434'],
  ['bind address and port', '0.0.0.0:1234', 'http://127.0.0.1:1234'],
  ['bind address with a scheme', 'http://0.0.0.0:11434', 'http://127.0.0.1:11434'],
  ['bind address with https', 'https://0.0.0.0:4321', 'https://127.0.0.1:4321'],
  ['short bind address', '0', 'http://127.0.0.1:11434'],
  ['IPv6 bind address', '[::]', 'http://[::1]:11434'],
  ['bare IPv6 bind address', '::', 'http://[::1]:11434'],
  ['IPv6 bind address and port', '[::]:1234', 'http://[::1]:1234'],
  ['long IPv6 bind address', '[0:0:0:0:0:0:0:0]:1234', 'http://[::1]:1234'],
  ['login', 'http://user:pass@example.com:1234', 'http://user:pass@example.com:1234'],
  ['login without a scheme', 'user:pass@example.com', 'http://user:pass@example.com:11434'],
];

describe('OLLAMA_HOST', () => {
  it.each(rows)('%s: %j is %s', (_meaning, value, expected) => {
    expect(parseOllamaHost(value)).toBe(expected);
  });

  it('gives a base URL that reads as itself', () => {
    for (const [, value] of rows) {
      const once = parseOllamaHost(value);
      expect(parseOllamaHost(once)).toBe(once);
    }
  });

  it.each(['ftp://example.com', 'unix:///run/ollama.sock', 'two words', 'http://a b', '[::1', 'fe80::1%eth0'])('refuses %j', (value) => {
    expect(() => parseOllamaHost(value)).toThrow(UadaError);
    expect(() => parseOllamaHost(value)).toThrow(expect.objectContaining({ kind: 'usage' }) as Error);
  });
});
