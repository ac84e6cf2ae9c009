import { describe, expect, it } from 'vitest';
import { toDollars } from '../../src/core/to-dollars.js';

describe('an amount in a sentence', () => {
  it.each([
    [0, '$0'], [100, '$100'], [12.345, '$12.345'], [0.1 + 0.2, '$0.3'], [0.09984, '$0.0998'],
    [0.000123456, '$0.000123'], [5e-7, '$0.0000005'], [1e-20, '$0'],
  ])('of %d is %s', (usd, text) => expect(toDollars(usd)).toBe(text));
});
