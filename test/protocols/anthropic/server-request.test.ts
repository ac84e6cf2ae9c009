import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { anthropic } from '../../../src/protocols/anthropic/protocol.js';
import type { ServerRequest } from '../../../src/protocols/protocol.js';

const { server } = anthropic;
const base = { model: 'claude-sonnet-4-6', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] };
const http = (body: unknown, headers: Record<string, string> = {}): ServerRequest => ({
  method: 'POST', path: '/v1/messages', query: new URLSearchParams(), headers: { 'anthropic-version': '2023-06-01', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const parse = (fields: Record<string, unknown>, headers: Record<string, string> = {}): ChatRequest => server.parse(http({ ...base, ...fields }, headers));
const without = (field: string): unknown => Object.fromEntries(Object.entries(base).filter(([name]) => name !== field));

describe('routes and credentials', () => {
  it('knows the two routes', () => {
    const route = (method: string, path: string) => server.route({ ...http({}), method, path });
    expect([route('POST', '/v1/messages'), route('GET', '/v1/models'), route('GET', '/v1/messages'), route('POST', '/v1/complete'), route('POST', '/messages')])
      .toEqual(['chat', 'models', undefined, undefined, undefined]);
  });

  it('takes the key in both forms, x-api-key first', () => {
    expect(server.credential(http({}, { 'x-api-key': 'k1', authorization: 'Bearer k2' }))).toBe('k1');
    expect(server.credential(http({}, { authorization: 'Bearer k2' }))).toBe('k2');
    expect(server.credential(http({}))).toBeUndefined();
  });
});

describe('a request the client wrote', () => {
  it.each<readonly [string, Partial<ChatRequest>]>([
    ['plain', {}],
    ['with sampling', { model: 'claude-sonnet-4-5', temperature: 0.5, topP: 0.9, stop: ['###'] }],
    ['with a system prompt and turns', { system: 'Be terse.', messages: [userMessage('a'), { role: 'assistant', content: [{ type: 'text', text: 'b' }] }, userMessage('c')] }],
    ['with an image', { messages: [{ role: 'user', content: [{ type: 'text', text: 'See' }, { type: 'image', mediaType: 'image/webp', base64: 'AAAA' }] }] }],
    ['with a schema', { schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false } }],
    ['with effort', { reasoning: 'medium' }],
    ['with a budget', { model: 'claude-haiku-4-5', reasoning: 'high' }],
    ['without reasoning', { reasoning: 'none' }],
    ['not streamed', { stream: false }],
  ])('is read back: %s', (_name, fields) => {
    const request: ChatRequest = { model: 'claude-sonnet-5-5', messages: [userMessage('Hi')], stream: true, maxTokens: 20_000, ...fields };
    const { headers, body } = anthropic.encode(request, { provider: 'anthropic', baseUrl: 'http://h', key: new Secret('k') });
    expect(server.parse({ ...http(body), headers })).toEqual(request);
  });
});

describe('what Anthropic refuses', () => {
  it.each<readonly [string, unknown, string]>([
    ['no model', without('model'), 'model: Field required'],
    ['no max_tokens', without('max_tokens'), 'max_tokens: Field required'],
    ['no messages', without('messages'), 'messages: Field required'],
    ['a limit that is no integer', { ...base, max_tokens: 1.5 }, 'max_tokens: Input should be a valid integer'],
    ['a negative limit', { ...base, max_tokens: -1 }, 'max_tokens: Input should be greater than or equal to 0'],
    ['a limit above the model\'s', { ...base, max_tokens: 128_001 }, 'max_tokens: 128001 > 128000, which is the maximum allowed number of output tokens for claude-sonnet-4-6'],
    ['an unknown field', { ...base, seed: 7 }, 'seed: Extra inputs are not permitted'],
    ['OpenAI\'s field for a schema', { ...base, response_format: {} }, 'response_format: Extra inputs are not permitted'],
    ['no turns', { ...base, messages: [] }, 'messages: at least one message is required'],
    ['turns that are no list', { ...base, messages: {} }, 'messages: Input should be a valid list'],
    ['a turn that is no object', { ...base, messages: ['Hi'] }, 'messages.0: Input should be an object'],
    ['a system turn first', { ...base, messages: [{ role: 'system', content: 'x' }] }, 'Unexpected role "system"'],
    ['an unknown role', { ...base, messages: [{ role: 'tool', content: 'x' }] }, "messages.0.role: Input should be 'user' or 'assistant'"],
    ['a turn without content', { ...base, messages: [{ role: 'user' }] }, 'messages.0.content: Field required'],
    ['OpenAI\'s image block', { ...base, messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, "messages.0.content.0: Input tag 'image_url'"],
    ['an empty text block', { ...base, messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, 'text content blocks must be non-empty'],
    ['an image of a wrong type', { ...base, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/tiff', data: '' } }] }] }, 'messages.0.content.0.image.source.base64.media_type'],
    ['a prefilled answer', { ...base, messages: [...base.messages, { role: 'assistant', content: 'The' }] }, 'does not support assistant message prefill'],
    ['a temperature above 1', { ...base, temperature: 1.1 }, 'temperature: range: 0..1'],
    ['a temperature in words', { ...base, temperature: 'hot' }, 'temperature: Input should be a valid number'],
    ['a temperature for a model without', { ...base, model: 'claude-opus-5-5', temperature: 0.5 }, '`temperature` is deprecated for this model.'],
    ['top_k for a model without', { ...base, model: 'claude-opus-4-7', top_k: 5 }, '`top_k` is deprecated for this model.'],
    ['a temperature beside thinking', { ...base, temperature: 0.5, thinking: { type: 'adaptive' } }, '`temperature` may only be set to 1'],
    ['a stop that is no list', { ...base, stop_sequences: '###' }, 'stop_sequences: Input should be a valid list'],
    ['a stop of white space', { ...base, stop_sequences: ['\n'] }, 'stop_sequences: each stop sequence must contain non-whitespace'],
    ['a stream that is no boolean', { ...base, stream: 'yes' }, 'stream: Input should be a valid boolean'],
    ['a system prompt of numbers', { ...base, system: 1 }, 'system: Input should be a valid string'],
    ['an unknown kind of thinking', { ...base, thinking: { type: 'deep' } }, "thinking: Input tag 'deep'"],
    ['a budget too small', { ...base, thinking: { type: 'enabled', budget_tokens: 1000 } }, 'greater than or equal to 1024'],
    ['a budget above the limit', { ...base, thinking: { type: 'enabled', budget_tokens: 2000 } }, '`max_tokens` must be greater than `thinking.budget_tokens`.'],
    ['a budget for a model without', { ...base, model: 'claude-opus-5-5', thinking: { type: 'enabled', budget_tokens: 2000 } }, '"thinking.type.enabled" is not supported for this model.'],
    ['no thinking for a model that must', { ...base, model: 'claude-fable-5-1', thinking: { type: 'disabled' } }, '"thinking.type.disabled" is not supported for this model.'],
    ['adaptive thinking for an old model', { ...base, model: 'claude-sonnet-4-5', thinking: { type: 'adaptive' } }, 'adaptive thinking is not supported on this model'],
    ['an unknown effort', { ...base, output_config: { effort: 'huge' } }, 'output_config.effort: Input should be'],
    ['an effort for a model without', { ...base, model: 'claude-haiku-4-5', output_config: { effort: 'low' } }, 'does not support the effort parameter'],
    ['an open schema', { ...base, output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } }, "'additionalProperties' must be explicitly set to false"],
    ['an open schema deep inside', { ...base, output_config: { format: { type: 'json_schema', schema: { type: 'array', items: { anyOf: [{ type: ['object', 'null'] }] } } } } }, "'additionalProperties' must be explicitly set to false"],
    ['a format that is none', { ...base, output_config: { format: { type: 'json_object' } } }, "output_config.format.type: Input should be 'json_schema'"],
    ['no JSON', 'nonsense', 'not a JSON object'],
  ])('%s', (_name, body, message) => {
    expect(() => server.parse(http(body))).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining(message) as string }) as Error);
  });

  it.each(['temperature', 'top_p', 'top_k'])('%s under the newest API version, even at its default', (field) => {
    const headers = { 'anthropic-version': '2026-10-21' };
    expect(() => parse({ [field]: 1 }, headers)).toThrow(`${field}: Extra inputs are not permitted`);
    expect(parse({ [field]: 1 }).model).toBe('claude-sonnet-4-6');
    expect(parse({}, headers).model).toBe('claude-sonnet-4-6');
  });

  it('a request without a version, or with one that never was', () => {
    expect(() => server.parse({ ...http(base), headers: {} })).toThrow('anthropic-version: header is required');
    expect(() => parse({}, { 'anthropic-version': '2024-01-01' })).toThrow('"2024-01-01" is not a valid version');
  });
});

describe('what Anthropic accepts', () => {
  it('fields of betas when the header names one', () => {
    expect(parse({ context_management: {} }, { 'anthropic-beta': 'context-management-2025-06-27' }).maxTokens).toBe(100);
  });

  it('default sampling values for models that take no others', () => {
    expect(parse({ model: 'claude-opus-5-5', temperature: 1, top_p: 0.99 })).toMatchObject({ temperature: 1, topP: 0.99 });
  });

  it('system blocks, a later system turn, and blocks it only passes over', () => {
    expect(parse({
      system: [{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }],
      messages: [
        { role: 'user', content: [{ type: 'document', source: {} }, { type: 'image', source: { type: 'url', url: 'https://x' } }, { type: 'text', text: 'Hi' }] },
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'x', signature: 'y' }, { type: 'tool_use', id: 't', name: 'n', input: {} }] },
        { role: 'system', content: 'now French' },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }] },
      ],
    })).toMatchObject({ system: 'a\nb', messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] }, { role: 'assistant', content: [] }, { role: 'user', content: [] },
    ] });
  });

  it('a prefilled answer for the models that still have it', () => {
    expect(parse({ model: 'claude-haiku-4-5', messages: [...base.messages, { role: 'assistant', content: 'The' }] }).messages).toHaveLength(2);
  });

  it.each([
    [{ thinking: { type: 'adaptive' } }, 'high'], [{ output_config: { effort: 'max' } }, 'high'], [{ thinking: { type: 'adaptive' }, output_config: { effort: 'xhigh' } }, 'high'],
    [{ thinking: { type: 'disabled' }, output_config: { effort: 'low' } }, 'none'], [{ max_tokens: 9000, thinking: { type: 'enabled', budget_tokens: 4096 } }, 'medium'],
    [{ thinking: null, output_config: null }, undefined], [{}, undefined],
  ])('%j as reasoning %s', (fields, reasoning) => {
    expect(parse(fields).reasoning).toBe(reasoning);
  });

  it('anything it cannot know of an unknown model', () => {
    expect(parse({ model: 'mock', max_tokens: 1_000_000, temperature: 0.1, thinking: { type: 'disabled' } })).toMatchObject({ temperature: 0.1, reasoning: 'none' });
  });
});
