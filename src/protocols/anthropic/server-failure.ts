import type { JsonObject } from '../../core/request.js';
import type { FailureReason, ServerFailure, ServerResponse } from '../protocol.js';

type Words = { readonly status: number; readonly type: string; readonly errorCode?: string };

const words: Readonly<Record<FailureReason, Words>> = {
  auth: { status: 401, type: 'authentication_error' },
  permission: { status: 403, type: 'permission_error' },
  billing: { status: 402, type: 'billing_error' },
  model: { status: 404, type: 'not_found_error' },
  parameter: { status: 400, type: 'invalid_request_error' },
  too_large: { status: 413, type: 'request_too_large' },
  rate_limit: { status: 429, type: 'rate_limit_error' },
  quota: { status: 429, type: 'rate_limit_error', errorCode: 'enforced_spend_limit_reached' },
  overloaded: { status: 529, type: 'overloaded_error' },
  server: { status: 500, type: 'api_error' },
  timeout: { status: 504, type: 'timeout_error' },
};

/** Anthropic's error envelope, in a body or in an event. */
export const errorBody = (failure: ServerFailure, id: string): JsonObject => {
  const { type, errorCode } = words[failure.reason];
  return {
    type: 'error',
    error: { type, message: failure.message, ...(errorCode === undefined ? {} : { details: { error_code: errorCode } }) },
    request_id: `req_${id}`,
  };
};

/** Anthropic's reply for a failure before the first token. */
export const failureReply = (failure: ServerFailure, id: string): ServerResponse => ({
  status: failure.status ?? words[failure.reason].status,
  headers: {
    'content-type': 'application/json',
    'request-id': `req_${id}`,
    ...(failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
  },
  body: JSON.stringify(errorBody(failure, id)),
});
