import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, Secret } from '../../src/core/secret.js';

describe('a secret', () => {
  it('shows at most its last four characters, whatever prints it', () => {
    const secret = new Secret('a-long-secret-wxyz');
    expect([String(secret), JSON.stringify({ secret }), inspect(secret), secret.mask()]).toEqual(['…wxyz', '{"secret":"…wxyz"}', 'Secret(…wxyz)', '…wxyz']);
    expect(new Secret('short-one').mask()).toBe('…');
    expect(secret.reveal()).toBe('a-long-secret-wxyz');
  });
});

describe('redact', () => {
  it('masks every credential of the run, also inside JSON and addresses', () => {
    const value = 'k+e/y="\\with$&specials';
    new Secret(value);
    for (const spelling of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
      expect(redact(`before ${spelling} after ${spelling}`)).toBe('before …ials after …ials');
    }
  });

  it.each([
    ['sk-abcdefghijklmnop1234', 'sk-…'], ['sk-proj-abc_defghijklmnop-1234', 'sk-proj-…'], ['sk-ant-api03-abcdefghijklmnop', 'sk-ant-…'],
    ['sk-or-v1-0123456789abcdef', 'sk-or-…'], ['AIzaSyA0123456789abcdefghijk', 'AIza…'], ['gsk_0123456789abcdefgh', 'gsk_…'],
    ['Authorization: Bearer 0123456789abcdef', 'Authorization: Bearer …'], ['bearer\tabcdefghijklmnopqrstuvwx', 'bearer\t…'],
    ['authorization: Basic dXNlcjpwYXNzMTIz', 'authorization: Basic …'],
    ['x-api-key: abcdef0123456789', 'x-api-key: …'], ['{"api_key":"abcdef0123456789"}', '{"api_key":"…"}'], ['{\\"api_key\\": \\"abcdef0123456789\\"}', '{\\"api_key\\": \\"…\\"}'],
    ['GET /v1?key=abcdef0123456789&x=1', 'GET /v1?key=…&x=1'], ['x-goog-api-key=abcdef0123456789', 'x-goog-api-key=…'],
    ['https://user:pass@host/path', 'https://…@host/path'], ['redis://:p@ss@host:1', 'redis://…@host:1'], ['http://token@host', 'http://…@host'],
  ])('masks %s', (text, safe) => {
    expect(redact(`(${text})`)).toBe(`(${safe})`);
  });

  it.each([
    'Missing bearer or basic authentication in header', 'Bearer authentication is required.', 'The api_key: missing', 'task-oriented-dialogue-model', 'sk-short',
    'http://localhost:11434/v1 and mail@example.org', 'https://example.org/@scope/name', 'basic arithmetic', 'OPENAI_API_KEY is not set', 'openai/gpt-oss-120b',
  ])('leaves %s alone', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('finds a credential anywhere in any text', () => {
    const secret = new Secret('0d9f-canary-of-the-property-8b1e').reveal();
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => !redact(before + secret + after).includes('canary-of-the-property')), { seed: 20261123, numRuns: 500 });
  });

  // A search that goes back and forth would take minutes for these; the time limit of a test is the assertion.
  it.each([
    'sk-', 'sk-ant-', 'AIza', 'a', ' ', '://', '://a', '@', 'bearer ', 'bearer', 'basic \t', 'api_key', 'api_key:', 'api-key" : "', 'x-', 'authorization=', '?key=', '-', 'sk-abcdefghijk.', '\\', '"',
  ])('reads a megabyte of %j in one go', (piece) => {
    const text = piece.repeat(Math.ceil(2 ** 20 / piece.length));
    expect(typeof redact(text)).toBe('string');
    expect(typeof redact(`${text}!`)).toBe('string');
  }, 3000);
});
