import { describe, expect, it } from 'vitest';
import { createDeadlines } from '../../src/transport/deadlines.js';
import { createFetchTransport } from '../../src/transport/fetch-transport.js';
import type { TransportOptions } from '../../src/transport/transport-options.js';
import { createFakeTimers, type FakeTimers } from './fake-timers.js';
import { closeLater, closeOf, never, rejection, serveHttp, serveTcp, textOf, toGet, turns, untilFailure } from './loopback.js';

const limits = { connectTimeoutMs: 10_000, firstByteTimeoutMs: 300_000, idleTimeoutMs: 1500, totalTimeoutMs: 60_000 };

const open = (options: TransportOptions = {}): { readonly send: ReturnType<typeof createFetchTransport>; readonly timers: FakeTimers } => {
  const timers = createFakeTimers();
  return { timers, send: closeLater(createFetchTransport({ ...limits, timers, ...options })) };
};

const timeout = (words: string, flag: string, isRetryable = true) => ({
  kind: 'timeout', isRetryable, message: expect.stringMatching(words), hint: expect.stringContaining(flag),
});

describe('the limit', () => {
  it('of connecting names host, time and flag, and is lifted once connected', async () => {
    // A TLS handshake that the server never answers: the connection is not usable yet.
    const origin = await serveTcp(() => undefined);
    const { send, timers } = open();
    const failing = rejection(send(toGet(origin.replace('http:', 'https:')), never));
    await timers.started(10_000);
    timers.pass(10_000);
    expect(await failing).toMatchObject(timeout('^Could not connect to 127\\.0\\.0\\.1:\\d+ within 10 s\\.$', '--connect-timeout'));
    expect(timers.pendingMs).toEqual([]);
  });

  it('of the first byte covers headers that never come, and closes the connection', async () => {
    let closed: Promise<void> | undefined;
    const origin = await serveHttp((message) => {
      closed = closeOf(message.socket);
    });
    const { send, timers } = open();
    const failing = rejection(send(toGet(origin), never));
    await timers.started(300_000);
    expect(timers.pendingMs).toEqual([60_000, 300_000]);
    timers.pass(300_000);
    expect(await failing).toMatchObject(timeout('did not begin to answer within 300 s', '--first-token-timeout'));
    expect(timers.pendingMs).toEqual([]);
    await closed;
  });

  it('of the first byte covers a body that never begins', async () => {
    const origin = await serveHttp((_message, response) => response.flushHeaders());
    const { send, timers } = open();
    const response = await send(toGet(origin), never);
    timers.pass(300_000);
    expect(await untilFailure(response)).toMatchObject({ text: '', error: timeout('did not begin', '--first-token-timeout') });
  });

  it('of silence begins afresh with each piece, keeps what came and closes the connection', async () => {
    let closed: Promise<void> | undefined;
    let sendNext = (): void => undefined;
    const origin = await serveHttp((message, response) => {
      closed = closeOf(message.socket);
      sendNext = () => response.write('x');
      sendNext();
    });
    const { send, timers } = open();
    const response = await send(toGet(origin), never);
    let text = '';
    const read = async (): Promise<void> => {
      for await (const chunk of response.body) {
        text += Buffer.from(chunk).toString();
        expect(timers.pendingMs).toEqual([60_000, 1500]);
        if (text.length < 3) sendNext();
        else timers.pass(1500);
      }
    };
    expect(await rejection(read())).toMatchObject(timeout('went silent in the middle of the answer: nothing came for 1.5 s', '--idle-timeout'));
    expect(text).toBe('xxx');
    expect(timers.pendingMs).toEqual([]);
    await closed;
  });

  it('of the whole request ends a body that still flows', async () => {
    const origin = await serveHttp((_message, response) => response.write('x'));
    const { send, timers } = open();
    const response = await send(toGet(origin), never);
    await timers.started(1500);
    timers.pass(60_000);
    expect(await untilFailure(response)).toMatchObject({ text: 'x', error: timeout('not complete within 60 s', '--timeout', false) });
    expect(timers.pendingMs).toEqual([]);
  });

  it('of the whole request goes on over a redirect', async () => {
    const origin = await serveHttp((message, response) => {
      if (message.url === '/old') response.writeHead(308, { location: '/new' }).end();
      else response.flushHeaders();
    });
    const { send, timers } = open();
    const response = await send(toGet(`${origin}/old`), never);
    expect(timers.pendingMs.filter((delayMs) => delayMs === 60_000)).toHaveLength(1);
    timers.pass(60_000);
    expect((await untilFailure(response)).error).toMatchObject({ kind: 'timeout' });
  });

  it('does not run while the reader is behind', async () => {
    const origin = await serveHttp((_message, response) => void response.end('x'.repeat(8 * 1024 * 1024)));
    const { send, timers } = open();
    const response = await send(toGet(origin), never);
    while (timers.pendingMs.length > 1 || timers.pendingMs[0] !== 60_000) await turns(1);
    expect(await textOf(response)).toHaveLength(8 * 1024 * 1024);
  });

  it('of connecting does not run while the request waits for a free connection', async () => {
    let finish = (): void => undefined;
    const origin = await serveHttp((_message, response) => {
      finish = () => response.end('ok');
      response.flushHeaders();
    });
    const { send, timers } = open({ maxSockets: 1 });
    const first = await send(toGet(origin), never);
    const second = send(toGet(origin), never);
    await turns(5);
    expect(timers.pendingMs.filter((delayMs) => delayMs === 10_000)).toEqual([]);
    finish();
    await textOf(first);
    expect((await second).connectMs).toBe(0);
  });

  it('leaves no timer behind after a good answer or a refused one', async () => {
    const origin = await serveHttp((_message, response) => void response.end('ok'));
    const { send, timers } = open();
    await textOf(await send(toGet(origin), never));
    await rejection(send(toGet('http://127.0.0.1:1'), never));
    expect(timers.pendingMs).toEqual([]);
  });
});

describe('createDeadlines', () => {
  it.each([0, -1, Infinity, 2 ** 31])('takes %d ms for no limit', (limitMs) => {
    const timers = createFakeTimers();
    const timeouts = { connectTimeoutMs: limitMs, firstByteTimeoutMs: limitMs, idleTimeoutMs: limitMs, totalTimeoutMs: limitMs };
    const deadlines = createDeadlines({ host: 'api.example', timeouts, timers, onTimeout: () => undefined });
    for (const phase of ['connect', 'firstByte', 'idle'] as const) deadlines.enter(phase);
    expect(timers.pendingMs).toEqual([]);
  });

  it('starts nothing once closed', () => {
    const timers = createFakeTimers();
    const deadlines = createDeadlines({ host: 'api.example', timeouts: limits, timers, onTimeout: () => undefined });
    deadlines.close();
    deadlines.enter('idle');
    expect(timers.pendingMs).toEqual([]);
  });
});
