import type { JsonObject } from '../../core/request.js';
import type { FailureReason, ServerFailure, ServerResponse } from '../protocol.js';

const statuses: Readonly<Record<FailureReason, number>> = {
  auth: 401, permission: 403, billing: 403, model: 404, parameter: 400, too_large: 400,
  rate_limit: 429, quota: 429, overloaded: 503, server: 500, timeout: 504,
};

/** What Ollama itself says, and what tells a client that waiting will not help. */
const sentences: Readonly<Partial<Record<FailureReason, string>>> = {
  billing: 'this model requires a subscription, upgrade for access: https://ollama.com/upgrade',
  quota: 'you have reached your session usage limit, upgrade for higher limits: https://ollama.com/upgrade',
};

/** Ollama's error object for a failure, in a body or as a line of a stream. */
export const errorBody = (failure: ServerFailure): JsonObject => {
  if (failure.reason === 'model' && failure.model !== undefined) return { error: `model '${failure.model}' not found` };
  const sentence = sentences[failure.reason];
  return {
    error: sentence === undefined ? failure.message : `${sentence} (${failure.message})`,
    ...(failure.reason === 'auth' ? { signin_url: 'https://ollama.com/connect?name=mock&key=mock' } : {}),
  };
};

/** The reply for a failure before the first line. */
export const failureReply = (failure: ServerFailure): ServerResponse => ({
  status: failure.status ?? statuses[failure.reason],
  headers: {
    'content-type': 'application/json; charset=utf-8',
    ...(failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
  },
  body: JSON.stringify(errorBody(failure)),
});
