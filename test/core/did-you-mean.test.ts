import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, findNearest } from '../../src/core/did-you-mean.js';

const keys = ['temperature', 'timeout', 'model', 'max_tokens', 'cache.ttl', 'top_p', 'stop', 'seed'];

describe('findNearest', () => {
  it.each([
    ['temprature', 'temperature'], ['tempreature', 'temperature'], ['TIMEOUT', 'timeout'], ['max-tokens', 'max_tokens'], ['mdoel', 'model'],
    ['modle', 'model'], ['cache.tll', 'cache.ttl'], ['top-p', 'top_p'],
  ])('takes %s for a slip of %s', (word, expected) => {
    expect(findNearest(word, keys)).toBe(expected);
  });

  it.each(['', 'x', 'colour', 'qqqqqqqqqq', 'x'.repeat(100_000)])('guesses nothing for a word that is near to none', (word) => {
    expect(findNearest(word, keys)).toBeUndefined();
  });

  it('words the guess as a question', () => {
    expect(didYouMean('tiemout', keys)).toBe('Did you mean timeout?');
    expect(didYouMean('zzz', keys)).toBeUndefined();
  });
});

describe('editDistance', () => {
  it.each([['', '', 0], ['abc', 'abc', 0], ['', 'abc', 3], ['abc', 'acb', 1], ['abc', 'abd', 1], ['abc', 'ab', 1], ['kitten', 'sitting', 3], ['ca', 'abc', 3]])(
    'of %j and %j is %d', (left, right, distance) => {
      expect(editDistance(left, right)).toBe(distance);
    });

  it('is symmetric, 0 only for equal words and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right);
      expect(distance).toBe(editDistance(right, left));
      expect(distance === 0).toBe(left === right);
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
    }));
  });
});
