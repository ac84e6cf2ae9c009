import { describe, expect, it } from 'vitest';
import { readRetryAfterMs, readRetryHintMs } from '../../src/protocols/retry-after.js';

/** 2026-11-06 08:49:37 UTC, a Friday. */
const nowMs = Date.UTC(2026, 10, 6, 8, 49, 37);
const yearMs = 366 * 24 * 3600 * 1000;

const plain: readonly (readonly [string, number | undefined])[] = [
  ['0', 0], ['1', 1000], ['30', 30_000], ['007', 7000], ['86400', 86_400_000], ['  20  ', 20_000],
  ['1.5', 1500], ['0.0', 0], ['0.25', 250], ['7.66', 7660], ['16.1', 16_100], ['2.3', 2300], ['0.0001', 1],
  ['31622400', yearMs], ['31622401', undefined], ['1000000000000', undefined], ['1e12', undefined], ['99999999999999999999', undefined],
  ['9'.repeat(400), undefined], ['1764000000', undefined],
  ['-1', undefined], ['-3', undefined], ['-0', undefined], ['+5', undefined], ['.5', undefined], ['5.', undefined], ['1,5', undefined],
  ['1_000', undefined], ['0x10', undefined], ['1e3', undefined], ['NaN', undefined], ['Infinity', undefined], ['null', undefined],
  ['', undefined], ['   ', undefined], ['soon', undefined], ['5s', undefined], ['10 seconds', undefined], ['30, 60', undefined], ['٣', undefined],
  ['Fri, 06 Nov 2026 08:49:37 GMT', 0], ['Fri, 06 Nov 2026 08:50:07 GMT', 30_000], ['fri, 06 nov 2026 08:50:07 gmt', 30_000],
  ['Sat, 07 Nov 2026 08:49:37 GMT', 86_400_000], ['Fri, 06 Nov 2026 08:49:36 GMT', undefined], ['Sun, 06 Nov 1994 08:49:37 GMT', undefined],
  ['Fri, 31 Dec 9999 23:59:59 GMT', undefined], ['Friday, 06-Nov-26 08:50:07 GMT', 30_000], ['Sunday, 06-Nov-94 08:49:37 GMT', undefined],
  ['Fri Nov  6 08:50:07 2026', 30_000], ['Fri Nov 06 08:50:07 2026', 30_000], ['Sun Nov  6 08:49:37 1994', undefined],
  ['Fri, 06 Nov 2026 25:00:00 GMT', undefined], ['Fri, 06 Non 2026 08:50:07 GMT', undefined], ['Fri, 00 Nov 2026 08:50:07 GMT', undefined],
  ['Fri, 06 Nov 2026 08:50:07 PST', undefined], ['2026-11-06T08:50:07Z', undefined], ['Friday', undefined], ['mon 5', undefined],
  ['Fri, 06 Nov 2026', undefined], ['06 Nov 2026 08:50:07 GMT', undefined],
];

describe('readRetryAfterMs', () => {
  it.each(plain)('reads retry-after "%s" as %s ms', (text, expected) => {
    expect(readRetryAfterMs({ 'retry-after': text }, nowMs)).toBe(expected);
  });

  it.each<readonly [string, string | undefined, number | undefined]>([
    ['1500', undefined, 1500], ['1500.2', undefined, 1501], ['0', undefined, 0], ['0', '9', 0], ['250', '9', 250],
    ['junk', '9', 9000], ['-1', '9', 9000], ['', '9', 9000], ['1e12', '9', 9000], ['1000000000000', 'Fri, 06 Nov 2026 08:50:07 GMT', 30_000],
    ['junk', 'junk', undefined], ['-1', undefined, undefined],
  ])('prefers retry-after-ms "%s" to retry-after %s', (precise, text, expected) => {
    expect(readRetryAfterMs({ 'retry-after-ms': precise, ...(text === undefined ? {} : { 'retry-after': text }) }, nowMs)).toBe(expected);
  });

  it('says nothing without headers', () => {
    expect(readRetryAfterMs({}, nowMs)).toBeUndefined();
  });

  it('rounds a date up to the next millisecond of the clock, never down', () => {
    expect(readRetryAfterMs({ 'retry-after': 'Fri, 06 Nov 2026 08:49:38 GMT' }, nowMs + 0.4)).toBe(1000);
  });

  it('reads the three date forms as UTC, whatever the time zone of the machine', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      expect(new Date(nowMs).getTimezoneOffset()).not.toBe(0);
      for (const text of ['Fri, 06 Nov 2026 08:50:07 GMT', 'Friday, 06-Nov-26 08:50:07 GMT', 'Fri Nov  6 08:50:07 2026']) {
        expect(readRetryAfterMs({ 'retry-after': text }, nowMs)).toBe(30_000);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('takes Together\'s x-ratelimit-reset as seconds, and no epoch time for a wait', () => {
    expect(readRetryAfterMs({ 'x-ratelimit-reset': '12' }, nowMs)).toBe(12_000);
    expect(readRetryAfterMs({ 'x-ratelimit-reset': '86401' }, nowMs)).toBeUndefined();
    expect(readRetryAfterMs({ 'x-ratelimit-reset': String(nowMs + 5000) }, nowMs)).toBeUndefined();
    expect(readRetryAfterMs({ 'x-ratelimit-reset': '12', 'retry-after': '3' }, nowMs)).toBe(3000);
    expect(readRetryAfterMs({ 'x-ratelimit-reset': '12', 'retry-after': 'junk' }, nowMs)).toBe(12_000);
  });
});

describe('readRetryHintMs', () => {
  it.each<readonly [string, number | undefined]>([
    ['Please try again in 7.66s. Visit …', 7660], ['Please try again in 2m59.56s', 179_560], ['try again in 12ms', 12],
    ['Please retry in 41.03s.', 41_030], ['Try again in 6m0s', 360_000], ['try again in a moment', undefined], ['try again in 5 parsecs', undefined], ['', undefined],
  ])('reads "%s" as %s ms', (text, expected) => expect(readRetryHintMs(text)).toBe(expected));
});
