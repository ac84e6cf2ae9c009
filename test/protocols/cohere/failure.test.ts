import { describe, expect, it } from 'vitest';
import { cohere } from '../../../src/protocols/cohere/protocol.js';
import type { FailedReply } from '../../../src/protocols/protocol.js';

const fail = (status: number, body: unknown, more: Partial<FailedReply> = {}) => cohere.parseError({
  status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body), model: 'command-a-03-2025', nowMs: 0, ...more,
});

describe('every status of the reference', () => {
  it.each([
    [400, 'provider', false], [401, 'auth', false], [402, 'rate_limit', false], [403, 'auth', false], [404, 'provider', false], [422, 'provider', false],
    [429, 'rate_limit', true], [498, 'provider', false], [499, 'provider', false], [500, 'provider', true], [501, 'provider', false],
    [503, 'provider', true], [504, 'provider', true],
  ] as const)('%i is %s, retryable: %s, with a hint', (status, kind, isRetryable) => {
    for (const body of [{ id: '77', message: 'Because.' }, '']) {
      expect(fail(status, body)).toMatchObject({ kind, isRetryable, status, provider: 'cohere', hint: expect.any(String) as string });
    }
  });
});

describe('what a message tells beyond the status', () => {
  it('a trial key\'s month does not come back by waiting, its minute does', () => {
    expect(fail(429, { message: 'You are using a Trial key, which is limited to 1000 API calls / month.' })).toMatchObject({ kind: 'rate_limit', isRetryable: false });
    expect(fail(429, { message: 'You are using a Trial key, which is limited to 20 API calls / minute.' })).toMatchObject({ kind: 'rate_limit', isRetryable: true });
  });

  it.each([
    ['invalid request: temperature must be between 0 and 1.0 inclusive.', 'temperature', '--temperature'],
    ['invalid request: p must be between 0.01 and 0.99 inclusive.', 'p', '--top-p'],
    ['too many tokens: max tokens must be less than or equal to 4096, the maximum output for this model - received 8192.', 'max_tokens', '--max-tokens'],
    ['invalid request: response_format is not supported with RAG.', 'response_format', '--schema'],
    ['thinking is not supported by this model', 'thinking', '--reasoning'],
  ])('names the refused parameter and the flag: %s', (message, parameter, flag) => {
    const error = fail(400, { message });
    expect(error.message).toBe(`cohere refused the parameter ${parameter} for the model command-a-03-2025 (400): ${message}`);
    expect(error.hint).toContain(flag);
  });

  it('does not take a prompt for a parameter', () => {
    expect(fail(400, { message: 'invalid request: prompt must be at least 1 token long.' }).message).toContain('refused the request');
    expect(fail(400, { message: 'too many tokens: size limit exceeded by 100 tokens.' }).hint).toContain('shorter');
  });

  it('an unknown model points to the model list', () => {
    const error = fail(404, { id: '77', message: 'model \'nope\' not found, make sure the correct model ID was used and that you have access to the model.' });
    expect(error.hint).toContain('uada models -p cohere');
  });
});

describe('ids, waits and replies that are not Cohere\'s', () => {
  it('takes the id of the body, else of the headers', () => {
    const headers = { 'x-debug-trace-id': 'trace', 'retry-after': '3' };
    expect(fail(429, { id: '77', message: 'Slow.' }, { headers })).toMatchObject({ requestId: '77', retryAfterMs: 3000 });
    expect(fail(429, { message: 'Slow.' }, { headers })).toMatchObject({ requestId: 'trace', message: 'cohere refused the request (429): Slow.' });
    expect(fail(429, { message: 'Slow.' }).requestId).toBeUndefined();
  });

  it.each([
    ['<html><title>Bad gateway</title>', 502, 'web page ("Bad gateway")'], ['', 503, 'the reply was empty'], ['no healthy upstream', 503, 'no healthy upstream'],
    ['{"error":"gone"}', 410, 'gone'], ['[]', 500, '[]'], ['{}', 500, '{}'],
  ])('%s', (body, status, words) => {
    expect(fail(status, body)).toMatchObject({ status, message: expect.stringContaining(words) as string });
  });
});
