import { expect, it } from 'vitest';
import type { ErrorKind } from '../../src/core/errors.js';
import { exitCodes } from '../../src/core/errors.js';
import type { ChatRequest } from '../../src/core/request.js';
import { connect, connectTo, firstTokens } from './connected.js';
import { expectFailure, expectIncomplete } from './expectations.js';
import type { ContractRow } from './rows.js';
import { serveScript } from './scripted-server.js';

const ways = [['streamed', true], ['whole', false]] as const;

type StatusRow = readonly [status: number, kind: ErrorKind, exitCode: number, isRetryable: boolean];

const statusesOf = (row: ContractRow): readonly StatusRow[] => [
  [400, 'provider', 5, false], [401, 'auth', 3, false], [402, 'rate_limit', 4, false], [403, row.forbidden, exitCodes[row.forbidden], false],
  [404, 'provider', 5, false], [408, 'provider', 5, true], [413, 'provider', 5, false], [429, 'rate_limit', 4, true],
  [500, 'provider', 5, true], [502, 'provider', 5, true], [503, 'provider', 5, true], [504, 'provider', 5, true], [529, 'provider', 5, true],
];

const statusContract = (row: ContractRow): void => {
  it.each(statusesOf(row))(`${row.name}: status %i is %s, exit code %i`, async (status, kind, exitCode, isRetryable) => {
    const error = expectFailure(await (await connect(row, `fault=${status}`)).ask(), kind);
    expect(error).toMatchObject({ status, exitCode, isRetryable, provider: row.row.id, message: expect.stringContaining(`(${status})`) });
    expect(error.message).toContain(`This is the simulated fault ${status}.`);
    expect(error.requestId ?? '').toMatch(row.requestId ?? /^$/);
  });

  it(`${row.name}: a rate limit says how long to wait, a spent quota that waiting is in vain`, async () => {
    const limited = expectFailure(await (await connect(row, 'fault=429:retry-after=2')).ask({ stream: false }), 'rate_limit');
    expect(limited).toMatchObject({ isRetryable: true, retryAfterMs: 2000, hint: expect.stringMatching(/./) });
    const spent = expectFailure(await (await connect(row, 'fault=429:quota')).ask(), 'rate_limit');
    expect(spent).toMatchObject({ isRetryable: false, hint: expect.stringMatching(/./) });
  });
};

const requestContract = (row: ContractRow): void => {
  it.each(ways)(`${row.name}: a wrong key is refused (%s)`, async (_way, stream) => {
    const error = expectFailure(await (await connect(row, '', { key: 'invalid-key-1234567890' })).ask({ stream }), 'auth');
    expect(error).toMatchObject({ isRetryable: false, provider: row.row.id });
    expect(`${error.message} ${error.hint ?? ''}`).not.toContain('invalid-key-1234567890');
  });

  it(`${row.name}: an unknown model is named, with the way to the list`, async () => {
    const error = expectFailure(await (await connect(row)).ask({ model: 'no-such-model' }), 'provider');
    expect(error).toMatchObject({ isRetryable: false, message: expect.stringContaining('no-such-model'), hint: expect.stringContaining('uada models') });
  });

  it(`${row.name}: a refused parameter is named, and the model that refused it`, async () => {
    const message = 'option "temperature" must be of type float32';
    const { ask } = row.refusesTemperature
      ? await connect(row)
      : await connectTo(row, (await serveScript(row, { type: 'failure', failure: { reason: 'parameter', message, parameter: 'temperature' } })).origin);
    const error = expectFailure(await ask({ temperature: 5 }), 'provider');
    expect(error.message).toContain(`refused the parameter temperature for the model ${row.model}`);
    expect(error).toMatchObject({ status: 400, isRetryable: false, hint: expect.stringContaining('--temperature') });
  });

  for (const parameter of row.missing) {
    it(`${row.name}: ${parameter} is refused before anything is sent`, async () => {
      const server = await serveScript(row, { type: 'silence' });
      const values: Partial<ChatRequest> = { seed: 7, stop: ['Quoted'] };
      const error = expectFailure(await (await connectTo(row, server.origin)).ask({ [parameter]: values[parameter] }), 'usage');
      expect(error.message).toContain(parameter);
      expect(error.hint).toContain(`--${parameter}`);
      expect(server.urls).toEqual([]);
    });
  }
};

