import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/store/sha256.js';

const byOpenSsl = (input: string | Uint8Array): string => createHash('sha256').update(input).digest('hex');

it('is what OpenSSL makes of any bytes and any text', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(sha256(bytes).toString('hex')).toBe(byOpenSsl(bytes));
  }));
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(sha256(text).toString('hex')).toBe(byOpenSsl(text));
  }));
});

it.each([0, 55, 56, 63, 64, 65, 32_767, 32_768, 1_000_000])('is right for %i bytes', (length) => {
  const bytes = Buffer.alloc(length, 0xa7);
  expect(sha256(bytes).toString('hex')).toBe(byOpenSsl(bytes));
});
