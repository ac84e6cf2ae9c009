import type { RateLimit } from '../../core/events.js';
import type { HttpHeaders } from '../../core/http.js';

const toCount = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null;

/** The `x-trial-endpoint-call-*` headers, calls a minute, which are all that Cohere tells; empty without them. */
export const readCohereLimits = (headers: HttpHeaders): readonly RateLimit[] => {
  const limit = toCount(headers['x-trial-endpoint-call-limit']);
  const remaining = toCount(headers['x-trial-endpoint-call-remaining']);
  return limit === null && remaining === null ? [] : [{ scope: 'requests', limit, remaining, resetMs: null }];
};
