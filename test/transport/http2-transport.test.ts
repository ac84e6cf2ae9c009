import { createServer as createHttpsServer } from 'node:https';
import {
  constants, createSecureServer, createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createHttp2Transport } from '../../src/transport/http2-transport.js';
import type { TransportOptions } from '../../src/transport/transport-options.js';
import { createCertificate, hasOpenssl } from './certificate.js';
import { createFakeTimers } from './fake-timers.js';
import { closeLater, listen, never, rejection, serveHttp, serveTcp, textOf, toGet, toPost, turns, untilFailure } from './loopback.js';

const open = (options: TransportOptions = {}) => closeLater(createHttp2Transport(options));

type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const serveHttp2 = async (
  onStream: OnStream, onSession: (session: ServerHttp2Session) => void = () => undefined, onSocket: (socket: Socket) => void = () => undefined,
): Promise<string> => {
  const server = createServer();
  server.on('connection', onSocket);
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    stream.on('error', () => undefined);
    onStream(stream, headers);
  });
  server.on('session', onSession);
  return `http://127.0.0.1:${await listen(server)}`;
};

const answerWith = (stream: ServerHttp2Stream, text: string): void => {
  stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
  stream.end(text);
};

/** A bare RST_STREAM frame: Node's own close() would end the stream first. */
const resetFrame = (streamId: number, code: number): Buffer => {
  const frame = Buffer.from([0, 0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  frame.writeUInt32BE(streamId, 5);
  frame.writeUInt32BE(code, 9);
  return frame;
};

const piece = 'data: 1\n\n';
const closed = (stream: ServerHttp2Stream): Promise<number | undefined> =>
  new Promise((resolve) => stream.once('close', () => resolve(stream.rstCode)));

describe('a request over HTTP/2', () => {
  it('sends method, path, headers and body, and nothing about the connection', async () => {
    const origin = await serveHttp2((stream, headers) => {
      let body = '';
      stream.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => answerWith(stream, JSON.stringify({ headers, body })));
    });
    const request = toPost(`${origin}/v1/chat?beta=1`, '{"prompt":"Grüße"}');
    const response = await open()({ ...request, headers: { ...request.headers, connection: 'keep-alive', host: 'elsewhere' } }, never);
    expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream' } });
    const { headers, body } = JSON.parse(await textOf(response)) as { readonly headers: Record<string, string>; readonly body: string };
    expect(headers).toMatchObject({ ':method': 'POST', ':path': '/v1/chat?beta=1', ':authority': new URL(origin).host, 'content-length': '20', 'user-agent': 'uada' });
    expect(Object.keys(headers)).not.toContain('connection');
    expect(body).toBe('{"prompt":"Grüße"}');
  });

  it('uses one connection for many requests at the same time', async () => {
    let sessionCount = 0;
    const streams: ServerHttp2Stream[] = [];
    const origin = await serveHttp2((stream) => {
      streams.push(stream);
      if (streams.length === 20) streams.forEach((each) => answerWith(each, 'ok'));
    }, () => (sessionCount += 1));
    const send = open();
    const texts = await Promise.all(Array.from({ length: 20 }, async () => textOf(await send(toGet(origin), never))));
    expect(texts).toEqual(texts.map(() => 'ok'));
    expect(sessionCount).toBe(1);
  });

  it('says how long connecting took, and 0 on a session in use', async () => {
    const origin = await serveHttp2((stream) => answerWith(stream, 'ok'));
    const send = open();
    const first = await send(toGet(origin), never);
    await textOf(first);
    expect(first.connectMs).toBeGreaterThan(0);
    expect((await send(toGet(origin), never)).connectMs).toBe(0);
  });

  it('brings each event before the server sends the next, packed or not', async () => {
    for (const encoding of ['', 'gzip']) {
      let sendNext = (): void => undefined;
      const origin = await serveHttp2((stream) => {
        stream.respond({ ':status': 200, ...(encoding === '' ? {} : { 'content-encoding': encoding }) });
        const gzip = createGzip();
        if (encoding !== '') gzip.pipe(stream);
        const target = encoding === '' ? stream : gzip;
        let count = 0;
        sendNext = () => {
          if ((count += 1) > 3) target.end();
          else target.write(`data: ${count}\n\n`);
          if (encoding !== '') gzip.flush();
        };
        sendNext();
      });
      const texts: string[] = [];
      for await (const chunk of (await open()(toGet(origin), never)).body) {
        texts.push(Buffer.from(chunk).toString());
        sendNext();
      }
      expect(texts).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']);
    }
  });

  it('follows a redirect of a POST within the origin', async () => {
    const origin = await serveHttp2((stream, headers) => {
      if (headers[':path'] === '/new') answerWith(stream, `${headers[':method'] ?? ''} here`);
      else stream.respond({ ':status': 308, location: '/new' }, { endStream: true });
    });
    expect(await textOf(await open()(toPost(`${origin}/old`, '{}'), never))).toBe('POST here');
  });

  it('waits for a slow reader, and loses nothing', async () => {
    const origin = await serveHttp2((stream) => answerWith(stream, 'x'.repeat(12 * 1024 * 1024)));
    let byteCount = 0;
    for await (const chunk of (await open()(toGet(origin), never)).body) {
      byteCount += chunk.length;
      await turns(1);
    }
    expect(byteCount).toBe(12 * 1024 * 1024);
  });
});

describe('an HTTP/2 transport with a clock', () => {
  const nowMs = (): number => performance.now();

  it('stamps every read as it comes, and the steps of a connection on the request it was opened for', async () => {
    let sendNext = (): void => undefined;
    const origin = await serveHttp2((stream) => {
      stream.respond({ ':status': 200 });
      const texts = ['one', 'two'];
      sendNext = () => {
        const text = texts.shift();
        if (text === undefined) stream.end();
        else stream.write(text);
      };
      sendNext();
    });
    const send = open({ nowMs });
    const [first, second] = await Promise.all([send(toPost(origin, '{}'), never), send(toGet(origin), never)]);
    expect([first.stamps?.tcpMs, second.stamps?.tcpMs, second.connectMs]).toEqual([expect.any(Number), null, 0]);
    const response = await send(toPost(origin, '{"prompt":"one"}'), never);
    const stampsMs: (number | null | undefined)[] = [];
    for await (const bytes of response.body) {
      stampsMs.push(response.stamps?.lastReadMs);
      expect(response.stamps?.bodyBytes).toBe(bytes.length * stampsMs.length);
      sendNext();
    }
    expect(stampsMs).toHaveLength(2);
    const order = [response.stamps?.sentMs, response.stamps?.headersMs, ...stampsMs, nowMs()].map(Number);
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(response.stamps).toMatchObject({ dnsMs: null, tcpMs: null, tlsMs: null, staleCount: 0 });
  });

  it('asks for plain content and stamps what is encoded all the same', async () => {
    const asked: unknown[] = [];
    const origin = await serveHttp2((stream, headers) => {
      asked.push(headers['accept-encoding']);
      stream.respond({ ':status': 200, 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(stream);
      gzip.end('plain');
    });
    const response = await open({ nowMs })(toGet(origin), never);
    expect([await textOf(response), asked]).toEqual(['plain', ['identity']]);
    expect(response.stamps?.bodyBytes).toBeGreaterThan(0);
    expect(response.stamps?.lastReadMs).toBeGreaterThan(0);
  });

  it('counts a connection that turned out to be closed, and asks on another', async () => {
    let count = 0;
    const origin = await serveHttp2((stream) => {
      count += 1;
      if (count === 2) stream.session?.destroy();
      else answerWith(stream, 'ok');
    });
    const send = open({ nowMs });
    await textOf(await send(toGet(origin), never));
    const second = await send(toGet(origin), never);
    expect([await textOf(second), second.stamps?.staleCount]).toEqual(['ok', 1]);
  });

  it('keeps memory bounded when nobody reads, and loses nothing', async () => {
    const total = 8 * 1024 * 1024;
    const origin = await serveHttp2((stream) => answerWith(stream, 'x'.repeat(total)));
    const response = await open({ nowMs })(toGet(origin), never);
    await turns(200);
    expect(response.stamps?.bodyBytes).toBeLessThan(2 * 1024 * 1024);
    expect((await textOf(response)).length).toBe(total);
  });

  it('gives what came before a break, then the error; and cancels for a reader that leaves', async () => {
    const ends: Promise<number | undefined>[] = [];
    let breakNow: () => unknown = () => undefined;
    let socket: Socket | undefined;
    const origin = await serveHttp2((stream) => {
      ends.push(closed(stream));
      stream.respond({ ':status': 200 });
      stream.write(piece);
      breakNow = () => socket?.write(resetFrame(stream.id ?? 0, constants.NGHTTP2_INTERNAL_ERROR));
    }, undefined, (opened) => (socket = opened));
    const send = open({ nowMs });
    for await (const chunk of (await send(toGet(origin), never)).body) if (chunk.length > 0) break;
    expect(await ends[0]).toBe(constants.NGHTTP2_CANCEL);
    const response = await send(toGet(origin), never);
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of response.body) {
        texts.push(Buffer.from(chunk).toString());
        breakNow();
      }
    };
    expect(await rejection(read())).toMatchObject({ kind: 'network' });
    expect([texts, response.connectMs]).toEqual([[piece], 0]);
  });
});

describe('a broken HTTP/2 connection', () => {
  it.each([
    ['the stream is reset', (socket: Socket, id: number) => socket.write(resetFrame(id, constants.NGHTTP2_INTERNAL_ERROR))],
    ['the stream is cancelled', (socket: Socket, id: number) => socket.write(resetFrame(id, constants.NGHTTP2_CANCEL))],
    ['the server hangs up', (socket: Socket) => socket.end()],
    ['the connection is reset', (socket: Socket) => socket.resetAndDestroy()],
  ])('when %s, what came is delivered, then a network error', async (_name, breakOff) => {
    let breakNow = (): void => undefined;
    let socket: Socket | undefined;
    const origin = await serveHttp2((stream) => {
      stream.respond({ ':status': 200 });
      stream.write('data: 1\n\n');
      breakNow = () => socket !== undefined && breakOff(socket, stream.id ?? 0);
    }, (session) => session.on('error', () => undefined), (opened) => (socket = opened));
    const response = await open()(toGet(origin), never);
    let text = '';
    const read = async (): Promise<void> => {
      for await (const chunk of response.body) {
        text += Buffer.from(chunk).toString();
        breakNow();
      }
    };
    expect(await rejection(read())).toMatchObject({ kind: 'network', message: expect.stringContaining('broke in the middle of the answer') });
    expect(text).toBe('data: 1\n\n');
  });

  it('before the headers is a network error that may be tried again', async () => {
    for (const breakOff of [
      (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
      (stream: ServerHttp2Stream) => stream.session?.destroy(),
    ]) {
      const origin = await serveHttp2(breakOff);
      expect(await rejection(open()(toGet(origin), never))).toMatchObject({ kind: 'network', isRetryable: true, message: expect.stringContaining('127.0.0.1') });
    }
  });

  it.each([
    ['its session', (stream: ServerHttp2Stream) => stream.session?.destroy()],
    ['the stream', (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM)],
  ])('is replaced without a word when the server drops %s before it answers', async (_name, drop) => {
    let count = 0;
    const origin = await serveHttp2((stream) => {
      count += 1;
      if (count === 2) drop(stream);
      else answerWith(stream, 'ok');
    });
    const send = open();
    await textOf(await send(toGet(origin), never));
    expect(await textOf(await send(toGet(origin), never))).toBe('ok');
    expect(count).toBe(3);
  });

  it('is opened afresh after the server said goodbye', async () => {
    const sessions: ServerHttp2Session[] = [];
    const origin = await serveHttp2((stream) => answerWith(stream, 'ok'), (session) => sessions.push(session));
    const send = open();
    await textOf(await send(toGet(origin), never));
    sessions[0]?.close();
    await turns(10);
    expect(await textOf(await send(toGet(origin), never))).toBe('ok');
    expect(sessions).toHaveLength(2);
  });
});

describe('stopping an HTTP/2 request', () => {
  it('cancels the stream and keeps the session', async () => {
    const ends: Promise<number | undefined>[] = [];
    const origin = await serveHttp2((stream) => {
      ends.push(closed(stream));
      stream.respond({ ':status': 200 });
      stream.write(piece);
    });
    const send = open();
    const controller = new AbortController();
    const first = await send(toGet(origin), controller.signal);
    controller.abort();
    expect((await untilFailure(first)).error).toMatchObject({ kind: 'cancelled' });
    for await (const chunk of (await send(toGet(origin), never)).body) if (chunk.length > 0) break;
    expect(await Promise.all(ends)).toEqual([constants.NGHTTP2_CANCEL, constants.NGHTTP2_CANCEL]);
    expect((await send(toGet(origin), never)).connectMs).toBe(0);
  });

  it('before the headers cancels the stream', async () => {
    const controller = new AbortController();
    let end: Promise<number | undefined> | undefined;
    const origin = await serveHttp2((stream) => {
      end = closed(stream);
      controller.abort();
    });
    expect(await rejection(open()(toGet(origin), controller.signal))).toMatchObject({ kind: 'cancelled' });
    expect(await end).toBe(constants.NGHTTP2_CANCEL);
  });

  it('names the limit that passed', async () => {
    const limits = { connectTimeoutMs: 11, firstByteTimeoutMs: 22, idleTimeoutMs: 33 };
    const silent = await serveHttp2(() => undefined);
    const stalling = await serveHttp2((stream) => {
      stream.respond({ ':status': 200 });
      stream.write(piece);
    });
    const deaf = await serveTcp(() => undefined);

    const timers = createFakeTimers();
    const send = open({ ...limits, timers });
    const waiting = rejection(send(toGet(silent), never));
    await timers.started(22);
    timers.pass(22);
    expect(await waiting).toMatchObject({ kind: 'timeout', hint: expect.stringContaining('--first-token-timeout') });

    const response = await send(toGet(stalling), never);
    await timers.started(33);
    timers.pass(33);
    expect(await untilFailure(response)).toMatchObject({ text: piece, error: { kind: 'timeout', hint: expect.stringContaining('--idle-timeout') } });

    const unanswered = rejection(send(toGet(deaf), never));
    await timers.started(22);
    timers.pass(22);
    expect(await unanswered).toMatchObject({ kind: 'timeout' });
    expect(timers.pendingMs).toEqual([]);
  });
});

describe('a server without HTTP/2', () => {
  it('is named as such when it answers in HTTP/1.1', async () => {
    const origin = await serveHttp((_message, response) => response.end('ok'));
    expect(await rejection(open()(toGet(origin), never))).toMatchObject({ kind: 'network', code: 'no_http2', hint: 'Leave out --http2.' });
  });

  it.runIf(hasOpenssl).each([[['http/1.1']], [undefined]])('is named as such over TLS with ALPN %j', async (ALPNProtocols) => {
    const certificate = createCertificate('IP:127.0.0.1');
    const server = createHttpsServer({ ...certificate, ...(ALPNProtocols === undefined ? {} : { ALPNProtocols }) }, (_message, response) => response.end('ok'));
    const origin = `https://127.0.0.1:${await listen(server)}`;
    expect(await rejection(open({ caCertificates: certificate.cert })(toGet(origin), never))).toMatchObject({ kind: 'network', code: 'no_http2' });
  });
});

describe.runIf(hasOpenssl)('HTTP/2 over TLS', () => {
  it('works with a certificate that is trusted, and names one that is not', async () => {
    const certificate = createCertificate('DNS:localhost,IP:127.0.0.1');
    const server = createSecureServer(certificate);
    server.on('stream', (stream: ServerHttp2Stream) => answerWith(stream, 'ok'));
    const origin = `https://127.0.0.1:${await listen(server)}`;
    expect(await textOf(await open({ caCertificates: certificate.cert })(toGet(origin), never))).toBe('ok');
    expect(await rejection(open()(toGet(origin), never))).toMatchObject({ kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});

it('names a port that nobody listens on', async () => {
  expect(await rejection(open()(toGet('http://127.0.0.1:1'), never))).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' });
});
