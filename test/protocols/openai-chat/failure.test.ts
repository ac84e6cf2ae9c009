import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../../src/core/errors.js';
import { compatible, groq, openai, openrouter, together } from '../../../src/protocols/openai-chat/dialects.js';
import type { OpenAiChatDialect } from '../../../src/protocols/openai-chat/dialect.js';
import { createOpenAiChat } from '../../../src/protocols/openai-chat/protocol.js';

const parse = (dialect: OpenAiChatDialect, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  createOpenAiChat(dialect).parseError({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body), model: 'm-1', nowMs: 0 });

type Row = readonly [what: string, status: number, body: unknown, kind: ErrorKind, isRetryable: boolean, hint?: RegExp];

const check = (dialect: OpenAiChatDialect, [, status, body, kind, isRetryable, hint]: Row): void => {
  const error = parse(dialect, status, body);
  expect(error).toMatchObject({ kind, isRetryable, status, provider: dialect.provider });
  if (hint !== undefined) expect(error.hint).toMatch(hint);
};

const titled = (rows: readonly Row[]) => rows.map((row) => ({ what: row[0], status: row[1], row }));

const openAiRows: readonly Row[] = [
  ['a refused parameter', 400, { error: { message: "Unsupported parameter: 'max_tokens'", type: 'invalid_request_error', param: 'max_tokens', code: 'unsupported_parameter' } }, 'provider', false, /--max-tokens/],
  ['a refused value', 400, { error: { message: "'temperature' does not support 0", type: 'invalid_request_error', param: 'temperature', code: 'unsupported_value' } }, 'provider', false, /--temperature/],
  ['a refusal without a code', 400, { error: { message: 'not supported', type: 'invalid_request_error', param: 'temperature', code: null } }, 'provider', false, /--temperature/],
  ['too long a prompt', 400, { error: { message: 'too long', type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' } }, 'provider', false, /shorten/],
  ['a wrong key', 401, { error: { message: 'Incorrect API key', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }, 'auth', false],
  ['a wrong country', 403, { error: { message: 'Country not supported', type: 'request_forbidden', param: null, code: 'unsupported_country_region_territory' } }, 'provider', false, /country/],
  ['a model of others', 403, { error: { message: 'Project has no access', type: 'invalid_request_error', param: null, code: 'model_not_found' } }, 'provider', false, /uada models/],
  ['an unknown model', 404, { error: { message: 'does not exist', type: 'invalid_request_error', param: null, code: 'model_not_found' } }, 'provider', false, /uada models/],
  ['a timeout', 408, '', 'provider', true], ['a conflict', 409, '', 'provider', true], ['an unprocessable body', 422, '{}', 'provider', false],
  ['a temporary limit', 429, { error: { message: 'Rate limit reached. Please try again in 7.66s.', type: 'tokens', param: null, code: 'rate_limit_exceeded' } }, 'rate_limit', true, /Wait/],
  ['slow down', 429, { error: { message: 'Slow down', type: 'rate_limit_error', code: 'slow_down' } }, 'rate_limit', true],
  ...['insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded', 'project_spend_limit_exceeded', 'organization_usage_limit_exceeded']
    .map((code): Row => [`the quota ${code}`, 429, { error: { message: 'quota', type: 'insufficient_quota', param: null, code } }, 'rate_limit', false, /billing/]),
  ['a quota told by the code alone', 429, { error: { message: 'quota', type: null, code: 'project_spend_limit_exceeded' } }, 'rate_limit', false, /billing/],
  ['a request above the limit', 429, { error: { message: 'Request too large for m on tokens per min (TPM): Limit 1, Requested 2', type: 'tokens', code: 'rate_limit_exceeded' } }, 'rate_limit', false, /smaller/],
  ['flex without room', 429, { error: { message: 'Resource Unavailable', type: null, code: null } }, 'rate_limit', true],
  ['trouble', 500, { error: { message: 'oops', type: 'server_error', param: null, code: null } }, 'provider', true],
  ['overload', 503, { error: { message: 'busy', type: 'service_unavailable_error', code: 'server_is_overloaded' } }, 'provider', true],
  ['a proxy\'s page', 502, '<html><title>Bad gateway</title></html>', 'provider', true], ['nothing at all', 520, '', 'provider', true],
];

const openRouterRows: readonly Row[] = [
  ['a numeric code', 400, { error: { code: 400, message: 'bad' } }, 'provider', false],
  ['a wrong key', 401, { error: { code: 401, message: 'No auth credentials found' }, user_id: null }, 'auth', false],
  ['no credit', 402, { error: { code: 402, message: 'Insufficient credits', metadata: { error_type: 'payment_required' } } }, 'rate_limit', false, /balance/],
  ['a negative balance with a free model', 402, { error: { code: 402, message: 'Negative balance' } }, 'rate_limit', false, /free models/],
  ['credit that other requests hold', 402, { error: { code: 402, message: 'In flight', metadata: { limit_source: 'openrouter_in_flight_budget' } } }, 'rate_limit', true, /under way/],
  ['moderation', 403, { error: { code: 403, message: 'Flagged', metadata: { reasons: ['violence'], flagged_input: 'x', provider_name: 'P', model_slug: 'm' } } }, 'provider', false, /flagged/i],
  ['a missing permission', 403, { error: { code: 403, message: 'Denied', metadata: { error_type: 'permission_denied' } } }, 'auth', false],
  ['an unknown model by availability', 400, { error: { message: 'no such', error_type: 'invalid_request', http_status: 400, availability: { code: 'model_not_found', retryable: false } } }, 'provider', false, /uada models/],
  ['privacy settings', 404, { error: { message: 'x', error_type: 'not_found', http_status: 404, availability: { code: 'privacy_restricted', retryable: false } } }, 'provider', false, /privacy/],
  ['a data policy', 404, { error: { code: 404, message: 'No endpoints found matching your data policy' } }, 'provider', false, /privacy/],
  ['no host for the parameters', 404, { error: { code: 404, message: 'No endpoints found that can handle the requested parameters.' } }, 'provider', false, /leave one out/],
  ['a filter', 404, { error: { message: 'x', availability: { code: 'constraint_filtered', retryable: false } } }, 'provider', false, /leave a parameter out/],
  ['a closed region', 403, { error: { message: 'x', http_status: 403, availability: { code: 'region_restricted', retryable: false } } }, 'provider', false, /region/],
  ['a retired model', 404, { error: { message: 'x', availability: { code: 'model_deprecated', retryable: false } } }, 'provider', false, /uada models/],
  ['no room', 429, { error: { message: 'x', http_status: 429, availability: { code: 'capacity_exhausted', retryable: true, retry_after: 5 } } }, 'rate_limit', true],
  ['a passing outage', 503, { error: { message: 'x', http_status: 503, availability: { code: 'temporarily_unavailable', retryable: true } } }, 'provider', true],
  ['an upstream that says wait', 404, { error: { message: 'x', availability: { code: 'model_unavailable_upstream', retryable: true } } }, 'provider', true],
  ['an outage that stays', 503, { error: { message: 'x', availability: { code: 'no_endpoints', retryable: false } } }, 'provider', false],
  ['a platform limit', 429, { error: { code: 429, message: 'Rate limit exceeded', metadata: { error_type: 'rate_limit_exceeded' } } }, 'rate_limit', true],
  ['the free requests of a day', 429, { error: { code: 429, message: 'Rate limit exceeded: free-models-per-day' } }, 'rate_limit', false, /tomorrow/],
  ['a policy', 400, { error: { code: 400, message: 'no', metadata: { error_type: 'content_policy_violation' } } }, 'provider', false, /flagged/],
  ['a body too large', 413, { error: { code: 413, message: 'big', metadata: { error_type: 'payload_too_large' } } }, 'provider', false, /smaller/],
  ['a dead upstream', 502, { error: { code: 502, message: 'down', metadata: { error_type: 'provider_unavailable' } } }, 'provider', true],
  ['an edge timeout', 524, '', 'provider', true], ['an overloaded upstream', 529, { error: { code: 529, message: 'busy' } }, 'provider', true],
];

const groqRows: readonly Row[] = [
  ['a wrong key', 401, { error: { message: 'Invalid API Key', type: 'invalid_request_error', code: 'invalid_api_key' } }, 'auth', false],
  ['a spend cap', 400, { error: { message: 'blocked', type: 'invalid_request_error', code: 'blocked_api_access' } }, 'rate_limit', false, /billing/],
  ['JSON that broke the schema', 400, { error: { message: 'x', type: 'invalid_request_error', code: 'json_validate_failed', failed_generation: '{' } }, 'provider', false, /schema/],
  ['a tool that failed', 400, { error: { message: 'x', type: 'invalid_request_error', code: 'tool_use_failed' } }, 'provider', false],
  ['a retired model', 400, { error: { message: 'x', type: 'invalid_request_error', code: 'model_decommissioned' } }, 'provider', false, /uada models/],
  ['an unknown model', 404, { error: { message: 'The model `x` does not exist', type: 'invalid_request_error', code: 'model_not_found' } }, 'provider', false, /uada models/],
  ['a body too large', 413, { error: { message: 'big', type: 'invalid_request_error', code: 'request_too_large' } }, 'provider', false, /smaller/],
  ['one request above the limit', 413, { error: { message: 'Request too large … (TPM): Limit 6000, Requested 13192', type: 'tokens', code: 'rate_limit_exceeded' } }, 'rate_limit', false, /waiting does not help/],
  ['a hallucination', 422, { error: { message: 'x', type: 'invalid_request_error' } }, 'provider', false], ['a dependency', 424, '', 'provider', false],
  ['a limit', 429, { error: { message: 'Please try again in 7.66s', type: 'tokens', code: 'rate_limit_exceeded' } }, 'rate_limit', true],
  ['flex at capacity', 498, { error: { message: 'x', code: 'capacity_exceeded' } }, 'provider', true, /moment/], ['a cancelled request', 499, '', 'provider', false],
  ['trouble', 500, '', 'provider', true], ['a dead gateway', 502, '', 'provider', true], ['overload', 503, '', 'provider', true],
];

const togetherRows: readonly Row[] = [
  ['a model that is not serverless', 400, { error: { message: 'non-serverless', type: 'invalid_request_error', code: 'model_not_available' } }, 'provider', false, /uada models/],
  ['too many tokens', 400, { error: { message: 'x', type: 'invalid_request_error', param: 'max_tokens', code: null } }, 'provider', false, /--max-tokens/],
  ['a wrong key', 401, { id: 'x', error: { message: 'Invalid API key', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }, 'auth', false],
  ['a spending limit', 402, { error: { message: 'limit', type: 'credit_limit' } }, 'rate_limit', false, /billing/],
  ['a spending limit under another status', 429, { error: { message: 'limit', type: 'credit_limit' } }, 'rate_limit', false, /billing/],
  ['too long a context', 403, { error: { message: 'x', type: 'invalid_request_error' } }, 'provider', false, /shorten/],
  ['an unknown model', 404, { error: { message: 'x', type: 'invalid_request_error', code: null } }, 'provider', false, /uada models/],
  ['a dynamic limit, named inside', 429, { error: { message: 'x', type: 'y', error_type: 'dynamic_request_limited' } }, 'rate_limit', true, /load/],
  ['a dynamic limit, named beside', 429, { error_type: 'dynamic_token_limited', error: { message: 'x', type: 'y' } }, 'rate_limit', true, /load/],
  ['a limit without a word', 429, '', 'rate_limit', true], ['trouble', 500, '', 'provider', true], ['overload', 503, '', 'provider', true],
  ['a timeout', 504, '', 'provider', true], ['an edge timeout', 524, '', 'provider', true],
];

describe('what a failed reply means', () => {
  it.each(titled(openAiRows))('openai: $what ($status)', ({ row }) => check(openai, row));
  it.each(titled(openRouterRows))('openrouter: $what ($status)', ({ row }) => check(openrouter, row));
  it.each(titled(groqRows))('groq: $what ($status)', ({ row }) => check(groq, row));
  it.each(titled(togetherRows))('together: $what ($status)', ({ row }) => check(together, row));

  it('says who refused what, and for which model', () => {
    expect(parse(openai, 400, { error: { message: 'no\n 0', type: 'invalid_request_error', param: 'temperature', code: null } }).message)
      .toBe('openai refused the parameter temperature for the model m-1 (400): no 0');
    expect(parse(openai, 401, { error: { message: 'Incorrect API key' } }).message).toBe('openai refused the request (401): Incorrect API key');
    expect(parse(openai, 502, '<html><title>Bad gateway</title></html>').message).toContain('a web page ("Bad gateway")');
  });

  it('takes the vendor\'s word, the request id and the wait along', () => {
    expect(parse(openai, 429, { error: { message: 'x', code: 'rate_limit_exceeded' } }, { 'x-request-id': 'req_1', 'retry-after': '2' }))
      .toMatchObject({ code: 'rate_limit_exceeded', requestId: 'req_1', retryAfterMs: 2000 });
    expect(parse(openrouter, 503, { error: { message: 'x', availability: { code: 'temporarily_unavailable', retryable: true, retry_after: 1.5 } } }).retryAfterMs).toBe(1500);
    expect(parse(groq, 429, { error: { message: 'Please try again in 7.66s' } }).retryAfterMs).toBe(7660);
    expect(parse(together, 429, '', { 'x-ratelimit-reset': '3' }).retryAfterMs).toBe(3000);
  });

  it('adds what the upstream of OpenRouter said', () => {
    const raw = JSON.stringify({ error: { message: 'upstream is busy' } });
    expect(parse(openrouter, 429, { error: { code: 429, message: 'Provider returned error', metadata: { provider_name: 'P', raw } } }).message)
      .toBe('openrouter refused the request (429): Provider returned error: upstream is busy');
    expect(parse(openrouter, 502, { error: { code: 502, message: 'm', metadata: { raw: 'plain words' } } }).message).toContain('m: plain words');
    expect(parse(openrouter, 403, { error: { code: 403, message: 'Flagged', metadata: { reasons: ['hate', 'violence'] } } }).message).toContain('Flagged: hate, violence');
  });

  it('finds the parameter where OpenRouter has no field for it', () => {
    const raw = JSON.stringify({ error: { message: 'no', param: 'top_p' } });
    expect(parse(openrouter, 400, { error: { code: 400, message: 'Provider returned error', metadata: { raw } } }))
      .toMatchObject({ message: 'openrouter refused the parameter top_p for the model m-1 (400): Provider returned error: no', hint: expect.stringContaining('--top-p') });
    expect(parse(openrouter, 400, { error: { code: 400, message: '`temperature` must be at most 2.' } }).message).toContain('the parameter temperature for the model m-1');
    expect(parse(openrouter, 429, { error: { code: 429, message: 'Not now, "seed" or not.' } }).message).toContain('refused the request');
  });

  it.each<readonly [unknown, string]>([
    [{ error: 'plain words' }, 'plain words'], [{ message: 'at the top' }, 'at the top'], [{ detail: 'Not Found' }, 'Not Found'],
    [[{ error: { message: 'in a list' } }], 'in a list'], [{ object: 'error', message: 'flat', type: 'BadRequestError', param: null, code: 400 }, 'flat'],
    ['just text', 'just text'], ['{"error":{"message":', '{"error":{"message":'], [null, 'null'], ['', 'the reply was empty'], [{ error: { code: 'x' } }, 'no reason given'],
    [{ __proto__: null, error: { message: 'odd', param: '__proto__' } }, 'odd'],
  ])('finds the words in %j', (body, expected) => {
    expect(parse(compatible('own'), 400, body).message).toContain(expected);
  });
});
