import type { Socket } from 'node:net';
import { brotliCompressSync, constants, createBrotliCompress, createDeflate, createDeflateRaw, createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createFetchTransport } from '../../src/transport/fetch-transport.js';
import type { TransportOptions } from '../../src/transport/transport-options.js';
import { closeLater, closeOf, never, readBody, rejection, serveHttp, serveTcp, textOf, toGet, toPost, turns, untilFailure } from './loopback.js';

const open = (options: TransportOptions = {}) => closeLater(createFetchTransport(options));

describe('a request', () => {
  it('sends method, headers and body as they are, and what the connection needs', async () => {
    const origin = await serveHttp((message, response) => {
      void readBody(message).then((body) => response.end(JSON.stringify({ method: message.method, url: message.url, headers: message.headers, body })));
    });
    const response = await open()(toPost(`${origin}/v1/chat?beta=1`, '{"prompt":"Grüße"}'), never);
    const seen = JSON.parse(await textOf(response)) as { readonly headers: Record<string, string> };
    expect(seen).toMatchObject({
      method: 'POST', url: '/v1/chat?beta=1', body: '{"prompt":"Grüße"}',
      headers: { 'content-type': 'application/json', 'content-length': '20', authorization: 'Bearer secret-key', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'uada' },
    });
  });

  it('gives status and lower-case headers whatever the status', async () => {
    const origin = await serveHttp((_message, response) => {
      response.writeHead(429, { 'X-RateLimit-Reset': '1s', 'Retry-After': '2' }).end('slow down');
    });
    const response = await open()(toGet(origin), never);
    expect(response).toMatchObject({ status: 429, headers: { 'x-ratelimit-reset': '1s', 'retry-after': '2' } });
    expect(await textOf(response)).toBe('slow down');
  });

  it('reads an empty answer and passes over early hints', async () => {
    const origin = await serveTcp((socket) => socket.end('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'));
    const response = await open()(toGet(origin), never);
    expect(response.status).toBe(204);
    expect(await textOf(response)).toBe('');
  });

  it('reuses the connection, and says how long connecting took', async () => {
    const ports = new Set<number | undefined>();
    const origin = await serveHttp((message, response) => {
      ports.add(message.socket.remotePort);
      response.end('ok');
    });
    const send = open();
    const first = await send(toGet(origin), never);
    await textOf(first);
    const second = await send(toGet(origin), never);
    await textOf(second);
    expect(first.connectMs).toBeGreaterThan(0);
    expect(second.connectMs).toBe(0);
    expect(ports.size).toBe(1);
  });

  it('opens no more than maxSockets connections', async () => {
    const ports = new Set<number | undefined>();
    const origin = await serveHttp((message, response) => {
      ports.add(message.socket.remotePort);
      response.end('ok');
    });
    const send = open({ maxSockets: 2 });
    const responses = await Promise.all(Array.from({ length: 9 }, async () => {
      const response = await send(toGet(origin), never);
      return [await textOf(response), response.connectMs] as const;
    }));
    expect(responses.every(([text]) => text === 'ok')).toBe(true);
    expect(responses.filter(([, connectMs]) => connectMs === 0)).toHaveLength(7);
    expect(ports.size).toBe(2);
  });
});

