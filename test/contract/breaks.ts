import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { CancelledError } from '../../src/core/errors.js';
import { createFakeTimers } from '../transport/fake-timers.js';
import { listen } from '../transport/loopback.js';
import type { Connected } from './connected.js';
import { answerText, connect, connectTo, firstTokens, never, requestOf } from './connected.js';
import { expectFailure, expectIncomplete } from './expectations.js';
import type { ContractRow } from './rows.js';
import { serveScript } from './scripted-server.js';

const cuts = [[1, 'Grüße'], [3, firstTokens], [18, answerText]] as const;

const cutContract = (row: ContractRow): void => {
  it.each(cuts)(`${row.name}: a cut-off stream is incomplete and keeps its text (%i tokens)`, async (count, text) => {
    const error = expectIncomplete(await (await connect(row, `text=@answer,fault=truncate:${count}`)).ask(), text);
    expect(error).toMatchObject({ isRetryable: true, provider: row.row.id });
  });

  it.each(cuts)(`${row.name}: a stream that is reset is incomplete and keeps its text (%i tokens)`, async (count, text) => {
    const error = expectIncomplete(await (await connect(row, `text=@answer,fault=reset-after:${count}`)).ask(), text);
    expect(error).toMatchObject({ isRetryable: true, provider: row.row.id });
  });

  it(`${row.name}: a connection that breaks before the first token is a network error`, async () => {
    expect(expectFailure(await (await connect(row, 'fault=reset')).ask(), 'network').isRetryable).toBe(true);
    expect(expectFailure(await (await connect(row, 'fault=reset-after:0')).ask(), 'network').isRetryable).toBe(true);
    expect(expectFailure(await (await connect(row, 'role=1,fault=reset-after:0')).ask(), 'network').isRetryable).toBe(true);
  });

  it.each(['truncate:3', 'reset-after:3'])(`${row.name}: a whole answer that breaks off is a network error (%s)`, async (fault) => {
    const told = await (await connect(row, `text=@answer,fault=${fault}`)).ask({ stream: false });
    expect(expectFailure(told, 'network').isRetryable).toBe(true);
    expect(told.events).toEqual([]);
  });

  it(`${row.name}: a dead host is a network error`, async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const error = expectFailure(await (await connectTo(row, `http://127.0.0.1:${port}`)).ask(), 'network');
    expect(error).toMatchObject({ code: 'ECONNREFUSED', message: expect.stringContaining(`127.0.0.1:${port}`), hint: expect.stringMatching(/./) });
  });
};

const silenceContract = (row: ContractRow): void => {
  it(`${row.name}: a server that says nothing is given up`, async () => {
    const timers = createFakeTimers();
    const server = await serveScript(row, { type: 'silence' });
    const told = (await connectTo(row, server.origin, { transport: { timers, firstByteTimeoutMs: 777 } })).ask();
    await Promise.all([server.arrived, timers.started(777)]);
    timers.pass(777);
    expect(expectFailure(await told, 'timeout')).toMatchObject({ isRetryable: true, hint: expect.stringContaining('--first-token-timeout') });
    await server.closed;
  });

  it(`${row.name}: a stream that falls silent is given up and keeps its text`, async () => {
    const timers = createFakeTimers();
    const server = await serveScript(row, { type: 'silence', text: [firstTokens] });
    const connected = await connectTo(row, server.origin, { transport: { timers, idleTimeoutMs: 888 } });
    const heard: string[] = [];
    const error: unknown = await hear(connected, row, (text) => {
      heard.push(text);
      void timers.started(888).then(() => timers.pass(888));
    }).catch((reason: unknown) => reason);
    expect(heard.join('')).toBe(firstTokens);
    expect(error).toMatchObject({ kind: 'incomplete', isRetryable: true, hint: expect.stringContaining('--idle-timeout') });
    await server.closed;
  });
};

const hear = async ({ provider }: Connected, row: ContractRow, onText: (text: string) => void, signal = never): Promise<void> => {
  for await (const event of provider.stream(requestOf(row), signal)) {
    if (event.type === 'text') onText(event.text);
  }
};

const stopContract = (row: ContractRow): void => {
  it(`${row.name}: stopped before the headers, the connection is closed`, async () => {
    const server = await serveScript(row, { type: 'silence' });
    const controller = new AbortController();
    const told = (await connectTo(row, server.origin)).ask({}, controller.signal);
    await server.arrived;
    controller.abort();
    expect(expectFailure(await told, 'cancelled')).toBeInstanceOf(CancelledError);
    await server.closed;
  });

  it(`${row.name}: stopped in the middle of the answer, the connection is closed`, async () => {
    const server = await serveScript(row, { type: 'silence', text: ['Grüße', ', ', '世界'] });
    const controller = new AbortController();
    const heard: string[] = [];
    const listening = hear(await connectTo(row, server.origin), row, (text) => {
      heard.push(text);
      if (heard.join('') === firstTokens) controller.abort();
    }, controller.signal);
    await expect(listening).rejects.toBeInstanceOf(CancelledError);
    expect(heard.join('')).toBe(firstTokens);
    await server.closed;
  });

  it(`${row.name}: stopped before it began, nothing is sent`, async () => {
    const server = await serveScript(row, { type: 'silence' });
    const told = await (await connectTo(row, server.origin)).ask({}, AbortSignal.abort());
    expect(expectFailure(told, 'cancelled')).toBeInstanceOf(CancelledError);
    expect(server.urls).toEqual([]);
  });

  it(`${row.name}: a reader that leaves closes the connection`, async () => {
    const server = await serveScript(row, { type: 'silence', text: [firstTokens] });
    const { provider } = await connectTo(row, server.origin);
    for await (const event of provider.stream(requestOf(row), never)) {
      if (event.type === 'text') break;
    }
    await server.closed;
  });
};

/** How connections break, fall silent and are left. */
export const breakContract = (row: ContractRow): void => {
  cutContract(row);
  silenceContract(row);
  stopContract(row);
};
