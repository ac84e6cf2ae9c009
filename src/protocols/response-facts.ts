import type { HttpHeaders } from '../core/http.js';
import type { ResponseFacts } from './protocol.js';
import { readRateLimits } from './rate-limits.js';

/** The request id and the rate limits in the headers of OpenAI and of the vendors that speak its formats. */
export const readResponseFacts = (headers: HttpHeaders): ResponseFacts => {
  const requestId = headers['x-request-id'] ?? headers['x-generation-id'];
  const rateLimits = readRateLimits(headers);
  return { ...(requestId === undefined ? {} : { requestId }), ...(rateLimits.length === 0 ? {} : { rateLimits }) };
};
