import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isExempt } from '../../../src/transport/proxy/bypass.js';
import { chooseProxy } from '../../../src/transport/proxy/choose-proxy.js';
import type { ProxySettings } from '../../../src/transport/proxy/proxy-settings.js';
import { rejection } from '../loopback.js';

const choose = (url: string, settings: ProxySettings): string | undefined => chooseProxy(new URL(url), settings)?.href;

describe('chooseProxy', () => {
  const all = { httpsProxy: 'http://secure:1', httpProxy: 'http://plain:2', allProxy: 'http://any:3' };

  it.each([
    ['https://api.example', all, 'http://secure:1/'],
    ['http://api.example', all, 'http://plain:2/'],
    ['https://api.example', { allProxy: 'http://any:3' }, 'http://any:3/'],
    ['http://api.example', { httpsProxy: 'http://secure:1' }, undefined],
    ['https://api.example', { httpsProxy: '', allProxy: ' http://any:3 ' }, 'http://any:3/'],
    ['https://api.example', { httpsProxy: ' ', allProxy: '' }, undefined],
    ['https://api.example', {}, undefined],
    ['https://api.example', { httpsProxy: 'secure:1' }, 'http://secure:1/'],
    ['https://api.example', { httpsProxy: 'https://name:p%40ss@secure' }, 'https://name:p%40ss@secure/'],
    ['https://api.example', { ...all, noProxy: 'example' }, undefined],
    ['http://127.0.0.1:11434', all, undefined],
    ['http://localhost:11434', all, undefined],
    ['http://[::1]:11434', all, undefined],
  ] as const)('%s with %j goes through %s', (url, settings, proxy) => {
    expect(choose(url, settings)).toBe(proxy);
  });

  it.each(['socks5://name:secret@proxy:1080', 'http://', 'http://name:secret@[', 'ftp://proxy'])('refuses the proxy %j without showing its login', async (httpsProxy) => {
    const error = await rejection(Promise.resolve().then(() => choose('https://api.example', { httpsProxy })));
    expect(error).toMatchObject({ kind: 'usage', hint: expect.stringContaining('HTTPS_PROXY') });
    expect(inspect(error)).not.toContain('secret');
  });
});

describe('isExempt', () => {
  it.each([
    ['https://api.example', '*', true],
    ['https://api.example', 'api.example', true],
    ['https://api.example', 'API.Example', true],
    ['https://api.example', 'example', true],
    ['https://api.example', '.example', true],
    ['https://api.example', '*.example', true],
    ['https://api.example', 'pi.example', false],
    ['https://api.example', 'other,  api.example ,third', true],
    ['https://api.example', 'other third', false],
    ['https://api.example', 'api.example:443', true],
    ['https://api.example', 'api.example:8443', false],
    ['http://api.example:8080', 'api.example:8080', true],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://110.1.2.3', '10.1.2.3', false],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://10.1.2.3', '10.0.0.0/99', false],
    ['https://10.1.2.3', '10.0.0.0/', false],
    ['https://10.1.2.3', '2.3', false],
    ['https://[fd00::1]:8080', 'fd00::1', true],
    ['https://[fd00::1]:8080', '[fd00::1]:8080', true],
    ['https://[fd00::1]', 'fd00::/8', true],
    ['https://api.example', 'fd00::/8', false],
    ['https://api.example', '', false],
    ['https://api.example', ' , ,', false],
    ['http://127.8.9.1', '', true],
    ['http://app.localhost', '', true],
    ['http://localhost.example', '', false],
  ])('%s under %j: %j', (url, noProxy, expected) => {
    expect(isExempt(new URL(url), noProxy)).toBe(expected);
  });
});
