import { describe, expect, it } from 'vitest';
import { userMessage, type ChatRequest } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { compatible, groq, openai, openrouter, together } from '../../../src/protocols/openai-chat/dialects.js';
import type { OpenAiChatDialect } from '../../../src/protocols/openai-chat/dialect.js';
import { createOpenAiChat } from '../../../src/protocols/openai-chat/protocol.js';

const endpoint = { provider: 'openai', baseUrl: 'https://api.test/v1', key: new Secret('sk-secret'), headers: { 'x-title': 'uada' } };
const plain: ChatRequest = { model: 'm-1', messages: [userMessage('Hi')], stream: true };

const encode = (dialect: OpenAiChatDialect, request: Partial<ChatRequest> = {}) =>
  createOpenAiChat(dialect).encode({ ...plain, ...request }, endpoint);
const bodyOf = (dialect: OpenAiChatDialect, request: Partial<ChatRequest> = {}) => JSON.parse(encode(dialect, request).body ?? '');

const strict = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };

describe('encoding a chat request', () => {
  it('posts to /chat/completions with the key and the endpoint\'s headers', () => {
    expect(encode(openai)).toMatchObject({
      method: 'POST', url: 'https://api.test/v1/chat/completions',
      headers: { authorization: 'Bearer sk-secret', 'x-title': 'uada', 'content-type': 'application/json', accept: 'text/event-stream' },
    });
    expect(encode(openai, { stream: false }).headers['accept']).toBe('application/json');
    expect(createOpenAiChat(openai).encode(plain, { provider: 'x', baseUrl: 'http://h' }).headers).not.toHaveProperty('authorization');
  });

  it('sends nothing that was not asked for', () => {
    expect(bodyOf(openai)).toEqual({ model: 'm-1', messages: [{ role: 'user', content: 'Hi' }], stream: true, stream_options: { include_usage: true } });
    expect(bodyOf(openai, { stream: false })).toEqual({ model: 'm-1', messages: [{ role: 'user', content: 'Hi' }], stream: false });
  });

  it('puts the system prompt first and keeps the turns in order', () => {
    const messages = [userMessage('a'), { role: 'assistant', content: [{ type: 'text', text: 'b' }] } as const, userMessage('c')];
    expect(bodyOf(openai, { system: 'Be brief.', messages }).messages).toEqual([
      { role: 'system', content: 'Be brief.' }, { role: 'user', content: 'a' }, { role: 'assistant', content: 'b' }, { role: 'user', content: 'c' },
    ]);
  });

  it('carries images as data URLs, in place', () => {
    const content = [{ type: 'text', text: 'see' }, { type: 'image', mediaType: 'image/png', base64: 'AAAA' }] as const;
    expect(bodyOf(openai, { messages: [{ role: 'user', content }] }).messages[0].content).toEqual([
      { type: 'text', text: 'see' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ]);
  });

  it.each<readonly [OpenAiChatDialect, string]>([
    [openai, 'max_completion_tokens'], [groq, 'max_completion_tokens'], [openrouter, 'max_tokens'], [together, 'max_tokens'], [compatible('own'), 'max_tokens'],
  ])('$provider takes its sampling parameters', (dialect, maxTokensField) => {
    expect(bodyOf(dialect, { temperature: 0, topP: 0.5, maxTokens: 20, stop: ['a', 'b'], seed: 7 })).toMatchObject({
      temperature: 0, top_p: 0.5, [maxTokensField]: 20, stop: ['a', 'b'], seed: 7,
    });
  });

  it('asks for strict mode only with a schema that strict mode takes', () => {
    expect(bodyOf(openai, { schema: strict }).response_format).toEqual({ type: 'json_schema', json_schema: { name: 'answer', schema: strict, strict: true } });
    expect(bodyOf(openai, { schema: { ...strict, required: [] } }).response_format.json_schema.strict).toBe(false);
    expect(bodyOf(openai, { schema: { type: 'array', items: { type: 'object', properties: {} } } }).response_format.json_schema.strict).toBe(false);
    expect(bodyOf(openai, { schema: { type: 'array', items: strict } }).response_format.json_schema.strict).toBe(true);
  });

  it.each<readonly [OpenAiChatDialect, 'none' | 'high', object]>([
    [openai, 'none', { reasoning_effort: 'none' }], [openai, 'high', { reasoning_effort: 'high' }], [groq, 'high', { reasoning_effort: 'high' }],
    [openrouter, 'none', { reasoning: { enabled: false, effort: 'none' } }], [openrouter, 'high', { reasoning: { effort: 'high' } }],
    [together, 'none', { reasoning: { enabled: false } }], [together, 'high', { reasoning_effort: 'high' }],
  ])('$provider says the effort %s in its own words', (dialect, reasoning, expected) => {
    expect(bodyOf(dialect, { reasoning })).toMatchObject(expected);
  });

  it('asks Groq to keep the reasoning of models that think aloud out of the text', () => {
    expect(bodyOf(groq, { model: 'qwen/qwen3.6-27b' })).toMatchObject({ reasoning_format: 'parsed' });
    expect(bodyOf(groq, { model: 'qwen/qwen3.6-27b', reasoning: 'none' })).not.toHaveProperty('reasoning_format');
    expect(bodyOf(groq, { model: 'openai/gpt-oss-120b', reasoning: 'high' })).not.toHaveProperty('reasoning_format');
  });

  it('asks OpenRouter for hosts that know every parameter, so that none is dropped', () => {
    expect(bodyOf(openrouter)).not.toHaveProperty('provider');
    expect(bodyOf(openrouter, { maxTokens: 5 })).not.toHaveProperty('provider');
    for (const request of [{ seed: 1 }, { temperature: 0 }, { topP: 1 }, { stop: ['x'] }, { schema: strict }, { reasoning: 'low' }] as const) {
      expect(bodyOf(openrouter, request).provider).toEqual({ require_parameters: true });
    }
  });
});
