import { describe, expect, it } from 'vitest';
import { groq, openai, openrouter, together } from '../../../src/protocols/openai-chat/dialects.js';
import type { OpenAiChatDialect } from '../../../src/protocols/openai-chat/dialect.js';
import { createOpenAiChat } from '../../../src/protocols/openai-chat/protocol.js';
import type { ServerRequest } from '../../../src/protocols/protocol.js';
import { userMessage, type ChatRequest } from '../../../src/core/request.js';

const minimal = { model: 'm-1', messages: [{ role: 'user', content: 'Hi' }] };

const toServer = (body: unknown): ServerRequest => ({
  method: 'POST', path: '/chat/completions', query: new URLSearchParams(), headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body),
});
const parse = (dialect: OpenAiChatDialect, body: unknown) => createOpenAiChat(dialect).server.parse(toServer(body));
const refused = (parameter: string) => expect.objectContaining({ kind: 'usage', code: parameter });

describe('parsing a chat request', () => {
  it.each([openai, groq, openrouter, together])('$provider reads back what its client side writes', (dialect) => {
    const request: ChatRequest = {
      model: 'm-1', system: 'Be brief.', temperature: 0.5, topP: 0.9, maxTokens: 50, stop: ['x'], seed: 3, schema: { type: 'object' }, stream: true,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'see' }, { type: 'image', mediaType: 'image/png', base64: 'AAAA' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'seen' }] }, userMessage('and?'),
      ],
    };
    for (const reasoning of ['none', 'low', 'medium', 'high'] as const) {
      const { body = '' } = createOpenAiChat(dialect).encode({ ...request, reasoning }, { provider: 'p', baseUrl: 'http://h' });
      expect(parse(dialect, body)).toEqual({ ...request, reasoning });
    }
  });

  it('takes developer for system, null for unset, and the vendors\' further efforts for the nearest of ours', () => {
    const body = { ...minimal, messages: [{ role: 'developer', content: 'Be brief.' }, ...minimal.messages], temperature: null, stream: null, reasoning_effort: 'xhigh', max_tokens: 5 };
    expect(parse(openai, body)).toMatchObject({ system: 'Be brief.', temperature: undefined, stream: false, reasoning: 'high', maxTokens: 5 });
    expect(parse(openai, { ...minimal, reasoning_effort: 'minimal' }).reasoning).toBe('low');
    expect(parse(openrouter, { ...minimal, reasoning: { effort: 'low' } }).reasoning).toBe('low');
    expect(parse(openai, { ...minimal, stop: 'end', response_format: { type: 'json_object' } })).toMatchObject({ stop: ['end'], schema: { type: 'object' } });
    expect(parse(openai, { ...minimal, response_format: { type: 'text' }, tools: [], logit_bias: {}, frequency_penalty: 0, n: 1 }).schema).toBeUndefined();
  });

  it.each<readonly [string, object]>([
    ['model', { model: undefined }], ['model', { model: '' }], ['model', { model: 5 }],
    ['messages', { messages: undefined }], ['messages', { messages: [] }], ['messages', { messages: 'Hi' }], ['messages', { messages: [{ content: 'Hi' }] }],
    ['messages', { messages: [{ role: 'robot', content: 'Hi' }] }], ['messages', { messages: [{ role: 'user', content: 5 }] }],
    ['messages', { messages: [{ role: 'system', content: 'only' }] }], ['messages', { messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }],
    ['messages', { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://h/cat.png' } }] }] }],
    ['temperature', { temperature: 2.1 }], ['temperature', { temperature: -1 }], ['temperature', { temperature: '1' }], ['top_p', { top_p: 1.5 }],
    ['max_tokens', { max_tokens: 0 }], ['max_completion_tokens', { max_completion_tokens: 1.5 }], ['seed', { seed: 0.5 }],
    ['stop', { stop: [1] }], ['stop', { stop: ['1', '2', '3', '4', '5'] }], ['stream', { stream: 'yes' }], ['n', { n: 2 }],
    ['reasoning_effort', { reasoning_effort: 'huge' }], ['reasoning_effort', { reasoning_effort: '__proto__' }],
    ['response_format', { response_format: { type: 'xml' } }], ['response_format', { response_format: { type: 'json_schema' } }],
    ['tools', { tools: [{ type: 'function' }] }], ['frequency_penalty', { frequency_penalty: 0.5 }], ['logprobs', { logprobs: true }],
    ['stream_options', { stream_options: { include_usage: true } }], ['max_tokens', { max_tokens: 5, max_completion_tokens: 6 }],
  ])('openai refuses a wrong or unsupported %s: %j', (parameter, fields) => {
    expect(() => parse(openai, { ...minimal, ...fields })).toThrow(refused(parameter));
  });

  it('keeps the refusals of single vendors to them', () => {
    expect(() => parse(groq, { ...minimal, logprobs: false })).toThrow(refused('logprobs'));
    expect(() => parse(groq, { ...minimal, messages: [{ role: 'user', name: 'me', content: 'Hi' }] })).toThrow(refused('messages'));
    expect(() => parse(openrouter, { ...minimal, reasoning_effort: 'low', reasoning: { effort: 'high' } })).toThrow(refused('reasoning_effort'));
    expect(parse(openrouter, { messages: minimal.messages }).model).toBe('openrouter/auto');
    expect(parse(together, { ...minimal, stream_options: { include_usage: true } }).stream).toBe(false);
  });

  it.each(['', 'nonsense', '[]', 'null', '5'])('refuses the body %j', (body) => {
    expect(() => parse(openai, body)).toThrow(/not a JSON object/);
  });
});

describe('routes and credentials', () => {
  const { server } = createOpenAiChat(openai);
  const request = toServer(minimal);

  it('knows its two routes and no other', () => {
    expect(server.route(request)).toBe('chat');
    expect(server.route({ ...request, method: 'GET', path: '/models' })).toBe('models');
    for (const [method, path] of [['GET', '/chat/completions'], ['POST', '/models'], ['POST', '/chat/completions/'], ['POST', '/__proto__']] as const) {
      expect(server.route({ ...request, method, path })).toBeUndefined();
    }
  });

  it('takes the bearer token', () => {
    expect(server.credential({ ...request, headers: { authorization: 'Bearer abc' } })).toBe('abc');
    expect(server.credential({ ...request, headers: { authorization: 'Basic abc' } })).toBeUndefined();
    expect(server.credential(request)).toBeUndefined();
  });
});
