import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.js';
import { anthropic } from '../../../src/protocols/anthropic/protocol.js';

const endpoint = { provider: 'anthropic', baseUrl: 'https://api.anthropic.com', key: new Secret('sk-ant-test') };
const row = { type: 'model', id: 'claude-sonnet-5-5', display_name: 'Claude Sonnet 5.5', created_at: '2026-09-28T00:00:00Z', lifecycle: 'active', max_input_tokens: 1_000_000, max_tokens: 128_000, capabilities: null };
const list = (fields: Record<string, unknown>): string => JSON.stringify({ data: [row], has_more: false, first_id: row.id, last_id: row.id, ...fields });

describe('asking for the model list', () => {
  it('asks for the largest page, with key and version', () => {
    expect(anthropic.encodeModels(endpoint)).toEqual({
      method: 'GET', url: 'https://api.anthropic.com/v1/models?limit=1000',
      headers: { 'anthropic-version': '2023-06-01', 'x-api-key': 'sk-ant-test', accept: 'application/json' },
    });
  });

  it('goes on after the last id of a page', () => {
    expect(anthropic.encodeModels(endpoint, 'a/b&c').url).toBe('https://api.anthropic.com/v1/models?limit=1000&after_id=a%2Fb%26c');
  });
});

describe('reading the model list', () => {
  it('takes names, limits and the state of a model', () => {
    expect(anthropic.decodeModels(list({}))).toEqual({ models: [{
      id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', contextTokens: 1_000_000, maxOutputTokens: 128_000,
      inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false,
    }] });
    const states = ['active', 'deprecated', 'retired', undefined].map((lifecycle) => ({ id: 'm', lifecycle }));
    expect(anthropic.decodeModels(list({ data: states })).models.map((model) => model.isDeprecated)).toEqual([false, true, true, false]);
  });

  it('names the next page only where there is more', () => {
    expect(anthropic.decodeModels(list({ has_more: true, last_id: 'claude-z' })).next).toBe('claude-z');
    expect(anthropic.decodeModels(list({ has_more: true, last_id: null })).next).toBe('claude-sonnet-5-5');
    expect(anthropic.decodeModels(list({ has_more: false, last_id: 'claude-z' }))).not.toHaveProperty('next');
    expect(anthropic.decodeModels(list({ data: [], has_more: true, last_id: null }))).not.toHaveProperty('next');
  });

  it('takes what a model can, where the list tells it', () => {
    const capabilities = { image_input: { supported: true }, thinking: { supported: true, types: {} }, structured_outputs: { supported: false }, effort: null };
    expect(anthropic.decodeModels(list({ data: [{ id: 'a', capabilities }, { id: 'b', capabilities: null }] })).models.map((model) => model.capabilities)).toEqual([['tools', 'vision', 'reasoning'], undefined]);
  });

  it('skips rows it cannot read and refuses what is no list', () => {
    expect(anthropic.decodeModels(list({ data: [null, 'x', {}, { id: '' }, row] })).models).toHaveLength(1);
    expect(anthropic.decodeModels(list({ data: null })).models).toEqual([]);
    for (const body of ['', '<html>', '[]', '{}', 'null']) expect(() => anthropic.decodeModels(body)).toThrow('a model list that cannot be read');
  });

  it('reads its own server\'s list back', () => {
    const models = [
      { id: 'a', name: 'A', contextTokens: 200_000, maxOutputTokens: 64_000, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: true },
      { id: 'b', name: 'b', contextTokens: null, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false },
    ];
    const { status, body } = anthropic.server.encodeModels(models);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ has_more: false, first_id: 'a', last_id: 'b' });
    expect(anthropic.decodeModels(body)).toEqual({ models });
    expect(JSON.parse(anthropic.server.encodeModels([]).body)).toEqual({ data: [], has_more: false, first_id: null, last_id: null });
  });
});

describe('the headers of an answer', () => {
  const nowMs = Date.parse('2026-11-23T12:40:00Z');

  it('tell the request id and the limits, with the time until they are full again', () => {
    expect(anthropic.readHeaders({
      'request-id': 'req_1', 'anthropic-ratelimit-requests-limit': '4000', 'anthropic-ratelimit-requests-remaining': '3999', 'anthropic-ratelimit-requests-reset': '2026-11-23T12:40:59Z',
      'anthropic-ratelimit-input-tokens-limit': '2000000', 'anthropic-ratelimit-input-tokens-reset': 'soon',
      'anthropic-ratelimit-output-tokens-remaining': '0', 'anthropic-ratelimit-output-tokens-reset': '2026-11-23T12:39:00Z',
      'anthropic-ratelimit-tokens-limit': '-1', 'anthropic-ratelimit-tokens-remaining': '',
    }, nowMs)).toEqual({ requestId: 'req_1', rateLimits: [
      { scope: 'requests', limit: 4000, remaining: 3999, resetMs: 59_000 },
      { scope: 'input_tokens', limit: 2_000_000, remaining: null, resetMs: null },
      { scope: 'output_tokens', limit: null, remaining: 0, resetMs: 0 },
    ] });
  });

  it('say nothing where the account gets none', () => {
    expect(anthropic.readHeaders({}, nowMs)).toEqual({});
  });

  it('of the server are understood by the client', () => {
    const { requestId, rateLimits } = anthropic.readHeaders(anthropic.server.headers({ id: 'x1', model: 'm', createdMs: nowMs }), nowMs);
    expect(requestId).toBe('req_x1');
    expect(rateLimits?.map((limit) => limit.scope)).toEqual(['requests', 'tokens', 'input_tokens', 'output_tokens']);
    expect(rateLimits?.every((limit) => limit.resetMs === 1000 && limit.limit! > limit.remaining!)).toBe(true);
  });
});
