import { describe, expect, it } from 'vitest';
import { readRateLimits } from '../../src/protocols/rate-limits.js';

describe('readRateLimits', () => {
  it('reads the two triples of OpenAI and Groq', () => {
    expect(readRateLimits({
      'x-ratelimit-limit-requests': '10000', 'x-ratelimit-remaining-requests': '9999', 'x-ratelimit-reset-requests': '2m59.56s',
      'x-ratelimit-limit-tokens': '6000', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '12ms',
    })).toEqual([
      { scope: 'requests', limit: 10_000, remaining: 9999, resetMs: 179_560 },
      { scope: 'tokens', limit: 6000, remaining: 0, resetMs: 12 },
    ]);
  });

  it('reads the unnamed headers of Together, whose reset is seconds', () => {
    expect(readRateLimits({ 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '1.5', 'x-tokenlimit-limit': '500', 'x-tokenlimit-remaining': '20' })).toEqual([
      { scope: 'requests', limit: 10, remaining: 3, resetMs: 1500 },
      { scope: 'tokens', limit: 500, remaining: 20, resetMs: null },
    ]);
  });

  it('takes an epoch time for no span', () => {
    expect(readRateLimits({ 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1764000000000' })).toEqual([
      { scope: 'requests', limit: 20, remaining: 0, resetMs: null },
    ]);
  });

  it.each(['', ' ', 'many', '-1', 'NaN', 'Infinity'])('holds "%s" for unknown', (text) => {
    expect(readRateLimits({ 'x-ratelimit-limit-requests': text, 'x-ratelimit-remaining-requests': '4', 'x-ratelimit-reset-requests': text })).toEqual([
      { scope: 'requests', limit: null, remaining: 4, resetMs: null },
    ]);
    expect(readRateLimits({ 'x-ratelimit-limit-requests': text })).toEqual([]);
  });

  it('ignores further triples and answers without any', () => {
    expect(readRateLimits({ 'x-ratelimit-limit-tokens_usage_based': '5' })).toEqual([]);
    expect(readRateLimits({})).toEqual([]);
  });
});
