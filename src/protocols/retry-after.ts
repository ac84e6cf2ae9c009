import type { HttpHeaders } from '../core/http.js';
import { parseGoDurationMs } from './go-duration.js';

/** Longest wait that is believed; anything above is taken as it is said, never as a timer value. */
const longestMs = 366 * 24 * 3600 * 1000;

const decimal = /^\d+(\.\d+)?$/;
/** IMF-fixdate and the two obsolete forms begin with a weekday: `Date.parse('-3')` alone would be a year. */
const httpDate = /^(mon|tue|wed|thu|fri|sat|sun)/i;

const toMs = (text: string, unitMs: number): number | undefined => {
  if (!decimal.test(text)) return undefined;
  const value = Math.ceil(Number(text) * unitMs);
  return value <= longestMs ? value : undefined;
};

const fromDate = (text: string, nowMs: number): number | undefined => {
  if (!httpDate.test(text)) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  const value = Math.ceil(time - nowMs);
  return value >= 0 && value <= longestMs ? value : undefined;
};

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, `retry-after` as seconds or as an
 * HTTP date (RFC 9110 10.2.3), Together's `x-ratelimit-reset` in seconds. Nonsense counts as not said.
 */
export const readRetryAfterMs = (headers: HttpHeaders, nowMs: number): number | undefined => {
  const inMs = headers['retry-after-ms']?.trim();
  const precise = inMs === undefined ? undefined : toMs(inMs, 1);
  if (precise !== undefined) return precise;
  const plain = headers['retry-after']?.trim();
  if (plain !== undefined) return toMs(plain, 1000) ?? fromDate(plain, nowMs);
  const reset = headers['x-ratelimit-reset']?.trim();
  // Others put epoch times here; only a short count of seconds can be meant as a wait.
  const wait = reset === undefined ? undefined : toMs(reset, 1000);
  return wait !== undefined && wait <= 24 * 3600 * 1000 ? wait : undefined;
};

/** The wait in a sentence such as "Please try again in 7.66s", in milliseconds. */
export const readRetryHintMs = (message: string): number | undefined => {
  const match = /(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(message);
  return match?.[1] === undefined ? undefined : parseGoDurationMs(match[1]);
};
