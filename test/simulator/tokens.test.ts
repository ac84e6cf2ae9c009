import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, splitTokens } from '../../src/simulator/tokens.js';

const seed = 20_261_123;
const hasWholePairs = (token: string): boolean => !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(token);

describe('tokens', () => {
  it(`are the text again when joined, for any text (seed ${seed})`, () => {
    fastCheck.assert(fastCheck.property(fastCheck.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const tokens = splitTokens(text);
      expect(tokens.join('')).toBe(text);
      expect(tokens.every((token) => token !== '' && hasWholePairs(token))).toBe(true);
    }), { seed, numRuns: 2_000 });
  });

  it(`are the text again even when it holds lone surrogates (seed ${seed})`, () => {
    const unit = fastCheck.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fastCheck.assert(fastCheck.property(fastCheck.string({ unit, maxLength: 100 }), (text) => {
      expect(splitTokens(text).join('')).toBe(text);
    }), { seed, numRuns: 2_000 });
  });

  it(`stay what they are when an answer is cut after any of them (seed ${seed})`, () => {
    fastCheck.assert(fastCheck.property(fastCheck.string({ unit: 'grapheme', maxLength: 60 }), fastCheck.nat(20), (text, count) => {
      const kept = splitTokens(text).slice(0, count);
      expect(splitTokens(kept.join(''))).toEqual(kept);
    }), { seed, numRuns: 2_000 });
  });

  it('are words with the space before them, and about four characters long in English', () => {
    expect(splitTokens('Hi, the 2026 answer\n\n')).toEqual(['Hi', ',', ' the', ' 202', '6', ' answer', '\n\n']);
    const english = 'A mutex protects data that several threads share: only one of them may hold it, and the others wait until it is free again.';
    expect(english.length / countTokens(english)).toBeGreaterThan(3.5);
    expect(english.length / countTokens(english)).toBeLessThan(5.5);
  });

  it('are short in scripts without spaces', () => {
    expect(splitTokens('日本語です')).toEqual(['日本', '語で', 'す']);
  });

  it('are counted without looking at every word of a huge text', () => {
    expect(countTokens('word '.repeat(400_000))).toBeCloseTo(400_001, -3);
    expect(countTokens('')).toBe(0);
  });
});
