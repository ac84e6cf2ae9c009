import { describe, expect, it } from 'vitest';
import { anthropic } from '../../../src/protocols/anthropic/protocol.js';
import type { FailedReply } from '../../../src/protocols/protocol.js';

const fail = (status: number, body: unknown, more: Partial<FailedReply> = {}) => anthropic.parseError({
  status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body), model: 'claude-sonnet-5-5', nowMs: 0, ...more,
});
const envelope = (type: string, message = 'No.', details?: Record<string, unknown>) =>
  ({ type: 'error', error: { type, message, ...(details === undefined ? {} : { details }) }, request_id: 'req_011' });

describe('every status of the reference', () => {
  it.each([
    [400, 'invalid_request_error', 'provider', false], [401, 'authentication_error', 'auth', false], [402, 'billing_error', 'rate_limit', false],
    [403, 'permission_error', 'auth', false], [404, 'not_found_error', 'provider', false], [408, 'invalid_request_error', 'provider', true],
    [409, 'conflict_error', 'provider', true], [413, 'request_too_large', 'provider', false], [422, 'invalid_request_error', 'provider', false],
    [431, 'invalid_request_error', 'provider', false], [429, 'rate_limit_error', 'rate_limit', true], [499, 'invalid_request_error', 'provider', false],
    [500, 'api_error', 'provider', true], [503, 'api_error', 'provider', true], [504, 'timeout_error', 'provider', true],
    [529, 'overloaded_error', 'provider', true],
  ] as const)('%i %s is %s, retryable: %s', (status, type, kind, isRetryable) => {
    expect(fail(status, envelope(type))).toMatchObject({ kind, isRetryable, status, code: type, provider: 'anthropic', requestId: 'req_011' });
  });

  it.each([401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 503, 504, 529])('a bare %i has a hint too', (status) => {
    expect(fail(status, '').hint).toEqual(expect.any(String));
  });
});

describe('limits of money', () => {
  it.each(['contract_spend_limit_reached', 'enforced_spend_limit_reached'])('a 429 with %s stays refused', (code) => {
    const error = fail(429, envelope('rate_limit_error', 'Limit reached.', { error_code: code }), { headers: { 'retry-after': '5' } });
    expect(error).toMatchObject({ kind: 'rate_limit', isRetryable: false, code, hint: expect.stringContaining('billing') as string });
  });

  it('a ramp limit passes with time', () => {
    const error = fail(429, envelope('rate_limit_error', 'Growing too fast.', { error_code: 'ramp_limit_exceeded' }), { headers: { 'retry-after': '30' } });
    expect(error).toMatchObject({ kind: 'rate_limit', isRetryable: true, retryAfterMs: 30_000 });
  });

  it.each([
    'Your credit balance is too low to access the Anthropic API.', 'You have reached your specified API usage limits. You will regain access on 2026-12-01.',
  ])('the 400 "%s" is one of them', (message) => {
    expect(fail(400, envelope('invalid_request_error', message))).toMatchObject({ kind: 'rate_limit', isRetryable: false });
  });
});

describe('a refused parameter', () => {
  it.each([
    ['temperature: Extra inputs are not permitted', 'temperature', '--temperature'],
    ['`temperature` is deprecated for this model.', 'temperature', '--temperature'],
    ['top_p: range: 0..1', 'top_p', '--top-p'],
    ['max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for claude-sonnet-5-5', 'max_tokens', '--max-tokens'],
    ['stop_sequences: each stop sequence must contain non-whitespace', 'stop_sequences', '--stop'],
    ['"thinking.type.disabled" is not supported for this model.', 'thinking', '--reasoning'],
    ['adaptive thinking is not supported on this model', 'reasoning', '--reasoning'],
    ['This model does not support the effort parameter.', 'reasoning', '--reasoning'],
    ["output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false", 'output_config', '--schema'],
  ])('is named, with the flag to leave out: %s', (message, parameter, flag) => {
    const error = fail(400, envelope('invalid_request_error', message));
    expect(error.message).toBe(`anthropic refused the parameter ${parameter} for the model claude-sonnet-5-5 (400): ${message}`);
    expect(error.hint).toContain(flag);
  });

  it('an unknown model points to the model list', () => {
    const error = fail(404, envelope('not_found_error', 'model: claude-nope'), { model: 'claude-nope' });
    expect(error).toMatchObject({ message: 'anthropic refused the request (404): model: claude-nope', hint: expect.stringContaining('uada models -p anthropic') as string });
  });

  it('a prompt that is too long says what to shorten', () => {
    expect(fail(400, envelope('invalid_request_error', 'prompt is too long: 1200000 tokens > 1000000 maximum')).hint).toContain('shorter');
  });
});

describe('replies that are not the envelope', () => {
  it.each([
    ['<html><head><title>413 Request Entity Too Large</title></head></html>', 413, 'web page ("413 Request Entity Too Large")'],
    ['', 502, 'the reply was empty'], ['upstream connect error', 503, 'upstream connect error'],
    ['{"error":"gone"}', 410, 'gone'], ['{"message":"no route"}', 404, 'no route'], ['{"error":{"message":"bare"}}', 500, 'bare'], ['[1]', 500, '[1]'], ['null', 500, 'null'],
  ])('%s', (body, status, words) => {
    expect(fail(status, body)).toMatchObject({ status, message: expect.stringContaining(words) as string });
  });

  it('takes the request id and the wait out of the headers first', () => {
    const error = fail(429, envelope('rate_limit_error'), { headers: { 'request-id': 'req_header', 'retry-after': 'Thu, 01 Jan 1970 00:00:20 GMT' }, nowMs: 5000 });
    expect(error).toMatchObject({ requestId: 'req_header', retryAfterMs: 15_000 });
  });

  it('never fails on a type named like a method', () => {
    expect(fail(418, envelope('constructor'))).toMatchObject({ kind: 'provider', isRetryable: false, status: 418 });
  });
});

it('a failure inside a 200 gets the status its type stands for', () => {
  const status = (type: string): number | undefined => {
    try {
      anthropic.createDecoder({ model: 'm' }).push({ event: 'error', data: JSON.stringify(envelope(type)) });
    } catch (error) {
      return (error as { status?: number }).status;
    }
    return undefined;
  };
  expect(['overloaded_error', 'rate_limit_error', 'api_error', 'timeout_error', 'request_too_large', 'made_up', 'toString'].map(status))
    .toEqual([529, 429, 500, 504, 413, undefined, undefined]);
});
