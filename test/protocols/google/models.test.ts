import { describe, expect, it } from 'vitest';
import { UadaError } from '../../../src/core/errors.js';
import { Secret } from '../../../src/core/secret.js';
import { google } from '../../../src/protocols/google/protocol.js';

const endpoint = { provider: 'google', baseUrl: 'https://generativelanguage.googleapis.com', key: new Secret('canary-key-1234') };
const row = (name: string, methods: readonly string[] = ['generateContent', 'countTokens']): object => ({
  name: `models/${name}`, version: '001', displayName: 'A Model', inputTokenLimit: 1_048_576, outputTokenLimit: 65_536,
  supportedGenerationMethods: methods,
});

const decode = (...rows: object[]): unknown => google.decodeModels(JSON.stringify({ models: rows })).models;

describe('Google\'s model list', () => {
  it('is asked for page by page, with the key in a header', () => {
    const first = google.encodeModels(endpoint);
    expect(first).toEqual({
      method: 'GET', url: 'https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000',
      headers: { 'x-goog-api-key': 'canary-key-1234', accept: 'application/json' },
    });
    expect(google.encodeModels(endpoint, 'a/b=').url).toBe(`${first.url}&pageToken=a%2Fb%3D`);
  });

  it('is read without the prefix of its names', () => {
    expect(decode(row('gemini-3.8-flash'))).toEqual([{
      id: 'gemini-3.8-flash', name: 'A Model', contextTokens: 1_048_576, maxOutputTokens: 65_536,
      inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false,
    }]);
  });

  it('tells what chats', () => {
    expect(decode(row('gemini-embedding-2', ['embedContent']), row('gemini-3.1-flash-tts-preview'), row('gemini-3-pro-image-preview')))
      .toMatchObject([{ isChat: false }, { isChat: false }, { isChat: false }]);
    expect(google.decodeModels('{"models":[{"name":"models/x"}]}').models)
      .toMatchObject([{ id: 'x', name: null, contextTokens: null, isChat: null }]);
  });

  it('hands on the token of the next page', () => {
    expect(google.decodeModels(JSON.stringify({ models: [row('a')], nextPageToken: 'abc' })).next).toBe('abc');
    expect(google.decodeModels(JSON.stringify({ models: [row('a')] }))).not.toHaveProperty('next');
  });

  it('may be empty', () => {
    expect(google.decodeModels('{}')).toEqual({ models: [] });
    expect(decode({}, { name: '' })).toEqual([]);
  });

  it.each(['', '<html>', '[]', '{"data":[]}'])('refuses %j', (body) => {
    expect(() => google.decodeModels(body)).toThrow(UadaError);
  });
});
