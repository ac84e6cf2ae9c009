import { describe, expect, it } from 'vitest';
import { userMessage, type ChatRequest } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { openaiResponses } from '../../../src/protocols/openai-responses/protocol.js';

const endpoint = { provider: 'openai', baseUrl: 'https://api.test/v1', key: new Secret('sk-secret') };
const plain: ChatRequest = { model: 'm-1', messages: [userMessage('Hi')], stream: true };
const encode = (request: Partial<ChatRequest> = {}) => openaiResponses.encode({ ...plain, ...request }, endpoint);
const bodyOf = (request: Partial<ChatRequest> = {}) => JSON.parse(encode(request).body ?? '');

describe('encoding a Responses request', () => {
  it('posts to /responses and leaves nothing behind at OpenAI', () => {
    expect(encode()).toMatchObject({ method: 'POST', url: 'https://api.test/v1/responses', headers: { authorization: 'Bearer sk-secret', accept: 'text/event-stream' } });
    expect(encode({ stream: false }).headers['accept']).toBe('application/json');
    expect(bodyOf()).toEqual({ model: 'm-1', input: [{ role: 'user', content: 'Hi' }], store: false, stream: true });
  });

  it('carries system prompt, turns and images', () => {
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: [{ type: 'text', text: 'see' }, { type: 'image', mediaType: 'image/png', base64: 'AAAA' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'seen' }] }, userMessage('and?'),
    ];
    expect(bodyOf({ system: 'Be brief.', messages })).toMatchObject({
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'see' }, { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' }] },
        { role: 'assistant', content: 'seen' }, { role: 'user', content: 'and?' },
      ],
    });
  });

  it('carries sampling, the token limit and a flat schema', () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    expect(bodyOf({ temperature: 0, topP: 0.5, maxTokens: 16, schema })).toMatchObject({
      temperature: 0, top_p: 0.5, max_output_tokens: 16, text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
    });
    expect(bodyOf({ schema: { type: 'object', properties: { a: {} } } }).text.format.strict).toBe(false);
  });

  it('asks for a summary of the reasoning, unless there is to be none', () => {
    expect(bodyOf({ reasoning: 'high' }).reasoning).toEqual({ effort: 'high', summary: 'auto' });
    expect(bodyOf({ reasoning: 'none' }).reasoning).toEqual({ effort: 'none' });
  });

  it.each<readonly [string, Partial<ChatRequest>]>([
    ['stop', { stop: ['x'] }], ['seed', { seed: 0 }], ['max-tokens', { maxTokens: 15 }], ['max-tokens', { maxTokens: 1 }],
  ])('refuses %s, which the API cannot carry', (word, request) => {
    expect(() => encode(request)).toThrow(expect.objectContaining({ kind: 'usage', hint: expect.stringContaining(`--${word}`) }));
  });
});
