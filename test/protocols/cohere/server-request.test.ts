import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { cohere } from '../../../src/protocols/cohere/protocol.js';
import type { ServerRequest } from '../../../src/protocols/protocol.js';

const { server } = cohere;
const base = { model: 'command-a-plus-05-2026', messages: [{ role: 'user', content: 'Hi' }] };
const http = (body: unknown, headers: Record<string, string> = {}): ServerRequest => ({
  method: 'POST', path: '/v2/chat', query: new URLSearchParams(), headers, body: typeof body === 'string' ? body : JSON.stringify(body),
});
const parse = (fields: Record<string, unknown>): ChatRequest => server.parse(http({ ...base, ...fields }));

describe('routes and credentials', () => {
  it('knows the two routes and no other', () => {
    const route = (method: string, path: string) => server.route({ ...http({}), method, path });
    expect([route('POST', '/v2/chat'), route('GET', '/v1/models'), route('POST', '/v1/chat'), route('GET', '/v2/models'), route('GET', '/v2/chat')])
      .toEqual(['chat', 'models', undefined, undefined, undefined]);
  });

  it('takes a bearer token', () => {
    expect(server.credential(http({}, { authorization: 'Bearer k' }))).toBe('k');
    expect(server.credential(http({}, { 'x-api-key': 'k' }))).toBeUndefined();
  });
});

describe('a request the client wrote', () => {
  it.each<readonly [string, Partial<ChatRequest>]>([
    ['plain', {}],
    ['with every parameter', { temperature: 0.5, topP: 0.9, maxTokens: 10, stop: ['###'], seed: 7, schema: { type: 'object' }, system: 'Be terse.' }],
    ['with turns', { messages: [userMessage('a'), { role: 'assistant', content: [{ type: 'text', text: 'b' }] }, userMessage('c')] }],
    ['with an image', { messages: [{ role: 'user', content: [{ type: 'text', text: 'See' }, { type: 'image', mediaType: 'image/webp', base64: 'AAAA' }] }] }],
    ['with no reasoning', { reasoning: 'none' }], ['with low reasoning', { reasoning: 'low' }],
    ['with medium reasoning', { reasoning: 'medium' }], ['with high reasoning', { reasoning: 'high' }],
    ['not streamed', { stream: false }],
  ])('is read back: %s', (_name, fields) => {
    const request: ChatRequest = { model: 'command-a-plus-05-2026', messages: [userMessage('Hi')], stream: true, ...fields };
    expect(server.parse(http(cohere.encode(request, { provider: 'cohere', baseUrl: 'http://h' }).body))).toEqual(request);
  });
});

describe('what Cohere refuses', () => {
  it.each<readonly [string, unknown, string]>([
    ['no model', { messages: base.messages }, 'a model parameter is required for this endpoint.'],
    ['no turns', { ...base, messages: [] }, 'messages must have at least one element'],
    ['an unknown role', { ...base, messages: [{ role: 'developer', content: 'x' }] }, 'role of message 0 must be one of'],
    ['a later system turn', { ...base, messages: [...base.messages, { role: 'system', content: 'x' }] }, 'system turn must be the first in the list'],
    ['an empty turn', { ...base, messages: [{ role: 'user', content: '' }] }, 'message must not be empty in a turn'],
    ['a turn without content', { ...base, messages: [{ role: 'user' }] }, 'message must not be empty in a turn'],
    ['an unknown content', { ...base, messages: [{ role: 'user', content: [{ type: 'video' }] }] }, "content type 'video' is not supported"],
    ['a temperature above 1', { ...base, temperature: 1.01 }, 'temperature must be between 0 and 1 inclusive'],
    ['a temperature in words', { ...base, temperature: 'hot' }, '`temperature` must be a number'],
    ['p at 1', { ...base, p: 1 }, 'p must be between 0.01 and 0.99 inclusive'],
    ['k above 500', { ...base, k: 501 }, 'k must be between 0 and 500 inclusive'],
    ['both penalties', { ...base, frequency_penalty: 0.1, presence_penalty: 0.1 }, 'cannot specify both frequency_penalty and presence_penalty'],
    ['a penalty above 1', { ...base, frequency_penalty: 2 }, 'frequency_penalty must be between 0 and 1 inclusive'],
    ['six stop sequences', { ...base, stop_sequences: ['1', '2', '3', '4', '5', '6'] }, 'stop_sequences must not have more than 5 elements'],
    ['a stop sequence alone', { ...base, stop_sequences: 'x' }, 'stop_sequences must be a list'],
    ['no tokens at all', { ...base, max_tokens: 0 }, 'max_tokens must be a positive integer'],
    ['OpenAI\'s schema format', { ...base, response_format: { type: 'json_schema' } }, "response_format.type must be 'text' or 'json_object'"],
    ['a schema beside documents', { ...base, documents: ['x'], response_format: { type: 'json_object' } }, 'response_format is not supported with RAG'],
    ['a schema beside tools', { ...base, tools: [{}], response_format: { type: 'json_object' } }, 'response_format is not supported with tools'],
    ['an unknown kind of thinking', { ...base, thinking: { type: 'adaptive' } }, "thinking.type must be 'enabled' or 'disabled'"],
    ['a budget of nothing', { ...base, thinking: { type: 'enabled', token_budget: 0 } }, 'thinking.token_budget must be a positive integer'],
    ['no JSON', 'nonsense', 'not a JSON object'],
  ])('%s', (_name, body, message) => {
    expect(() => server.parse(http(body))).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining(message) as string }) as Error);
  });
});

describe('what Cohere accepts', () => {
  it('plain JSON without a schema, one penalty, five stop sequences', () => {
    expect(parse({ response_format: { type: 'json_object' }, frequency_penalty: 0.5, presence_penalty: 0, stop_sequences: ['1', '2', '3', '4', '5'] }))
      .toMatchObject({ schema: undefined, stop: ['1', '2', '3', '4', '5'] });
  });

  it('turns of tools, which it passes over', () => {
    expect(parse({ messages: [
      { role: 'system', content: [{ type: 'text', text: 'a' }] }, ...base.messages,
      { role: 'assistant', tool_calls: [{}] }, { role: 'tool', tool_call_id: 't', content: [{ type: 'document', document: {} }] },
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x/y.png' } }] },
    ] })).toMatchObject({ system: 'a', messages: [{ role: 'user' }, { role: 'assistant', content: [] }, { role: 'user', content: [] }] });
  });
});
