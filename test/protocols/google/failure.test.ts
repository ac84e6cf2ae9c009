import { describe, expect, it } from 'vitest';
import type { UadaError } from '../../../src/core/errors.js';
import { google } from '../../../src/protocols/google/protocol.js';

const parse = (status: number, body: unknown, model = 'gemini-3.8-flash'): UadaError =>
  google.parseError({ status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body), model, nowMs: 0 });

const typed = (name: string, fields: object): object => ({ '@type': `type.googleapis.com/google.rpc.${name}`, ...fields });
const error = (code: number, status: string, message: string, ...details: object[]): object =>
  ({ error: { code, message, status, ...(details.length === 0 ? {} : { details }) } });
const quota = (quotaId: string, quotaValue = '10'): object => typed('QuotaFailure', { violations: [{ quotaMetric: 'm', quotaId, quotaValue }] });
const field = (name: string, description: string): object => typed('BadRequest', { fieldViolations: [{ field: name, description }] });

const wrongKey = error(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', typed('ErrorInfo', { reason: 'API_KEY_INVALID', domain: 'googleapis.com' }));
const exhausted = (message: string, ...details: object[]): object => error(429, 'RESOURCE_EXHAUSTED', message, ...details);

type Row = readonly [name: string, status: number, body: unknown, kind: string, isRetryable: boolean, message: string, hint: string];

const rows: readonly Row[] = [
  ['a bad body', 400, error(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'), 'provider', false, 'invalid argument', ''],
  ['a wrong key', 400, wrongKey, 'auth', false, 'API key not valid', 'GOOGLE_API_KEY wins over GEMINI_API_KEY'],
  ['a wrong key in an array', 400, [wrongKey], 'auth', false, 'API key not valid', 'GOOGLE_API_KEY'],
  ['a wrong key without details', 400, error(400, 'INVALID_ARGUMENT', 'API Key not found. Please pass a valid API key.'), 'auth', false, 'not found', 'GOOGLE_API_KEY'],
  ['an expired key', 400, error(400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.'), 'auth', false, 'expired', 'GOOGLE_API_KEY'],
  ['a country without a free tier', 400, error(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'), 'provider', false, 'location', 'billing'],
  ['a bad temperature', 400, error(400, 'INVALID_ARGUMENT', '* GenerateContentRequest.generation_config.temperature: temperature must be in the range [0.0, 2.0].'), 'provider', false, 'parameter temperature for the model gemini-3.8-flash', '--temperature'],
  ['a bad field', 400, error(400, 'INVALID_ARGUMENT', 'Invalid value', field('generation_config.top_p', 'out of range')), 'provider', false, 'parameter topP', '--top-p'],
  ['a bad token limit', 400, error(400, 'INVALID_ARGUMENT', 'max_output_tokens must be positive'), 'provider', false, 'parameter maxOutputTokens', '--max-tokens'],
  ['too many stops', 400, error(400, 'INVALID_ARGUMENT', 'stop_sequences: at most 5'), 'provider', false, 'parameter stopSequences', '--stop'],
  ['a bad seed', 400, error(400, 'INVALID_ARGUMENT', 'Invalid value at \'generation_config.seed\' (TYPE_INT32)'), 'provider', false, 'parameter seed', '--seed'],
  ['a level the model has not', 400, error(400, 'INVALID_ARGUMENT', 'Thinking level MINIMAL is not supported for this model.'), 'provider', false, 'parameter thinkingConfig', '--reasoning'],
  ['a model that must think', 400, error(400, 'INVALID_ARGUMENT', 'Budget 0 is invalid. This model only works in thinking mode.'), 'provider', false, 'parameter thinkingConfig', '--reasoning'],
  ['a bad schema', 400, error(400, 'INVALID_ARGUMENT', '* GenerateContentRequest.generation_config.response_schema: invalid'), 'provider', false, 'parameter responseJsonSchema', '--schema'],
  ['a prompt that is too long', 400, error(400, 'INVALID_ARGUMENT', 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'), 'provider', false, 'token count', 'shorten'],
  ['a body that is too large', 400, error(400, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.'), 'provider', false, 'payload', 'smaller'],
  ['a token of another kind', 401, error(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'), 'auth', false, 'credentials', 'GOOGLE_API_KEY'],
  ['no key', 403, error(403, 'PERMISSION_DENIED', 'Method doesn\'t allow unregistered callers.'), 'auth', false, 'unregistered', 'GOOGLE_API_KEY'],
  ['an unknown model', 404, error(404, 'NOT_FOUND', 'models/gemini-9 is not found for API version v1beta.'), 'provider', false, 'gemini-9', 'uada models'],
  ['a retired model', 404, error(404, 'NOT_FOUND', 'This model is no longer available to new users.'), 'provider', false, 'no longer', 'uada models'],
  ['a limit a minute', 429, exhausted('Quota exceeded.', quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier')), 'rate_limit', true, 'Quota', 'Wait'],
  ['a limit without details', 429, exhausted('Resource has been exhausted (e.g. check quota).'), 'rate_limit', true, 'exhausted', 'Wait'],
  ['a limit a day', 429, exhausted('Quota exceeded.', quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier')), 'rate_limit', false, 'Quota', 'day'],
  ['a limit of nothing', 429, exhausted('* Quota exceeded for metric: requests, limit: 0, model: gemini-4-argon'), 'rate_limit', false, 'limit: 0', 'another model'],
  ['a limit of nothing in the details', 429, exhausted('Quota exceeded.', quota('GenerateRequestsPerMinute', '0')), 'rate_limit', false, 'Quota', 'another model'],
  ['a limit that begins with a nought', 429, exhausted('limit: 0.5, and limit: 02'), 'rate_limit', true, 'limit', 'Wait'],
  ['an empty account', 429, exhausted('Your prepayment credits are depleted.'), 'rate_limit', false, 'depleted', 'used up'],
  ['a cancelled call', 499, error(499, 'CANCELLED', 'The operation was cancelled.'), 'provider', true, 'cancelled', 'again'],
  ['an internal error', 500, error(500, 'INTERNAL', 'An internal error has occurred.'), 'provider', true, 'internal', 'too long'],
  ['something not built', 501, error(501, 'UNIMPLEMENTED', 'Not implemented.'), 'provider', false, 'Not implemented', ''],
  ['overload', 503, error(503, 'UNAVAILABLE', 'The model is overloaded.'), 'provider', true, 'overloaded', 'again'],
  ['a deadline', 504, error(504, 'DEADLINE_EXCEEDED', 'Deadline expired.'), 'provider', true, 'Deadline', 'less'],
  ['a web page', 502, '<html><title>502 Server Error</title></html>', 'provider', true, '502 Server Error', ''],
  ['no body', 500, '', 'provider', true, 'empty', ''],
  ['an error that is a string', 500, { error: 'boom' }, 'provider', true, 'boom', ''],
];

describe('a failed reply of Google', () => {
  it.each(rows)('%s', (_name, status, body, kind, isRetryable, message, hint) => {
    const failure = parse(status, body);
    expect(failure).toMatchObject({ kind, isRetryable, status, provider: 'google' });
    expect(failure.message).toContain(message);
    expect(failure.hint ?? '').toContain(hint);
  });

  it('keeps Google\'s own word as the code', () => {
    expect(parse(503, error(503, 'UNAVAILABLE', 'x')).code).toBe('UNAVAILABLE');
    expect(parse(400, wrongKey).code).toBe('INVALID_ARGUMENT');
  });

  it.each([['15s', 15_000], ['34.07s', 34_070], ['900ms', 900], ['34.074824224s', 34_075], ['soon', undefined]])('reads a retry delay of %s', (retryDelay, expected) => {
    expect(parse(429, exhausted('Quota exceeded.', typed('RetryInfo', { retryDelay }))).retryAfterMs).toBe(expected);
  });

  it('reads the delay out of the message when there are no details', () => {
    expect(parse(429, exhausted('Quota exceeded. Please retry in 12.3s.')).retryAfterMs).toBe(12_300);
  });

  it('offers no delay where waiting is in vain', () => {
    const failure = parse(429, exhausted('Quota exceeded. Please retry in 12.3s.', quota('RequestsPerDay'), typed('RetryInfo', { retryDelay: '12s' })));
    expect(failure.retryAfterMs).toBeUndefined();
  });
});
