import type { RateLimit } from '../core/events.js';
import type { HttpHeaders } from '../core/http.js';
import { parseGoDurationMs } from './go-duration.js';

const toCount = (text: string | undefined): number | null => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

const daySeconds = 24 * 3600;

/** Plain numbers are seconds at Together and an epoch time elsewhere: only a short one can be a span. */
const toResetMs = (text: string | undefined): number | null => {
  const seconds = toCount(text);
  if (seconds !== null) return seconds <= daySeconds ? Math.ceil(seconds * 1000) : null;
  return parseGoDurationMs(text ?? '') ?? null;
};

type Names = { readonly limit: string; readonly remaining: string; readonly reset: string };

const named = (scope: 'requests' | 'tokens'): Names => ({
  limit: `x-ratelimit-limit-${scope}`, remaining: `x-ratelimit-remaining-${scope}`, reset: `x-ratelimit-reset-${scope}`,
});

const together: Readonly<Record<'requests' | 'tokens', Names>> = {
  requests: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  tokens: { limit: 'x-tokenlimit-limit', remaining: 'x-tokenlimit-remaining', reset: 'x-tokenlimit-reset' },
};

const readOne = (headers: HttpHeaders, scope: 'requests' | 'tokens', names: Names): RateLimit | undefined => {
  const limit = toCount(headers[names.limit]);
  const remaining = toCount(headers[names.remaining]);
  if (limit === null && remaining === null) return undefined;
  return { scope, limit, remaining, resetMs: toResetMs(headers[names.reset]) };
};

/**
 * What the headers say of the rate limits, empty where they say nothing: `x-ratelimit-*-requests` and
 * `-tokens` of OpenAI and Groq, else the unnamed ones that Together sends at times.
 */
export const readRateLimits = (headers: HttpHeaders): readonly RateLimit[] =>
  (['requests', 'tokens'] as const)
    .map((scope) => readOne(headers, scope, named(scope)) ?? readOne(headers, scope, together[scope]))
    .filter((limit) => limit !== undefined);
