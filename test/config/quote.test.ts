import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quote } from '../../src/config/quote.js';

it.each([
  ['plain', '"plain"'], ['', '""'], ['a\nb', '"a\\nb"'], ['\u001b[31m', '"\\u{1b}[31m"'], ['\u009b2J', '"\\u{9b}2J"'], ['\u202eabc', '"\\u{202e}abc"'],
  ['y'.repeat(61), `"${'y'.repeat(60)}…"`], ['👩‍💻', '"👩\\u{200d}💻"'],
])('quotes %j', (text, expected) => {
  expect(quote(text)).toBe(expected);
});

it('lets no control, format or broken character through, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
    expect(quote(text)).toMatch(/^"[^\p{Cc}\p{Cf}\p{Cs}]*"$/su);
  }));
});
