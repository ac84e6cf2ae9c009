import type { JsonObject } from '../../core/request.js';
import type { FailureReason, ServerFailure } from '../protocol.js';
import type { WrittenFailure } from './server-dialect.js';

type Words = { readonly status: number; readonly type: string; readonly code: string | null };

const common: Readonly<Record<FailureReason, Words>> = {
  auth: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  permission: { status: 403, type: 'request_forbidden', code: 'unsupported_country_region_territory' },
  billing: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  model: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  parameter: { status: 400, type: 'invalid_request_error', code: null },
  too_large: { status: 413, type: 'invalid_request_error', code: null },
  rate_limit: { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  overloaded: { status: 503, type: 'service_unavailable_error', code: 'server_is_overloaded' },
  server: { status: 500, type: 'server_error', code: null },
  timeout: { status: 504, type: 'server_error', code: 'timeout' },
};

const groqWords: Partial<Record<FailureReason, Words>> = {
  permission: { status: 403, type: 'permissions_error', code: null },
  billing: { status: 400, type: 'invalid_request_error', code: 'blocked_api_access' },
  quota: { status: 400, type: 'invalid_request_error', code: 'blocked_api_access' },
  overloaded: { status: 503, type: 'service_unavailable', code: null },
  server: { status: 500, type: 'internal_server_error', code: null },
};

const togetherWords: Partial<Record<FailureReason, Words>> = {
  permission: { status: 403, type: 'invalid_request_error', code: null },
  billing: { status: 402, type: 'credit_limit', code: null },
  quota: { status: 402, type: 'credit_limit', code: null },
  model: { status: 404, type: 'invalid_request_error', code: 'model_not_available' },
  overloaded: { status: 503, type: 'service_unavailable', code: null },
};

/** The error object of OpenAI, for a failure with the given words. */
const openAiObject = (failure: ServerFailure, { type, code }: Words): JsonObject => ({
  message: failure.message,
  type,
  param: failure.parameter ?? null,
  code: failure.reason === 'parameter' && failure.parameter !== undefined ? 'unsupported_parameter' : code,
});

/** OpenAI's reply to a failure. */
export const writeOpenAiFailure = (failure: ServerFailure): WrittenFailure => {
  const words = common[failure.reason];
  return { status: failure.status ?? words.status, body: { error: openAiObject(failure, words) } };
};

/** Groq's reply to a failure; its object repeats the status when it comes in a stream. */
export const writeGroqFailure = (failure: ServerFailure): WrittenFailure => {
  const words = groqWords[failure.reason] ?? common[failure.reason];
  const status = failure.status ?? words.status;
  return { status, body: { error: { ...openAiObject(failure, words), status_code: status } } };
};

/** Together's reply to a failure; on a 429 it says the wait in a header of its own. */
export const writeTogetherFailure = (failure: ServerFailure): WrittenFailure => {
  const words = togetherWords[failure.reason] ?? common[failure.reason];
  const isLimited = failure.reason === 'rate_limit';
  return {
    status: failure.status ?? words.status,
    body: { error: { ...openAiObject(failure, words), ...(isLimited ? { error_type: 'dynamic_request_limited' } : {}) } },
    ...(isLimited && failure.retryAfterSeconds !== undefined ? { headers: { 'x-ratelimit-reset': String(failure.retryAfterSeconds) } } : {}),
  };
};

type OpenRouterWords = { readonly status: number; readonly errorType: string; readonly availability?: JsonObject };

const openRouterWords: Readonly<Record<FailureReason, OpenRouterWords>> = {
  auth: { status: 401, errorType: 'authentication' },
  permission: { status: 403, errorType: 'permission_denied' },
  billing: { status: 402, errorType: 'payment_required' },
  model: { status: 400, errorType: 'invalid_request', availability: { code: 'model_not_found', retryable: false } },
  parameter: { status: 400, errorType: 'invalid_request' },
  too_large: { status: 413, errorType: 'payload_too_large' },
  rate_limit: { status: 429, errorType: 'rate_limit_exceeded' },
  quota: { status: 402, errorType: 'payment_required' },
  overloaded: { status: 503, errorType: 'provider_overloaded' },
  server: { status: 500, errorType: 'server' },
  timeout: { status: 504, errorType: 'timeout' },
};

/** OpenRouter's reply to a failure: the code is the status, the word stands in the metadata. */
export const writeOpenRouterFailure = (failure: ServerFailure): WrittenFailure => {
  const { status: usualStatus, errorType, availability } = openRouterWords[failure.reason];
  const status = failure.status ?? usualStatus;
  return {
    status,
    body: { error: { code: status, message: failure.message, metadata: { error_type: errorType }, ...(availability === undefined ? {} : { availability }) } },
  };
};
