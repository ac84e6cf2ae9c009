import type { JsonObject } from '../../core/request.js';
import type { FailureReason, ServerFailure, ServerResponse } from '../protocol.js';
import { wordOfStatus } from './rpc-status.js';

type Words = { readonly status: number; readonly word: string };

const words: Readonly<Record<FailureReason, Words>> = {
  // A wrong key is an invalid argument here; only a missing one is a matter of permission.
  auth: { status: 400, word: 'INVALID_ARGUMENT' },
  permission: { status: 403, word: 'PERMISSION_DENIED' },
  billing: { status: 429, word: 'RESOURCE_EXHAUSTED' },
  model: { status: 404, word: 'NOT_FOUND' },
  parameter: { status: 400, word: 'INVALID_ARGUMENT' },
  too_large: { status: 400, word: 'INVALID_ARGUMENT' },
  rate_limit: { status: 429, word: 'RESOURCE_EXHAUSTED' },
  quota: { status: 429, word: 'RESOURCE_EXHAUSTED' },
  overloaded: { status: 503, word: 'UNAVAILABLE' },
  server: { status: 500, word: 'INTERNAL' },
  timeout: { status: 504, word: 'DEADLINE_EXCEEDED' },
};

const typed = (name: string, fields: JsonObject): JsonObject => ({ '@type': `type.googleapis.com/google.rpc.${name}`, ...fields });

const quotaFailure = (quotaId: string, quotaValue: string): JsonObject => typed('QuotaFailure', {
  violations: [{
    quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
    quotaId, quotaDimensions: { location: 'global' }, quotaValue,
  }],
});

const reasonDetails = (failure: ServerFailure): readonly JsonObject[] => {
  switch (failure.reason) {
    case 'auth': return [typed('ErrorInfo', { reason: 'API_KEY_INVALID', domain: 'googleapis.com', metadata: { service: 'generativelanguage.googleapis.com' } })];
    case 'parameter': return failure.parameter === undefined ? [] : [typed('BadRequest', { fieldViolations: [{ field: failure.parameter, description: failure.message }] })];
    case 'rate_limit': return [quotaFailure('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '10')];
    case 'quota': return [quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '250')];
    case 'billing': return [quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '0')];
    default: return [];
  }
};

/** Google's error object for a failure, in a body or in a stream. Waits stand in its details, never in a header. */
export const errorBody = (failure: ServerFailure): JsonObject => {
  const { status, word } = words[failure.reason];
  const code = failure.status ?? status;
  const retryInfo = failure.retryAfterSeconds === undefined ? [] : [typed('RetryInfo', { retryDelay: `${failure.retryAfterSeconds}s` })];
  const details = [...reasonDetails(failure), ...retryInfo];
  return { error: {
    code, message: failure.message, status: code === status ? word : wordOfStatus(code), ...(details.length === 0 ? {} : { details }),
  } };
};

/** The reply for a failure before the first chunk. */
export const failureReply = (failure: ServerFailure): ServerResponse => ({
  status: failure.status ?? words[failure.reason].status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: JSON.stringify(errorBody(failure), undefined, 2),
});
