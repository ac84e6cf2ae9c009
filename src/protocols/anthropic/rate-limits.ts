import type { RateLimit } from '../../core/events.js';
import type { HttpHeaders } from '../../core/http.js';

const scopes = { requests: 'requests', tokens: 'tokens', 'input-tokens': 'input_tokens', 'output-tokens': 'output_tokens' } as const;

const toCount = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null;

const toResetMs = (text: string | undefined, nowMs: number): number | null => {
  const timeMs = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(timeMs) ? null : Math.max(0, timeMs - nowMs);
};

/** The `anthropic-ratelimit-*` headers, whose resets are RFC 3339 times; empty for an account that gets none. */
export const readAnthropicLimits = (headers: HttpHeaders, nowMs: number): readonly RateLimit[] =>
  Object.entries(scopes).flatMap(([name, scope]) => {
    const limit = toCount(headers[`anthropic-ratelimit-${name}-limit`]);
    const remaining = toCount(headers[`anthropic-ratelimit-${name}-remaining`]);
    const resetMs = toResetMs(headers[`anthropic-ratelimit-${name}-reset`], nowMs);
    return limit === null && remaining === null ? [] : [{ scope, limit, remaining, resetMs }];
  });

const toTime = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19)}Z`;

/** The rate-limit headers for a server to send: those of an account that has hardly used anything. */
export const writeAnthropicLimits = (nowMs: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ requests: 4000, tokens: 2_400_000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 })
    .flatMap(([name, limit]) => [
      [`anthropic-ratelimit-${name}-limit`, String(limit)],
      [`anthropic-ratelimit-${name}-remaining`, String(limit - 1)],
      [`anthropic-ratelimit-${name}-reset`, toTime(nowMs + 1000)],
    ]));