describe('a streamed body', () => {
  const event = (index: number): string => `data: {"index":${index},"text":"Grüße"}\n\n`;
  const encoders = [
    ['gzip', 'gzip', () => createGzip()],
    ['gzip', 'X-GZIP', () => createGzip()],
    ['zlib deflate', 'deflate', () => createDeflate()],
    ['raw deflate', 'deflate', () => createDeflateRaw()],
    ['brotli', 'br', () => createBrotliCompress()],
  ] as const;

  it.each(encoders)('in %s, named %s, brings each event before the server sends the next', async (_name, encoding, createEncoder) => {
    const received: (() => void)[] = [];
    const origin = await serveHttp((_message, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      const encoder = createEncoder();
      encoder.pipe(response);
      const sendFrom = (index: number): void => {
        if (index === 5) {
          encoder.end();
          return;
        }
        received[index] = () => sendFrom(index + 1);
        encoder.write(event(index));
        encoder.flush();
      };
      sendFrom(0);
    });
    const response = await open()(toGet(origin), never);
    let text = '';
    let count = 0;
    for await (const chunk of response.body) {
      text += Buffer.from(chunk).toString();
      while (text.length >= event(0).length * (count + 1)) received[count++]?.();
    }
    expect(text).toBe([0, 1, 2, 3, 4].map(event).join(''));
  });

  it('trickles byte by byte, each byte delivered before the next is sent', async () => {
    const text = event(7);
    const bytes = Buffer.from(text);
    let sendNext = (): void => undefined;
    const origin = await serveHttp((_message, response) => {
      let index = 0;
      sendNext = () => {
        if (index < bytes.length) response.write(bytes.subarray(index, (index += 1)));
        else response.end();
      };
      sendNext();
    });
    const response = await open()(toGet(origin), never);
    const sizes: number[] = [];
    for await (const chunk of response.body) {
      sizes.push(chunk.length);
      sendNext();
    }
    expect(sizes).toEqual([...bytes].map(() => 1));
  });

  it('waits for a slow reader, and loses nothing', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    const origin = await serveHttp((_message, response) => {
      for (let index = 0; index < 12; index += 1) response.write(megabyte);
      response.end();
    });
    const response = await open()(toGet(origin), never);
    let byteCount = 0;
    for await (const chunk of response.body) {
      byteCount += chunk.length;
      await turns(1);
    }
    expect(byteCount).toBe(12 * 1024 * 1024);
  });

  it('unpacks a body that is far larger than its bytes, for a slow reader', async () => {
    const packed = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    const origin = await serveHttp((_message, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    let byteCount = 0;
    for await (const chunk of (await open()(toGet(origin), never)).body) {
      byteCount += chunk.length;
      await turns(1);
    }
    expect(byteCount).toBe(20 * 1024 * 1024);
  });

  it('takes an empty body for what it is, although it is called gzip', async () => {
    const origin = await serveHttp((_message, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end());
    expect(await textOf(await open()(toGet(origin), never))).toBe('');
  });

  it('delivers what came before the encoding broke', async () => {
    const packed = gzipSync('all is well so far, '.repeat(2000), { level: 0 });
    const origin = await serveHttp((_message, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(packed.subarray(0, 30_000));
      response.end(Buffer.alloc(20_000, 0xff));
    });
    const { text, error } = await untilFailure(await open()(toGet(origin), never));
    expect(text).toMatch(/^all is well so far/);
    expect(error).toMatchObject({ kind: 'provider', message: expect.stringContaining('not valid gzip') });
  });

  it('refuses an encoding that was not asked for', async () => {
    const origin = await serveHttp((_message, response) => void response.writeHead(200, { 'content-encoding': 'zstd' }).end('????'));
    const { error } = await untilFailure(await open()(toGet(origin), never));
    expect(error).toMatchObject({ kind: 'provider', message: expect.stringContaining('zstd') });
  });
});

describe('a connection that breaks', () => {
  const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
  const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  const broken = { kind: 'network', isRetryable: true, message: expect.stringMatching(/^The connection to 127\.0\.0\.1:\d+ broke in the middle of the answer\.$/) };

  it.each([
    ['without the last chunk', (socket: Socket) => void socket.end(`${head}${chunk('data: 1\n\n')}`)],
    ['in the middle of a chunk', (socket: Socket) => void socket.end(`${head}ff\r\ndata: 1\n\n`)],
    ['before Content-Length is reached', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ndata: 1\n\n')],
    ['by a reset', (socket: Socket) => void socket.write(`${head}${chunk('data: 1\n\n')}`, () => setImmediate(() => socket.resetAndDestroy()))],
  ])('%s: what came is delivered, then a network error', async (_name, answer) => {
    const response = await open()(toGet(await serveTcp(answer)), never);
    const { text, error } = await untilFailure(response);
    expect(text).toBe('data: 1\n\n');
    expect(error).toMatchObject(broken);
  });

  it.each([
    ['gzip', gzipSync('data: 1\n\n'.repeat(500), { level: 0, finishFlush: constants.Z_SYNC_FLUSH })],
    ['br', brotliCompressSync('data: 1\n\n'.repeat(500), { finishFlush: constants.BROTLI_OPERATION_FLUSH })],
  ])('in %s: what came is unpacked first', async (encoding, packed) => {
    const origin = await serveTcp((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: 99999\r\n\r\n`);
      socket.end(packed);
    });
    const { text, error } = await untilFailure(await open()(toGet(origin), never));
    expect(text).toBe('data: 1\n\n'.repeat(500));
    expect(error).toMatchObject(broken);
  });

  it('gives all that came to a reader who is late', async () => {
    let closed: Promise<void> | undefined;
    const origin = await serveTcp((socket) => {
      closed = closeOf(socket);
      socket.end(`${head}${chunk('x'.repeat(300_000))}`);
    });
    const response = await open()(toGet(origin), never);
    await closed;
    await turns(10);
    const { text, error } = await untilFailure(response);
    expect(text).toHaveLength(300_000);
    expect(error).toMatchObject(broken);
  });

  it.each(['0\r\n\r\n', '0\r\nx-trailer: 1\r\n\r\n'])('ends well with the last chunk %j in single bytes', async (last) => {
    const origin = await serveTcp((socket) => {
      socket.setNoDelay(true);
      socket.write(`${head}${chunk('data: 1\n\n')}`);
      const sendFrom = (index: number): void => {
        if (index === last.length) socket.end();
        else socket.write(last.charAt(index), () => setImmediate(() => sendFrom(index + 1)));
      };
      sendFrom(0);
    });
    expect(await textOf(await open()(toGet(origin), never))).toBe('data: 1\n\n');
  });

  it('before any header is a network error that may be tried again', async () => {
    for (const answer of [(socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end(), (socket: Socket) => socket.end('HTTP/1.1 200')]) {
      let requestCount = 0;
      const origin = await serveTcp((socket) => {
        requestCount += 1;
        answer(socket);
      });
      const error = await rejection(open()(toPost(origin, '{}'), never));
      expect(error).toMatchObject({ kind: 'network', isRetryable: true, message: expect.stringContaining('127.0.0.1') });
      expect(requestCount).toBe(1);
    }
  });
});

describe('a connection that went stale', () => {
  const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

  it.each([
    ['closed', (socket: Socket) => void socket.end()],
    ['reset', (socket: Socket) => void socket.resetAndDestroy()],
  ])('is replaced without a word when the server %s it', async (_name, drop) => {
    const seen: string[] = [];
    const origin = await serveTcp((socket, head, index) => {
      seen.push(head.slice(0, 4));
      if (index === 1) drop(socket);
      else socket.write(ok);
    });
    const send = open();
    expect(await textOf(await send(toPost(origin, '{}'), never))).toBe('ok');
    const second = await send(toPost(origin, '{}'), never);
    expect(await textOf(second)).toBe('ok');
    expect(second.connectMs).toBeGreaterThan(0);
    expect(seen).toEqual(['POST', 'POST', 'POST']);
  });

  it('takes the other waiting connections with it, so that the second try is on a fresh one', async () => {
    const used = new Set<Socket>();
    const origin = await serveTcp((socket) => {
      if (used.has(socket)) {
        socket.resetAndDestroy();
        return;
      }
      used.add(socket);
      if (used.size === 2) used.forEach((each) => each.write(ok));
      if (used.size > 2) socket.write(ok);
    });
    const send = open();
    const both = await Promise.all([send(toPost(origin, '{}'), never), send(toPost(origin, '{}'), never)]);
    await Promise.all(both.map(textOf));
    await turns(5);
    expect(await textOf(await send(toPost(origin, '{}'), never))).toBe('ok');
    expect(used.size).toBe(3);
  });

  it('is tried once more only', async () => {
    const origin = await serveTcp((socket, _head, index) => {
      if (index === 0) socket.write(ok);
      else socket.resetAndDestroy();
    });
    const send = open();
    await textOf(await send(toGet(origin), never));
    expect(await rejection(send(toGet(origin), never))).toMatchObject({ kind: 'network', code: 'ECONNRESET' });
  });

  it('is not replaced once a byte of the answer came', async () => {
    let requestCount = 0;
    const origin = await serveTcp((socket, _head, index) => {
      requestCount += 1;
      socket.write(index === 0 ? ok : 'HTTP/1.1 2', () => index === 0 || setImmediate(() => socket.resetAndDestroy()));
    });
    const send = open();
    await textOf(await send(toGet(origin), never));
    expect(await rejection(send(toGet(origin), never))).toMatchObject({ kind: 'network' });
    expect(requestCount).toBe(2);
  });
});

describe('cancelling', () => {
  const cancelled = { kind: 'cancelled', name: 'CancelledError' };

  it('before the request sends nothing', async () => {
    let requestCount = 0;
    const origin = await serveHttp(() => (requestCount += 1));
    expect(await rejection(open()(toGet(origin), AbortSignal.abort()))).toMatchObject(cancelled);
    expect(requestCount).toBe(0);
  });

  it('before the headers closes the connection', async () => {
    const controller = new AbortController();
    const closed = new Promise<void>((resolve, reject) => {
      serveHttp((message) => {
        message.socket.once('close', resolve);
        controller.abort();
      }).then(async (origin) => expect(await rejection(open()(toGet(origin), controller.signal))).toMatchObject(cancelled)).catch(reject);
    });
    await closed;
  });

  it('in the body closes the connection and gives nothing more', async () => {
    const controller = new AbortController();
    let closed: Promise<void> | undefined;
    const origin = await serveHttp((message, response) => {
      closed = closeOf(message.socket);
      response.write('data: 1\n\n');
    });
    const response = await open()(toGet(origin), controller.signal);
    let text = '';
    const read = async (): Promise<void> => {
      for await (const chunk of response.body) {
        text += Buffer.from(chunk).toString();
        controller.abort();
      }
    };
    expect(await rejection(read())).toMatchObject(cancelled);
    expect(text).toBe('data: 1\n\n');
    await closed;
  });

  it('between the headers and the first read is seen by the reader, and breaks nothing before', async () => {
    const controller = new AbortController();
    const origin = await serveHttp((_message, response) => void response.write('data: 1\n\n'));
    const response = await open()(toGet(origin), controller.signal);
    controller.abort();
    await turns(1);
    expect((await untilFailure(response)).error).toMatchObject(cancelled);
  });

  it('after the end changes nothing, for hundreds of requests with one signal', async () => {
    const controller = new AbortController();
    const warnings: unknown[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const origin = await serveHttp((_message, response) => void response.end('ok'));
    const send = open({ maxSockets: 20 });
    const responses = await Promise.all(Array.from({ length: 200 }, () => send(toGet(origin), controller.signal)));
    expect(await Promise.all(responses.map(textOf))).toEqual(responses.map(() => 'ok'));
    controller.abort();
    await turns(1);
    process.removeListener('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});

describe('leaving the body early', () => {
  const readOne = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of body) if (chunk.length > 0) break;
  };

  it('keeps the connection when the end comes soon', async () => {
    const origin = await serveHttp((_message, response) => {
      response.write('data: [DONE]\n\n');
      setImmediate(() => response.end());
    });
    const send = open();
    await readOne((await send(toGet(origin), never)).body);
    await turns(10);
    expect((await send(toGet(origin), never)).connectMs).toBe(0);
  });

  it('closes the connection when the end does not come', async () => {
    let closed: Promise<void> | undefined;
    const origin = await serveHttp((message, response) => {
      closed = closeOf(message.socket);
      response.write('data: 1\n\n');
    });
    await readOne((await open()(toGet(origin), never)).body);
    await closed;
  });

  it('closes the connection when too much comes', async () => {
    const chunk = Buffer.alloc(16_384);
    let closed: Promise<void> | undefined;
    const origin = await serveHttp((message, response) => {
      closed = closeOf(message.socket);
      const send = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', send);
      send();
    });
    await readOne((await open()(toGet(origin), never)).body);
    await closed;
  });
});
