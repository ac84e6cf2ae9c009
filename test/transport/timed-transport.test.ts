import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../src/core/http.js';
import { createTimedTransport } from '../../src/transport/timed-transport.js';
import { serveHttp, serveTcp } from './loopback.js';

const send = (transport: ReturnType<typeof createTimedTransport>, url: string, signal = new AbortController().signal): Promise<HttpResponse> =>
  transport({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{"text":"ü"}' }, signal);

/** The pieces of a body, and the stamp each one had when it was taken. */
const readAll = async ({ body, stamps }: HttpResponse): Promise<{ readonly texts: readonly string[]; readonly stampsMs: readonly number[] }> => {
  const texts: string[] = [];
  const stampsMs: number[] = [];
  for await (const bytes of body) {
    texts.push(Buffer.from(bytes).toString());
    stampsMs.push(stamps?.lastReadMs ?? Number.NaN);
  }
  return { texts, stampsMs };
};

/** A server that breaks off in the middle of a body. */
const serveHalf = (): Promise<string> => serveTcp((socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');
  setTimeout(() => socket.destroy(), 20);
});

describe('the timed transport', () => {
  it('gives every read apart, with the moment it came, however late its reader is', async () => {
    const origin = await serveHttp((_, response) => {
      response.write('one');
      void delay(30).then(() => response.write('two')).then(() => delay(30)).then(() => response.end('three'));
    });
    const transport = createTimedTransport();
    const response = await send(transport, origin);
    await delay(200);
    const readMs = performance.now();
    const { texts, stampsMs } = await readAll(response);
    expect(texts).toEqual(['one', 'two', 'three']);
    expect(stampsMs).toEqual([...stampsMs].sort((left, right) => left - right));
    // All were read from the socket before anybody asked for them, and at different moments.
    expect(stampsMs[2]).toBeLessThan(readMs);
    expect(new Set(stampsMs).size).toBe(3);
    expect(response.stamps?.bodyBytes).toBe('onetwothree'.length);
    transport.close();
  });

  it('tells the steps of a new connection, and none of a reused one', async () => {
    const origin = await serveHttp((_, response) => response.end('{}'));
    const transport = createTimedTransport();
    const first = await send(transport, origin);
    await readAll(first);
    const second = await send(transport, origin);
    await readAll(second);
    expect(first.stamps).toMatchObject({ dnsMs: null, tcpMs: expect.any(Number), tlsMs: null, sentMs: expect.any(Number) });
    expect(second.stamps).toMatchObject({ dnsMs: null, tcpMs: null, tlsMs: null });
    expect(second.connectMs).toBe(0);
    transport.close();
  });

  it('asks for plain content, sends its body whole and decodes what is encoded all the same', async () => {
    const seen: unknown[] = [];
    const origin = await serveHttp((request, response) => {
      seen.push(request.headers['accept-encoding'], request.headers['content-length']);
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
    });
    const transport = createTimedTransport();
    const { texts, stampsMs } = await readAll(await send(transport, origin));
    expect([seen, texts.join('')]).toEqual([['identity', String(Buffer.byteLength('{"text":"ü"}'))], '{"a":1}']);
    expect(stampsMs[0]).toBeGreaterThan(0);
    transport.close();
  });

  it('gives what came before a break, then the error', async () => {
    const origin = await serveHalf();
    const transport = createTimedTransport();
    const { body } = await send(transport, origin);
    const texts: string[] = [];
    await expect((async () => {
      for await (const bytes of body) texts.push(Buffer.from(bytes).toString());
    })()).rejects.toMatchObject({ kind: 'network' });
    expect(texts).toEqual(['half']);
    transport.close();
  });

  it('ends with a cancelled error when it is stopped', async () => {
    const origin = await serveHttp((_, response) => void response.write('x'));
    const transport = createTimedTransport();
    const stop = new AbortController();
    const response = await send(transport, origin, stop.signal);
    const reading = readAll(response);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
    transport.close();
  });

  it('ends with a timeout when the server falls silent', async () => {
    const origin = await serveHttp((_, response) => void response.write('x'));
    const transport = createTimedTransport({ idleTimeoutMs: 50 });
    await expect(readAll(await send(transport, origin))).rejects.toMatchObject({ kind: 'timeout' });
    transport.close();
  });

  it('keeps memory bounded when nobody reads, and loses nothing', async () => {
    const total = 8 * 1024 * 1024;
    const origin = await serveHttp((_, response) => void response.end(Buffer.alloc(total, 'a')));
    const transport = createTimedTransport();
    const response = await send(transport, origin);
    await delay(100);
    expect(response.stamps?.bodyBytes).toBeLessThan(2 * 1024 * 1024);
    const { texts } = await readAll(response);
    expect(texts.join('').length).toBe(total);
    transport.close();
  });

  it('counts a kept connection that turned out to be closed, and asks on another', async () => {
    let asked = 0;
    const origin = await serveTcp((socket, _, index) => {
      asked += 1;
      if (index === 1) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
    const transport = createTimedTransport();
    const counts: unknown[] = [];
    for (let round = 0; round < 2; round += 1) {
      const response = await send(transport, origin);
      await readAll(response);
      counts.push(response.stamps?.staleCount);
      await delay(5);
    }
    expect([asked, counts]).toEqual([3, [0, 1]]);
    transport.close();
  });
});

describe('a timed body that is drained', () => {
  /** Reads a body by `drain`, until a piece of this text came. */
  const drainAll = async ({ body, stamps }: HttpResponse, last = '?'): Promise<{ readonly texts: readonly string[]; readonly stampsMs: readonly number[] }> => {
    const texts: string[] = [];
    const stampsMs: number[] = [];
    await body.drain?.((bytes) => {
      texts.push(Buffer.from(bytes).toString());
      stampsMs.push(stamps?.lastReadMs ?? Number.NaN);
      return texts.at(-1) === last;
    });
    return { texts, stampsMs };
  };

  it('gives every read, those before it was asked and those after', async () => {
    const origin = await serveHttp((_, response) => {
      response.write('one');
      void delay(30).then(() => response.write('two')).then(() => delay(100)).then(() => response.end('three'));
    });
    const transport = createTimedTransport();
    const response = await send(transport, origin);
    await delay(80);
    const { texts, stampsMs } = await drainAll(response);
    expect(texts).toEqual(['one', 'two', 'three']);
    expect(stampsMs).toEqual([...stampsMs].sort((left, right) => left - right));
    expect(new Set(stampsMs).size).toBe(3);
    transport.close();
  });

  it('goes on where a loop stopped', async () => {
    const origin = await serveHttp((_, response) => {
      response.write('one');
      void delay(20).then(() => response.end('two'));
    });
    const transport = createTimedTransport();
    const response = await send(transport, origin);
    const first = await response.body[Symbol.asyncIterator]().next();
    expect(Buffer.from(first.value as Uint8Array).toString()).toBe('one');
    expect((await drainAll(response)).texts).toEqual(['two']);
    transport.close();
  });

  it('gives what came before a break, then the error', async () => {
    const origin = await serveHalf();
    const transport = createTimedTransport();
    const texts: string[] = [];
    const { body } = await send(transport, origin);
    await expect(body.drain?.((bytes) => texts.push(Buffer.from(bytes).toString()) === 0)).rejects.toMatchObject({ kind: 'network' });
    expect(texts).toEqual(['half']);
    transport.close();
  });

  it('lets the connection go to the next request when its reader has enough', async () => {
    const sockets = new Set<unknown>();
    const origin = await serveHttp(({ socket }, response) => {
      sockets.add(socket);
      response.write('one');
      void delay(10).then(() => response.end('rest'));
    });
    const transport = createTimedTransport();
    expect((await drainAll(await send(transport, origin), 'one')).texts).toEqual(['one']);
    await delay(50);
    expect((await drainAll(await send(transport, origin))).texts).toEqual(['one', 'rest']);
    expect(sockets.size).toBe(1);
    transport.close();
  });

  it('fails with what its reader throws, and with a cancellation', async () => {
    const origin = await serveHttp((_, response) => void response.write('x'));
    const transport = createTimedTransport();
    const broken = new Error('The reader broke.');
    const { body } = await send(transport, origin);
    await expect(body.drain?.(() => {
      throw broken;
    })).rejects.toBe(broken);
    const stop = new AbortController();
    const reading = drainAll(await send(transport, origin, stop.signal));
    stop.abort();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
    transport.close();
  });
});
