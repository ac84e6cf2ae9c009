import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import { toKey } from '../../src/config/key-text.js';

const faultOf = (text: string): UadaError => {
  try {
    toKey(text, 'openai', 'OPENAI_API_KEY');
  } catch (error) {
    if (error instanceof UadaError) return error;
  }
  throw new Error('no UadaError');
};

describe('toKey', () => {
  it.each([['sk-abc', 'sk-abc'], ['  sk-abc\n', 'sk-abc'], ['\ufeffsk-abc\r\n', 'sk-abc'], ['sk-ÿ', 'sk-ÿ'], ['"', '"']])('takes %j', (text, key) => {
    expect(toKey(text, 'openai', 'X')?.reveal()).toBe(key);
  });

  it.each(['', ' ', '\n', '\t\r\n', '\ufeff', '\u00a0'])('takes %j as no key [K1]', (text) => {
    expect(toKey(text, 'openai', 'X')).toBeUndefined();
  });

  it.each([
    ['sk-canary\nsk-canary', 'has a line break inside'], ['sk-canary canary', 'has a space inside'], ['sk-canary\u00a0canary', 'has a space inside'],
    ['"sk-canary"', 'is wrapped in quotes'], ["'sk-canary'", 'is wrapped in quotes'], ['Bearer sk-canary', 'begins with the word "Bearer"'],
    ['sk-canary\u200b', 'has characters that no key has'], ['sk-canary…', 'has characters that no key has'], ['sk-canary\u0000', 'has characters that no key has'],
    ['sk-canary\u0085x', 'has characters that no key has'], ['sk-кanary', 'has characters that no key has'], ['sk-canary\u007f', 'has characters that no key has'],
  ])('refuses %j, naming its source and not the key', (text, fault) => {
    const error = faultOf(text);
    expect(error.message).toMatch(/^The openai key from OPENAI_API_KEY /);
    expect(error.message).toContain(fault);
    expect(error.exitCode).toBe(3);
    expect(`${error.message}${String(error.hint)}`).not.toMatch(/canary|anary/);
  });

  it('gives a text that can stand in a request header, nothing, or an auth error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      try {
        const key = toKey(text, 'openai', 'X');
        if (key !== undefined) expect(new Headers({ key: key.reveal() }).get('key')).toBe(key.reveal());
        else expect(text.trim()).toBe('');
      } catch (error) {
        expect(error).toMatchObject({ kind: 'auth' });
      }
    }), { numRuns: 2000 });
  });
});
