import { describe, expect, it } from 'vitest';
import { userMessage, type ChatRequest } from '../../../src/core/request.js';
import { openaiResponses } from '../../../src/protocols/openai-responses/protocol.js';
import type { ServerRequest } from '../../../src/protocols/protocol.js';

const minimal = { model: 'm-1', input: 'Hi' };
const toServer = (body: unknown): ServerRequest => ({
  method: 'POST', path: '/responses', query: new URLSearchParams(), headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body),
});
const parse = (body: unknown) => openaiResponses.server.parse(toServer(body));

describe('parsing a Responses request', () => {
  it.each(['none', 'low', 'medium', 'high'] as const)('reads back what the client side writes, with the effort %s', (reasoning) => {
    const request: ChatRequest = {
      model: 'm-1', system: 'Be brief.', temperature: 0.5, topP: 0.9, maxTokens: 50, schema: { type: 'object' }, reasoning, stream: true,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'see' }, { type: 'image', mediaType: 'image/png', base64: 'AAAA' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'seen' }] }, userMessage('and?'),
      ],
    };
    expect(parse(openaiResponses.encode(request, { provider: 'openai', baseUrl: 'http://h' }).body)).toEqual(request);
  });

  it('takes a string, typed items, system items and reasoning of earlier turns', () => {
    expect(parse(minimal).messages).toEqual([userMessage('Hi')]);
    const input = [
      { role: 'developer', content: 'Be brief.' }, { type: 'reasoning', id: 'rs_1', summary: [] },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'a' }, { type: 'refusal', refusal: 'b' }] }, { role: 'user', content: 'Hi' },
    ];
    expect(parse({ ...minimal, instructions: 'First.', input, tools: [], store: true, service_tier: 'auto', text: { format: { type: 'text' } } })).toMatchObject({
      system: 'First.\nBe brief.', messages: [{ role: 'assistant', content: [{ text: 'a' }, { text: 'b' }] }, { role: 'user' }], schema: undefined, stream: false,
    });
  });

  it.each<readonly [string, object]>([
    ['model', { model: undefined }], ['input', { input: undefined }], ['input', { input: [] }], ['input', { input: 5 }], ['input', { input: [5] }],
    ['input', { input: [{ role: 'tool', content: 'x' }] }], ['input', { input: [{ type: 'function_call_output', call_id: 'x', output: 'y' }] }],
    ['input', { input: [{ role: 'user', content: [{ type: 'input_file' }] }] }], ['input', { input: [{ role: 'user', content: 5 }] }],
    ['input', { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'https://h/cat.png' }] }] }],
    ['stop', { stop: ['x'] }], ['seed', { seed: 1 }], ['n', { n: 1 }], ['messages', { messages: [] }], ['max_tokens', { max_tokens: 20 }],
    ['response_format', { response_format: {} }], ['max_output_tokens', { max_output_tokens: 15 }], ['temperature', { temperature: 3 }], ['top_p', { top_p: -1 }],
    ['text.format', { text: { format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } } } }], ['reasoning.effort', { reasoning: { effort: 'huge' } }],
    ['reasoning.summary', { reasoning: { summary: 'long' } }], ['instructions', { instructions: 5 }], ['tools', { tools: [{}] }],
    ['previous_response_id', { previous_response_id: 'resp_1' }], ['background', { background: true }], ['stream', { stream: 1 }],
  ])('refuses a wrong or unknown %s: %j', (parameter, fields) => {
    expect(() => parse({ ...minimal, ...fields })).toThrow(expect.objectContaining({ kind: 'usage', code: parameter }));
  });

  it('says where a parameter of Chat Completions has gone', () => {
    expect(() => parse({ ...minimal, max_tokens: 20 })).toThrow(/moved to 'max_output_tokens'/);
  });

  it('knows its two routes and no other', () => {
    const { server } = openaiResponses;
    expect(server.route(toServer(minimal))).toBe('chat');
    expect(server.route({ ...toServer(minimal), method: 'GET', path: '/models' })).toBe('models');
    expect(server.route({ ...toServer(minimal), path: '/chat/completions' })).toBeUndefined();
    expect(server.route({ ...toServer(minimal), method: 'GET' })).toBeUndefined();
  });
});
