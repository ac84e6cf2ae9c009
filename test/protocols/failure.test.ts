import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.js';
import { endedEarly, messageOfBody, replyFacts, toOneLine, toUadaError } from '../../src/protocols/failure.js';
import type { VendorFailure } from '../../src/protocols/failure.js';

const fail = (failure: Partial<VendorFailure>) => toUadaError({ provider: 'acme', codes: [], message: 'no', rules: [], ...failure });

describe('toUadaError', () => {
  it.each<readonly [number | undefined, string, boolean]>([
    [400, 'provider', false], [401, 'auth', false], [402, 'rate_limit', false], [403, 'auth', false], [404, 'provider', false],
    [408, 'provider', true], [409, 'provider', true], [413, 'provider', false], [422, 'provider', false], [425, 'provider', true],
    [429, 'rate_limit', true], [500, 'provider', true], [501, 'provider', false], [502, 'provider', true], [503, 'provider', true],
    [504, 'provider', true], [520, 'provider', true], [524, 'provider', true], [529, 'provider', true], [undefined, 'provider', true],
    [302, 'provider', false],
  ])('a plain %s is %s, retryable %s', (status, kind, isRetryable) => {
    expect(fail({ status })).toMatchObject({ kind, isRetryable, status, provider: 'acme' });
  });

  it.each<readonly [string, string, boolean]>([
    ['invalid_request_error', 'provider', false], ['context_length_exceeded', 'provider', false], ['content_policy_violation', 'provider', false],
    ['not_found', 'provider', false], ['insufficient_quota', 'rate_limit', false], ['rate_limit_exceeded', 'rate_limit', true],
    ['authentication', 'auth', false], ['invalid_api_key', 'auth', false], ['model_not_found', 'provider', false], ['something_new', 'provider', true],
  ])('the code %s without a status is %s, retryable %s', (code, kind, isRetryable) => {
    expect(fail({ codes: [code] })).toMatchObject({ kind, isRetryable, code });
  });

  it('lets the rules of the vendor decide first', () => {
    const rules = [{ statuses: [403], codes: ['odd'], kind: 'provider', isRetryable: true }] as const;
    expect(fail({ status: 403, codes: ['odd'], rules })).toMatchObject({ kind: 'provider', isRetryable: true });
    expect(fail({ status: 403, codes: ['even'], rules }).kind).toBe('auth');
  });

  it('a rule may ask for words of the message', () => {
    const rules = [{ says: /never fits/, kind: 'rate_limit', isRetryable: false }] as const;
    expect(fail({ status: 429, message: 'this never fits', rules }).isRetryable).toBe(false);
    expect(fail({ status: 429, rules }).isRetryable).toBe(true);
  });

  it('keeps to what the vendor says about trying again', () => {
    expect(fail({ status: 500, isRetryable: false }).isRetryable).toBe(false);
    expect(fail({ status: 400, isRetryable: true }).isRetryable).toBe(true);
    expect(fail({ status: 401, isRetryable: true }).isRetryable).toBe(false);
    expect(fail({ status: 429, codes: ['insufficient_quota'], isRetryable: true }).isRetryable).toBe(false);
  });

  it('takes the wait out of the message only where a new try makes sense', () => {
    expect(fail({ status: 429, message: 'Please try again in 7.66s' }).retryAfterMs).toBe(7660);
    expect(fail({ status: 429, message: 'Please try again in 7.66s', retryAfterMs: 9000 }).retryAfterMs).toBe(9000);
    expect(fail({ status: 402, message: 'Please try again in 7.66s' }).retryAfterMs).toBeUndefined();
  });

  it('names the refused parameter, the model and the flag to leave out', () => {
    const error = fail({ status: 400, parameter: 'temperature', model: 'm-1', message: 'only 1 is allowed' });
    expect(error.message).toBe('acme refused the parameter temperature for the model m-1 (400): only 1 is allowed');
    expect(error.hint).toContain('--temperature');
    expect(fail({ parameter: 'text.format.schema', model: 'm-1' }).hint).toContain('--schema');
    expect(fail({ parameter: 'stop[0]', model: 'm-1' }).hint).toContain('--stop');
  });

  it('does not call the prompt or the model a refused parameter', () => {
    for (const parameter of ['messages', 'messages[2].content', 'input', 'model']) {
      expect(fail({ status: 400, parameter, model: 'm-1' }).message).toBe('acme refused the request (400): no');
    }
    expect(fail({ status: 404, parameter: 'model', model: 'm-1' }).hint).toContain('uada models -p acme');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('survives a parameter called %s', (parameter) => {
    const error = fail({ status: 400, parameter, model: 'm-1' });
    expect(error.hint).toBe('With --dry-run you see what is sent.');
    expect(error.message).toContain(parameter);
  });

  it.each([[400, 'With --dry-run you see what is sent.'], [422, 'With --dry-run you see what is sent.'], [405, undefined]])('of a request that was wrong (%i) points to what was sent', (status, hint) => {
    expect(fail({ status }).hint).toBe(hint);
  });

  it('says of trouble at the provider that it could not answer, not that it refused', () => {
    expect(fail({ status: 503, message: '' }).message).toBe('acme could not answer (503): no reason given');
  });
});

describe('replyFacts', () => {
  const reply = { status: 503, body: '', model: '', nowMs: 0 };

  it('reads request id, wait and x-should-retry', () => {
    expect(replyFacts({ ...reply, model: 'm', headers: { 'x-request-id': 'r1', 'retry-after': '2', 'x-should-retry': 'False' } })).toEqual({
      status: 503, model: 'm', requestId: 'r1', retryAfterMs: 2000, isRetryable: false,
    });
    expect(replyFacts({ ...reply, headers: { 'x-generation-id': 'gen-1', 'x-should-retry': 'maybe' } })).toEqual({
      status: 503, model: undefined, requestId: 'gen-1', retryAfterMs: undefined, isRetryable: undefined,
    });
  });
});

describe('messageOfBody', () => {
  it.each<readonly [string, string]>([
    ['', 'the reply was empty'], ['  \n', 'the reply was empty'], [' upstream timed out \n', 'upstream timed out'],
    ['<html><head><title>502 Bad\n Gateway</title></head></html>', 'the reply was a web page ("502 Bad Gateway"), not an API answer'],
    ['<!doctype html><p>no', 'the reply was a web page, not an API answer'], ['<title></title>', 'the reply was a web page, not an API answer'],
  ])('of %j says %j', (body, expected) => expect(messageOfBody(body)).toBe(expected));

  it('reads no more than the beginning of a huge page', () => {
    expect(messageOfBody(`<html>${' '.repeat(2_000_000)}<title>late</title>`)).toBe('the reply was a web page, not an API answer');
    expect(messageOfBody('x'.repeat(2_000_000)).length).toBeLessThan(30_000);
  });
});

describe('toOneLine', () => {
  it('joins lines and cuts long text without halving a character', () => {
    expect(toOneLine(' a\r\n\tb ')).toBe('a b');
    const cut = toOneLine(`${'x'.repeat(499)}😀tail`);
    expect(cut).toBe(`${'x'.repeat(499)}…`);
  });
});

describe('endedEarly', () => {
  it('is an incomplete answer that may be asked for again', () => {
    expect(endedEarly('acme')).toMatchObject({ kind: 'incomplete', isRetryable: true, provider: 'acme' });
  });
});

describe('a message that is cut', () => {
  it('has no part of a credential at its end, wherever the cut is', () => {
    const key = 'cut-Canary-7f3a9c41d60ab-wxyz';
    expect(new Secret(key).mask()).toBe('…wxyz');
    for (let before = 460; before <= 510; before += 1) {
      const line = toOneLine(`${'a'.repeat(before)} ${key} and more`);
      expect(line).not.toContain('Canary');
      expect(line.startsWith('a'.repeat(460))).toBe(true);
    }
  });
});
