import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitiser, sanitise } from '../../src/render/sanitiser.js';
import { hostilePayloads } from './hostile-payloads.js';

const inPieces = (pieces: readonly string[]): string => {
  const sanitiser = createSanitiser();
  return pieces.map((piece) => sanitiser.push(piece)).join('') + sanitiser.finish();
};

const cutAt = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((place, index) => text.slice(place, places[index] ?? text.length));
};

// An oracle of its own, by Unicode property: what is neither LF, TAB nor on the short list must be visible.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/u;
const allowed = /^(?:[\n\t\u200c\u200d\ufe00-\ufe0f\u180b-\u180d\u180f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]|[\u{110bd}\u{110cd}\u{e0100}-\u{e01ef}])$/u;
const forbiddenIn = (text: string): readonly string[] =>
  Array.from(text).filter((character) => invisible.test(character) && !allowed.test(character)).map((character) => `U+${character.codePointAt(0)!.toString(16)}`);

const special = fc.constantFrom(
  '\u001b', '[', ']', 'P', '\\', ';', '0', '2', 'J', 'm', 'k', '\u0007', '\u009b', '\u009d', '\u009c', '\r', '\n', '\t', '\b', '\u0018',
  '\ud83d', '\ude00', '\u200d', '\ufe0f', '\u{e0041}', '\u202e', 'é', '語', 'क', '\u094d',
);
const hostileText = fc.oneof(
  fc.array(special, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.oneof(special, fc.constantFrom(...hostilePayloads.map(([, payload]) => payload)), fc.string()), { maxLength: 12 }).map((parts) => parts.join('')),
);

describe('the sanitiser', () => {
  it('knows at least sixty hostile payloads', () => {
    expect(new Set(hostilePayloads.map(([, payload]) => payload)).size).toBeGreaterThanOrEqual(60);
  });

  it.each(hostilePayloads)('lets nothing but text out of: %s', (_name, payload, visible) => {
    expect(sanitise(`<${payload}>`)).toBe(`<${visible}>`);
  });

  it.each(hostilePayloads)('does the same when it is cut anywhere: %s', (_name, payload, visible) => {
    const text = `<${payload}>`;
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(inPieces([text.slice(0, cut), text.slice(cut)]), `cut at ${cut}`).toBe(`<${visible}>`);
    }
    expect(inPieces(text.split(''))).toBe(`<${visible}>`);
  });

  it('lets out only printable text, LF and TAB, whatever comes in', () => {
    fc.assert(fc.property(hostileText, (text) => {
      expect(forbiddenIn(sanitise(text))).toEqual([]);
    }), { numRuns: 3000 });
  });

  it('judges every code point as the oracle does', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (forbiddenIn(sanitise(`😀${String.fromCodePoint(code)}`)).length > 0) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('gives the same however the text is cut', () => {
    fc.assert(fc.property(hostileText, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      expect(inPieces(cutAt(text, cuts))).toBe(sanitise(text));
    }), { numRuns: 3000 });
  });

  it('leaves a text it has cleaned as it is', () => {
    fc.assert(fc.property(hostileText, (text) => {
      expect(sanitise(sanitise(text))).toBe(sanitise(text));
    }), { numRuns: 1000 });
  });

  it.each([
    'plain text\twith a tab\nand a line', 'naïve Ωmega Привет', '快速的狐狸、ﾊﾝｶｸ', 'שלום עולם مرحبا', 'नमस्ते क्‍ष', 'می‌خواهم',
    '👨‍👩‍👧‍👦 ❤️ 👍🏽 🇩🇪 #️⃣ 1️⃣', 'e\u0301 a\u030a', '葛\u{e0100}', '\u00a0nbsp', '└── ▓ │', 'math 𝒳 𝟙',
  ])('keeps what people write: %s', (text) => {
    expect(sanitise(text)).toBe(text);
    expect(inPieces(text.split(''))).toBe(text);
  });

  it.each(['\u001b]0;', '\u001bP', '\u001b_', '\u009d', '\u001b[', '\u001b(', '\u001bX'])('does not let an unterminated %j swallow the answer', (opening) => {
    const answer = 'A long answer without a line end. '.repeat(1000);
    expect(sanitise(`${opening}${answer}`).length).toBeGreaterThan(answer.length - 5000);
    expect(sanitise(`${opening}x\n${answer}`)).toContain(`\n${answer}`);
  });

  it('starts anew after finish', () => {
    const sanitiser = createSanitiser();
    expect(sanitiser.push('a\u001b]0;ti')).toBe('a');
    expect(sanitiser.finish()).toBe('');
    expect(sanitiser.push('tle')).toBe('tle');
    expect(sanitiser.push('\ud83d')).toBe('');
    expect(sanitiser.finish()).toBe('\ufffd');
  });
});
