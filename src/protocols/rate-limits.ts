import type { RateLimit } from '../core/events.js';
import type { HttpHeaders } from '../core/http.js';
import { parseGoDurationMs } from './go-duration.js';

const toCount = (text: string | undefined): number | null => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
};

const readOne = (headers: HttpHeaders, scope: 'requests' | 'tokens'): RateLimit | undefined => {
  const limit = toCount(headers[`x-ratelimit-limit-${scope}`]);
  const remaining = toCount(headers[`x-ratelimit-remaining-${scope}`]);
  if (limit === null && remaining === null) return undefined;
  return { scope, limit, remaining, resetMs: parseGoDurationMs(headers[`x-ratelimit-reset-${scope}`] ?? '') ?? null };
};

/** The `x-ratelimit-*-requests` and `-tokens` headers of OpenAI and Groq; empty where there are none. */
export const readRateLimits = (headers: HttpHeaders): readonly RateLimit[] =>
  [readOne(headers, 'requests'), readOne(headers, 'tokens')].filter((limit) => limit !== undefined);
