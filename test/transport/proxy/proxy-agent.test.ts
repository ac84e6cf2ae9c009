import { createServer, request as sendRequest, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createFetchTransport } from '../../../src/transport/fetch-transport.js';
import { createHttp2Transport } from '../../../src/transport/http2-transport.js';
import type { TransportOptions } from '../../../src/transport/transport-options.js';
import { createCertificate, hasOpenssl, type Certificate } from '../certificate.js';
import { createFakeTimers } from '../fake-timers.js';
import { closeLater, closeOf, listen, never, rejection, serveHttp, serveTcp, textOf, toGet, toPost } from '../loopback.js';

const open = (options: TransportOptions) => closeLater(createFetchTransport(options));
const portOf = (origin: string): string => new URL(origin).port;

type Seen = { readonly lines: string[]; readonly headers: IncomingMessage['headers'][] };

/** A proxy that reaches every host at the given loopback port, and notes what it was asked. */
const serveProxy = async (port: string, certificate?: Certificate): Promise<{ readonly proxy: string; readonly seen: Seen }> => {
  const seen: Seen = { lines: [], headers: [] };
  const note = ({ method, url, headers }: IncomingMessage): void => {
    seen.lines.push(`${method ?? ''} ${url ?? ''}`);
    seen.headers.push(headers);
  };
  const server = certificate === undefined ? createServer() : createHttpsServer(certificate);
  server.on('request', (message: IncomingMessage, response) => {
    note(message);
    const { pathname, search } = new URL(message.url ?? '');
    message.pipe(sendRequest({ port, path: pathname + search, method: message.method, headers: message.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }));
  });
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    note(message);
    const target = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const side of [target, socket]) side.on('error', () => undefined);
  });
  return { proxy: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${await listen(server)}`, seen };
};

describe.runIf(hasOpenssl)('an https request through a proxy', () => {
  const serveTls = async (): Promise<{ readonly port: string; readonly certificate: Certificate }> => {
    const certificate = createCertificate('DNS:api.example,IP:127.0.0.1,IP:10.9.8.7');
    const server = createHttpsServer(certificate, (message, response) => response.end(`${message.url ?? ''} ${message.headers['proxy-authorization'] ?? 'no login'}`));
    return { port: String(await listen(server)), certificate };
  };

  it('goes through a tunnel with the login, which the server never sees', async () => {
    const { port, certificate } = await serveTls();
    const { proxy, seen } = await serveProxy(port);
    const send = open({ caCertificates: certificate.cert, proxy: { httpsProxy: proxy.replace('//', '//name:p%40ss@') } });
    const first = await send(toGet('https://api.example/v1'), never);
    expect(first.connectMs).toBeGreaterThan(0);
    expect(await textOf(first)).toBe('/v1 no login');
    expect((await send(toGet('https://api.example/v1'), never)).connectMs).toBe(0);
    expect(seen.lines).toEqual(['CONNECT api.example:443']);
    expect(seen.headers[0]).toMatchObject({ host: 'api.example:443', 'proxy-authorization': `Basic ${Buffer.from('name:p@ss').toString('base64')}` });
  });

  it('checks the certificate of the host, by name and by address', async () => {
    const { port, certificate } = await serveTls();
    const { proxy } = await serveProxy(port);
    const trusting = open({ caCertificates: certificate.cert, proxy: { allProxy: proxy } });
    expect(await textOf(await trusting(toGet('https://10.9.8.7:4433/v1'), never))).toBe('/v1 no login');
    expect(await rejection(trusting(toGet('https://other.example'), never))).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(await rejection(open({ proxy: { allProxy: proxy } })(toGet('https://api.example'), never))).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('reaches a proxy that itself speaks TLS', async () => {
    const { port, certificate } = await serveTls();
    const { proxy, seen } = await serveProxy(port, certificate);
    const send = open({ caCertificates: certificate.cert, proxy: { httpsProxy: proxy } });
    expect(await textOf(await send(toGet('https://api.example/v1'), never))).toBe('/v1 no login');
    expect(seen.lines).toEqual(['CONNECT api.example:443']);
  });
});

describe('an http request through a proxy', () => {
  it('names the whole URL and brings the login', async () => {
    const origin = await serveHttp((message, response) => void response.end(`${message.method ?? ''} ${message.url ?? ''} for ${message.headers.host ?? ''}`));
    const { proxy, seen } = await serveProxy(portOf(origin));
    const send = open({ proxy: { httpProxy: proxy.replace('//', '//name:50%@') } });
    expect(await textOf(await send(toPost('http://api.example:8000/v1?a=1', '{}'), never))).toBe('POST /v1?a=1 for api.example:8000');
    expect(seen.lines).toEqual(['POST http://api.example:8000/v1?a=1']);
    expect(seen.headers[0]).toMatchObject({ 'proxy-authorization': `Basic ${Buffer.from('name:50%').toString('base64')}` });
  });

  it('is direct for this computer and for NO_PROXY', async () => {
    const origin = await serveHttp((_message, response) => void response.end('direct'));
    const { proxy, seen } = await serveProxy(portOf(origin));
    expect(await textOf(await open({ proxy: { allProxy: proxy } })(toGet(origin), never))).toBe('direct');
    expect(seen.lines).toEqual([]);
  });
});

describe('a proxy that does not help', () => {
  const urls = ['https://api.example/v1', 'http://api.example/v1'];

  it.each(urls)('that is not there is named as the proxy (%s)', async (url) => {
    const error = await rejection(open({ proxy: { allProxy: 'http://name:secret@127.0.0.1:1' } })(toGet(url), never));
    expect(error).toMatchObject({ kind: 'network', code: 'ECONNREFUSED', message: expect.stringMatching(/^The proxy cannot be used\. .*127\.0\.0\.1:1\.$/), hint: expect.stringContaining('NO_PROXY') });
    expect(inspect(error, { depth: 8 })).not.toContain('secret');
  });

  it.each(urls)('that wants a login is a network error that says so (%s)', async (url) => {
    const proxy = await serveTcp((socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'));
    expect(await rejection(open({ proxy: { allProxy: proxy } })(toGet(url), never))).toMatchObject({ kind: 'network', code: 'proxy_login', message: expect.stringContaining('proxy on the way to api.example') });
  });

  it('that refuses the host is named with its answer', async () => {
    const proxy = await serveTcp((socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno'));
    expect(await rejection(open({ proxy: { allProxy: proxy } })(toGet('https://api.example'), never))).toMatchObject({
      kind: 'network', code: 'proxy_refusal', isRetryable: false, message: expect.stringContaining('does not connect to api.example:443 (HTTP 403)'),
    });
  });

  it.each([(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end('SSH-2.0\r\n')])(
    'that breaks off is named as the proxy', async (answer) => {
      const proxy = await serveTcp((socket) => answer(socket));
      expect(await rejection(open({ proxy: { allProxy: proxy } })(toGet('https://api.example'), never))).toMatchObject({ kind: 'network', message: expect.stringMatching(/^The proxy/) });
    });

  it('that never answers is left when connecting takes too long, and closed with the transport', async () => {
    let closed: Promise<void> | undefined;
    const proxy = await serveTcp((socket) => {
      closed = closeOf(socket);
    });
    const timers = createFakeTimers();
    const send = open({ proxy: { allProxy: proxy }, timers, connectTimeoutMs: 60_000 });
    const failing = rejection(send(toGet('https://api.example'), never));
    await timers.started(60_000);
    while (closed === undefined) await new Promise((resolve) => setImmediate(resolve));
    timers.pass(60_000);
    expect(await failing).toMatchObject({ kind: 'timeout', hint: expect.stringContaining('--connect-timeout') });
    send.close();
    await closed;
  });

  it('is refused before anything is sent when it is no http proxy', async () => {
    expect(await rejection(open({ proxy: { allProxy: 'socks5://127.0.0.1:1080' } })(toGet('https://api.example'), never))).toMatchObject({ kind: 'usage' });
  });

  it('is not passed over by HTTP/2', async () => {
    const send = closeLater(createHttp2Transport({ proxy: { allProxy: 'http://127.0.0.1:1' } }));
    expect(await rejection(send(toGet('https://api.example'), never))).toMatchObject({ kind: 'usage', hint: expect.stringContaining('--http2') });
  });
});
