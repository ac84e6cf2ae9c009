import type { JsonObject } from '../../core/request.js';
import type { FailureReason, ServerFailure, ServerResponse } from '../protocol.js';
import type { OpenAiChatDialect } from './dialect.js';

type Words = { readonly status: number; readonly type: string; readonly code: string | null };

const words: Readonly<Record<FailureReason, Words>> = {
  auth: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  permission: { status: 403, type: 'invalid_request_error', code: 'unsupported_country_region_territory' },
  billing: { status: 402, type: 'invalid_request_error', code: 'payment_required' },
  model: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  parameter: { status: 400, type: 'invalid_request_error', code: 'unsupported_parameter' },
  too_large: { status: 413, type: 'invalid_request_error', code: null },
  rate_limit: { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  overloaded: { status: 503, type: 'service_unavailable_error', code: 'server_is_overloaded' },
  server: { status: 500, type: 'server_error', code: null },
  timeout: { status: 504, type: 'server_error', code: 'timeout' },
};

/** OpenRouter's `code` is the HTTP status; the word stands in the metadata. */
const errorTypes: Readonly<Partial<Record<FailureReason, string>>> = {
  auth: 'authentication', billing: 'payment_required', quota: 'payment_required', rate_limit: 'rate_limit_exceeded',
  overloaded: 'provider_overloaded', model: 'not_found', parameter: 'invalid_request', server: 'server', timeout: 'timeout',
};

const statusOf = (dialect: OpenAiChatDialect, failure: ServerFailure): number => {
  if (failure.status !== undefined) return failure.status;
  return dialect.provider === 'openrouter' && failure.reason === 'quota' ? 402 : words[failure.reason].status;
};

/** The vendor's error object for a failure, in a body or in a stream. */
export const errorBody = (dialect: OpenAiChatDialect, failure: ServerFailure): JsonObject => {
  const { type, code } = words[failure.reason];
  if (dialect.provider === 'openrouter') {
    return { error: {
      code: statusOf(dialect, failure), message: failure.message,
      metadata: { error_type: errorTypes[failure.reason] ?? 'unmapped' },
    } };
  }
  return { error: { message: failure.message, type, param: failure.parameter ?? null, code } };
};

/** The vendor's reply for a failure before the first token. */
export const failureReply = (dialect: OpenAiChatDialect, failure: ServerFailure, id: string): ServerResponse => ({
  status: statusOf(dialect, failure),
  headers: {
    'content-type': 'application/json',
    [dialect.server.requestIdHeader]: `${dialect.server.idPrefix}${id}`,
    ...(failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
  },
  body: JSON.stringify(errorBody(dialect, failure)),
});
