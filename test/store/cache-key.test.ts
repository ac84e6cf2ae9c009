import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/request.js';
import { userMessage } from '../../src/core/request.js';
import type { CacheKeyParts } from '../../src/store/cache-key.js';
import { cacheKey, cacheKeyVersion, toCanonicalJson } from '../../src/store/cache-key.js';

const request: ChatRequest = { model: 'gpt-5', messages: [userMessage('hi')], stream: true };
const parts: CacheKeyParts = { provider: 'openai', baseUrl: 'https://api.openai.com/v1', api: 'openai-chat', request };
const keyWith = (change: Partial<ChatRequest>): string => cacheKey({ ...parts, request: { ...request, ...change } });
const imageMessage = (base64: string): ChatRequest['messages'][number] =>
  ({ role: 'user', content: [{ type: 'image', mediaType: 'image/png', base64 }] });

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const check = <T>(property: fc.IProperty<T>, numRuns = 500): void => { fc.assert(property, { seed, numRuns }); };

describe('golden keys of version 1: a change here makes every stored answer unreachable', () => {
  const cases: readonly (readonly [string, CacheKeyParts, string])[] = [
    ['a plain prompt', parts, 'dcde5a4844e9447419b907d7beb7c443b501aa6ea86c0176f5b90ae3a5f19590'],
    ['every parameter', {
      ...parts, extra: { headers: { 'x-beta': 'b' } },
      request: {
        ...request, system: 'be brief', temperature: 0.2, topP: 0.9, maxTokens: 100, stop: ['END'], seed: 7,
        schema: { type: 'object', required: ['a'] }, reasoning: 'low',
      },
    }, 'ea27d98b13a02ecb59d3901ad9f245f01246f6260fb26cffa3ea5603fcd972f5'],
    ['an image', { ...parts, request: { ...request, messages: [imageMessage('iVBORw0KGgo=')] } }, 'c7280faf529c181c22055b1af1ac373f307705a682c7a3460bec4e2cd8b3b30d'],
    ['a lone surrogate', { ...parts, request: { ...request, messages: [userMessage('\ud800')] } }, '6cfe6b44cc54614dacac474093dc52aaabe20d722bf3a3816a2bcb3b1ace4e87'],
  ];
  it.each(cases)('%s', (_, input, golden) => {
    expect(cacheKeyVersion).toBe(1);
    expect(cacheKey(input)).toBe(golden);
  });
});

describe('what shapes the answer changes the key', () => {
  const changes: readonly Partial<ChatRequest>[] = [
    { model: 'gpt-5-mini' }, { messages: [userMessage('hi ')] }, { messages: [userMessage('hi'), userMessage('hi')] },
    { system: '' }, { system: 'a' }, { temperature: 0 }, { topP: 1 }, { maxTokens: 1 }, { stop: ['a'] }, { stop: ['a', 'b'] },
    { stop: ['a,b'] }, { seed: 1 }, { schema: {} }, { reasoning: 'high' }, { reasoning: 'none' },
    { messages: [imageMessage('AAAA')] }, { messages: [imageMessage('AAAB')] },
    { messages: [userMessage('\ud800')] }, { messages: [userMessage('\udfff')] }, { messages: [userMessage('\ufffd')] },
    { messages: [userMessage('\\ud800')] },
  ];
  it('in each field of the request', () => {
    const keys = [keyWith({}), ...changes.map(keyWith)];
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('in provider, base URL, API and extra', () => {
    const variants: readonly CacheKeyParts[] = [
      parts, { ...parts, provider: 'groq' }, { ...parts, baseUrl: 'https://api.openai.com/v2' }, { ...parts, api: 'ollama' },
      { ...parts, extra: 'beta' }, { ...parts, baseUrl: 'mock:ttft=200' }, { ...parts, baseUrl: 'mock:ttft=300' },
    ];
    expect(new Set(variants.map(cacheKey)).size).toBe(variants.length);
  });
});

describe('what does not shape the answer leaves the key', () => {
  it('streaming or not', () => { expect(keyWith({ stream: false })).toBe(keyWith({})); });
  it('unset members', () => { expect(keyWith({ temperature: undefined })).toBe(keyWith({})); });
  it('the order of members', () => {
    expect(keyWith({ schema: { a: 1, b: { d: 1, c: 2 } } })).toBe(keyWith({ schema: { b: { c: 2, d: 1 }, a: 1 } }));
  });
  it('-0 and 0, 1.0 and 1 [C18]', () => { expect(keyWith({ temperature: -0 })).toBe(keyWith({ temperature: 0 })); });
  it('a credential in the base URL, and its last slash', () => {
    expect(cacheKey({ ...parts, baseUrl: 'https://me:secret@api.openai.com/v1/' })).toBe(cacheKey(parts));
  });
  it('how the base64 of an image is padded', () => {
    expect(keyWith({ messages: [imageMessage('iVBORw0KGgo')] })).toBe(keyWith({ messages: [imageMessage('iVBORw0KGgo=')] }));
  });
});

describe(`canonical JSON (FUZZ_SEED=${seed})`, () => {
  const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });
  const anyJson = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 });
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, shuffled(member)]));
  };
  it('reads back as the value, so that different values are written differently', () => {
    // JSON has no -0, and a member called __proto__ cannot be compared by assignment.
    check(fc.property(anyJson, (value) => {
      expect(JSON.parse(toCanonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });
  it('does not depend on the order of members [C18]', () => {
    check(fc.property(anyJson, (value) => { expect(toCanonicalJson(shuffled(value))).toBe(toCanonicalJson(value)); }));
  });
  it('keeps any two different texts apart, lone surrogates included [C18]', () => {
    check(fc.property(anyText, anyText, (first, second) => {
      expect(keyWith({ system: first }) === keyWith({ system: second })).toBe(first === second);
    }));
  });
});
