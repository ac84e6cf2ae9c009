import type { HttpHeaders } from '../core/http.js';
import { parseGoDurationMs } from './go-duration.js';
import { parseHttpDateMs } from './http-date.js';

/** Longest wait that is believed: a year. Anything above is a slip of the server, an epoch time for example. */
const longestMs = 366 * 24 * 3600 * 1000;

const decimal = /^\d+(\.\d+)?$/;
const toMs = (text: string, unitMs: number): number | undefined => {
  if (!decimal.test(text)) return undefined;
  // Binary fractions: 16.1 s must not become 16,101 ms.
  const value = Math.ceil(Number((Number(text) * unitMs).toFixed(6)));
  return value <= longestMs ? value : undefined;
};

const fromDate = (text: string, nowMs: number): number | undefined => {
  const timeMs = parseHttpDateMs(text, nowMs);
  if (timeMs === undefined) return undefined;
  const waitMs = Math.ceil(timeMs - nowMs);
  return waitMs >= 0 && waitMs <= longestMs ? waitMs : undefined;
};

const dayMs = 24 * 3600 * 1000;

const fromReset = (text: string): number | undefined => {
  const waitMs = toMs(text, 1000);
  // Others put epoch times here; only a short count of seconds can be meant as a wait.
  return waitMs !== undefined && waitMs <= dayMs ? waitMs : undefined;
};

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` as seconds or as an
 * HTTP date (RFC 9110 10.2.3), else Together's `x-ratelimit-reset` in seconds. Nonsense counts as not said.
 */
export const readRetryAfterMs = (headers: HttpHeaders, nowMs: number): number | undefined => {
  const precise = headers['retry-after-ms']?.trim() ?? '';
  const plain = headers['retry-after']?.trim() ?? '';
  return toMs(precise, 1) ?? toMs(plain, 1000) ?? fromDate(plain, nowMs) ?? fromReset(headers['x-ratelimit-reset']?.trim() ?? '');
};

/** The wait in a sentence such as "Please try again in 7.66s", in milliseconds. */
export const readRetryHintMs = (message: string): number | undefined => {
  const match = /(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(message);
  return match?.[1] === undefined ? undefined : parseGoDurationMs(match[1]);
};
