import { describe, expect, it } from 'vitest';
import { createFetchTransport } from '../../src/transport/fetch-transport.js';
import { toRedirectUrl, type RedirectQuestion } from '../../src/transport/redirect.js';
import { closeLater, never, readBody, rejection, serveHttp, textOf, toGet, toPost } from './loopback.js';

const ask = (changes: Partial<RedirectQuestion>): string | undefined =>
  toRedirectUrl({ method: 'POST', url: new URL('https://api.example/v1/chat?a=1'), status: 308, location: '/v2', followedCount: 0, ...changes })?.href;

describe('toRedirectUrl', () => {
  it.each([
    [{ status: 307 }, 'https://api.example/v2'],
    [{ status: 308, location: 'https://api.example:443/v2?b=2' }, 'https://api.example/v2?b=2'],
    [{ status: 308, location: 'other' }, 'https://api.example/v1/other'],
    [{ status: 307, location: 'https://name:word@api.example/v2' }, 'https://api.example/v2'],
    [{ method: 'GET', status: 301 }, 'https://api.example/v2'],
    [{ method: 'GET', status: 302 }, 'https://api.example/v2'],
    [{ method: 'GET', status: 303 }, 'https://api.example/v2'],
    [{ followedCount: 2 }, 'https://api.example/v2'],
  ] as const)('%j leads to %s', (changes, href) => {
    expect(ask(changes)).toBe(href);
  });

  it.each([{ status: 200 }, { status: 300 }, { status: 304 }, { location: undefined }, { location: 'http://[' }])('%j is no redirect', (changes) => {
    expect(ask(changes)).toBeUndefined();
  });

  it.each([
    [{ location: 'https://evil.example/v1' }, /^https:\/\/api\.example redirects to https:\/\/evil\.example,/],
    [{ location: '//evil.example/' }, /evil\.example/],
    [{ location: 'http://api.example/v2' }, /to http:\/\/api\.example,/],
    [{ location: 'https://api.example:8443/v2' }, /api\.example:8443/],
    [{ location: 'javascript:alert(1)' }, /javascript:/],
    [{ method: 'GET', location: 'https://evil.example/' }, /evil\.example/],
    [{ status: 301 }, /loses its content \(HTTP 301\)/],
    [{ status: 302 }, /loses its content/],
    [{ status: 303 }, /loses its content/],
    [{ followedCount: 3 }, /redirects more than 3 times/],
  ] as const)('%j is refused', async (changes, words) => {
    expect(await rejection(Promise.resolve().then(() => ask(changes)))).toMatchObject({ kind: 'provider', code: 'redirect', message: expect.stringMatching(words) });
  });
});

describe('a request without credentials', () => {
  const fetchPage = (changes: Partial<RedirectQuestion>) => ask({ method: 'GET', isPublic: true, ...changes });

  it.each([
    [{ location: 'https://www.example/' }, 'https://www.example/'],
    [{ url: new URL('http://api.example/'), location: 'https://api.example/' }, 'https://api.example/'],
    [{ followedCount: 9 }, 'https://api.example/v2'],
  ] as const)('%j leads to %s', (changes, href) => {
    expect(fetchPage(changes)).toBe(href);
  });

  it.each([
    [{ location: 'file:///etc/passwd' }, /no web page/],
    [{ followedCount: 10 }, /redirects more than 10 times/],
  ] as const)('%j is refused', (changes, words) => {
    expect(() => fetchPage(changes)).toThrow(words);
  });
});

describe('the transport', () => {
  const open = () => closeLater(createFetchTransport());

  it('repeats a POST with body and credentials at the new place', async () => {
    const origin = await serveHttp((message, response) => {
      if (message.url === '/new') void readBody(message).then((body) => response.end(`${message.headers.authorization ?? ''} ${body}`));
      else response.writeHead(307, { location: '/new' }).end('moved');
    });
    expect(await textOf(await open()(toPost(`${origin}/old`, '{"a":1}'), never))).toBe('Bearer secret-key {"a":1}');
  });

  it('sends nothing to another origin', async () => {
    let requestCount = 0;
    const other = await serveHttp((_message, response) => {
      requestCount += 1;
      response.end('stolen');
    });
    const origin = await serveHttp((_message, response) => void response.writeHead(308, { location: `${other}/v1` }).end());
    const error = await rejection(open()(toPost(origin, '{}'), never));
    expect(error).toMatchObject({ kind: 'provider', status: 308, message: expect.stringContaining(new URL(origin).host) });
    expect(error).toMatchObject({ message: expect.stringContaining(new URL(other).host) });
    expect(requestCount).toBe(0);
  });

  it('stops a loop after three redirects', async () => {
    let requestCount = 0;
    const origin = await serveHttp((_message, response) => {
      requestCount += 1;
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await rejection(open()(toGet(origin), never))).toMatchObject({ kind: 'provider' });
    expect(requestCount).toBe(4);
  });

  it('hands on a redirect status without a place to go', async () => {
    const origin = await serveHttp((_message, response) => void response.writeHead(307).end('where?'));
    const response = await open()(toGet(origin), never);
    expect([response.status, await textOf(response)]).toEqual([307, 'where?']);
  });
});
