import type { FailureReason, ServerFailure, ServerResponse } from '../protocol.js';

const statuses: Readonly<Record<FailureReason, number>> = {
  auth: 401, permission: 403, billing: 402, model: 404, parameter: 400, too_large: 400, rate_limit: 429, quota: 429, overloaded: 503, server: 500, timeout: 504,
};

/** How Cohere begins the message of a prompt that does not fit, and of a trial key that is used up. */
const openings: Readonly<Partial<Record<FailureReason, string>>> = {
  too_large: 'too many tokens: ',
  quota: 'You are using a Trial key, which is limited to 1000 API calls / month. ',
};

/** Cohere's reply for a failure before the first token. */
export const failureReply = (failure: ServerFailure, id: string): ServerResponse => ({
  status: failure.status ?? statuses[failure.reason],
  headers: {
    'content-type': 'application/json',
    'x-debug-trace-id': id,
    ...(failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) }),
  },
  body: JSON.stringify({ id, message: `${openings[failure.reason] ?? ''}${failure.message}` }),
});
