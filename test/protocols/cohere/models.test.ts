import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.js';
import { cohere } from '../../../src/protocols/cohere/protocol.js';

const endpoint = { provider: 'cohere', baseUrl: 'https://api.cohere.com', key: new Secret('co-test') };
const row = { name: 'command-a-plus-05-2026', is_deprecated: false, endpoints: ['chat'], finetuned: false, context_length: 256_000, tokenizer_url: '', default_endpoints: [], features: ['vision'] };

describe('asking for the model list', () => {
  it('asks the first API version for the largest page of chat models', () => {
    expect(cohere.encodeModels(endpoint)).toEqual({
      method: 'GET', url: 'https://api.cohere.com/v1/models?page_size=1000&endpoint=chat',
      headers: { 'x-client-name': 'uada', authorization: 'Bearer co-test', accept: 'application/json' },
    });
  });

  it('goes on with the token of a page', () => {
    expect(cohere.encodeModels(endpoint, 'a=/&').url).toBe('https://api.cohere.com/v1/models?page_size=1000&endpoint=chat&page_token=a%3D%2F%26');
  });
});

describe('reading the model list', () => {
  it('takes names, contexts and what a model is for', () => {
    const models = [row, { name: 'embed-v4.0', endpoints: ['embed'], is_deprecated: true }, { name: 'bare' }, {}, null, 'x'];
    expect(cohere.decodeModels(JSON.stringify({ models, next_page_token: 'more' }))).toMatchObject({ next: 'more', models: [
      { id: 'command-a-plus-05-2026', name: null, contextTokens: 256_000, maxOutputTokens: null, isChat: true, isDeprecated: false, capabilities: ['vision'] },
      { id: 'embed-v4.0', contextTokens: null, isChat: false, isDeprecated: true },
      { id: 'bare', isChat: null, isDeprecated: false },
    ] });
  });

  it.each([undefined, null, ''])('ends where the token is %j', (token) => {
    expect(cohere.decodeModels(JSON.stringify({ models: [row], next_page_token: token }))).not.toHaveProperty('next');
  });

  it('refuses what is no list', () => {
    for (const body of ['', '<html>', '[]', '{}', '{"message":"no"}']) expect(() => cohere.decodeModels(body)).toThrow('a model list that cannot be read');
    expect(cohere.decodeModels('{"models":null}')).toEqual({ models: [] });
  });

  it('reads its own server\'s list back', () => {
    const models = [{ id: 'a', name: null, contextTokens: 128_000, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: true, capabilities: ['json_schema'] as const }];
    expect(cohere.decodeModels(cohere.server.encodeModels(models).body)).toEqual({ models });
  });
});

describe('the headers of an answer', () => {
  it('tell the trace id and what is left of a trial key', () => {
    expect(cohere.readHeaders({ 'x-debug-trace-id': 't1', 'x-trial-endpoint-call-limit': '40', 'x-trial-endpoint-call-remaining': '39' }, 0))
      .toEqual({ requestId: 't1', rateLimits: [{ scope: 'requests', limit: 40, remaining: 39, resetMs: null }] });
  });

  it('say nothing where nothing is sent, or nonsense', () => {
    expect(cohere.readHeaders({}, 0)).toEqual({});
    expect(cohere.readHeaders({ 'x-trial-endpoint-call-limit': 'many', 'x-trial-endpoint-call-remaining': '-1' }, 0)).toEqual({});
  });

  it('of the server are understood by the client', () => {
    expect(cohere.readHeaders(cohere.server.headers({ id: 'x1', model: 'm', createdMs: 0 }), 0)).toMatchObject({ requestId: 'x1', rateLimits: [{ limit: 40, remaining: 39 }] });
  });
});