const bodyContract = (row: ContractRow): void => {
  it.each(ways)(`${row.name}: a web page is not an answer (%s)`, async (_way, stream) => {
    const error = expectFailure(await (await connect(row, 'fault=html')).ask({ stream }), 'provider');
    expect(error.message).toContain('a web page ("Welcome to the hotel network")');
    expect(error.hint).toContain('base URL');
  });

  it.each(ways)(`${row.name}: an empty body is not an answer (%s)`, async (_way, stream) => {
    const error = expectFailure(await (await connect(row, 'fault=empty')).ask({ stream }), 'provider');
    expect(error.message).toContain('an empty body');
  });

  it.each(['[]', '{}', '"words"', '{"answer":42}'])(`${row.name}: the body %s is not an answer`, async (body) => {
    const { ask } = await connectTo(row, (await serveScript(row, { type: 'body', body: () => body })).origin);
    for (const stream of [true, false]) {
      const { answer, error } = await ask({ stream });
      // Where an answer begins with its first field, an object without one is an answer that never began.
      expect(error).toMatchObject({ kind: expect.stringMatching(/^(?:provider|incomplete)$/), provider: row.row.id, isRetryable: true });
      expect(answer).toMatchObject({ text: '', finishReason: null });
    }
  });

  it(`${row.name}: an event that is no JSON ends the answer`, async () => {
    expectFailure(await (await connect(row, 'text=@answer,fault=bad-json:0')).ask(), 'provider');
    expectIncomplete(await (await connect(row, 'text=@answer,fault=bad-json:3')).ask(), firstTokens);
    expectFailure(await (await connect(row, 'text=@answer,fault=bad-json')).ask({ stream: false }), 'provider');
  });
};

const inBandContract = (row: ContractRow): void => {
  it(`${row.name}: an error in the stream before the first token is the provider's`, async () => {
    const error = expectFailure(await (await connect(row, 'text=@answer,fault=error:0')).ask(), 'provider');
    expect(error).toMatchObject({ isRetryable: true, message: expect.stringContaining('This is a simulated failure') });
  });

  it(`${row.name}: an error in the stream during the reasoning is the provider's`, async () => {
    const told = await (await connect(row, 'text=@answer,reasoning=4,fault=error:2')).ask({ reasoning: 'high' });
    expect(expectFailure(told, 'provider').isRetryable).toBe(true);
    expect(told.answer).toMatchObject({ text: '', reasoning: row.reasoning.isShown ? 'A careful' : null });
  });

  it(`${row.name}: an error in the stream after text leaves an incomplete answer`, async () => {
    const error = expectIncomplete(await (await connect(row, 'text=@answer,fault=error:3')).ask(), firstTokens);
    expect(error).toMatchObject({ isRetryable: true, provider: row.row.id, message: expect.stringContaining('This is a simulated failure') });
  });

  it(`${row.name}: an error under status 200 is an error`, async () => {
    const error = expectFailure(await (await connect(row, 'fault=error:3')).ask({ stream: false }), 'provider');
    expect(error).toMatchObject({ isRetryable: true, message: expect.stringContaining('This is a simulated failure') });
    const streamed = expectFailure(await (await connect(row, 'fault=json,fault=error:3')).ask(), 'provider');
    expect(streamed.isRetryable).toBe(true);
  });

  if (row.tellsInBand === false) return;
  it(`${row.name}: an error for good in the stream is not to be tried again`, async () => {
    const failure = { reason: 'quota', message: 'The credit is used up.' } as const;
    const early = await serveScript(row, { type: 'failure-midway', text: [], failure });
    expect(expectFailure(await (await connectTo(row, early.origin)).ask(), 'rate_limit').isRetryable).toBe(false);
    const late = await serveScript(row, { type: 'failure-midway', text: [firstTokens], failure });
    expect(expectIncomplete(await (await connectTo(row, late.origin)).ask(), firstTokens).isRetryable).toBe(false);
  });
};

/** How failures that a server words are told. */
export const refusalContract = (row: ContractRow): void => {
  statusContract(row);
  requestContract(row);
  bodyContract(row);
  inBandContract(row);
};
