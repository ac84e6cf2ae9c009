import { describe, expect, it } from 'vitest';
import type { ChatRequest, ReasoningEffort } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { cohere } from '../../../src/protocols/cohere/protocol.js';

const endpoint = { provider: 'cohere', baseUrl: 'https://api.cohere.com', key: new Secret('co-test-0123456789') };
const request = (fields: Partial<ChatRequest> = {}): ChatRequest =>
  ({ model: 'command-a-plus-05-2026', messages: [userMessage('Hi')], stream: true, ...fields });
const bodyOf = (fields: Partial<ChatRequest> = {}): Record<string, unknown> =>
  JSON.parse(cohere.encode(request(fields), endpoint).body!) as Record<string, unknown>;

describe('the address and the headers', () => {
  it('appends the path of the second API version to the host', () => {
    expect(cohere.encode(request(), endpoint)).toMatchObject({ method: 'POST', url: 'https://api.cohere.com/v2/chat' });
  });

  it('sends the key as a bearer token and says who asks', () => {
    expect(cohere.encode(request(), endpoint).headers).toEqual({
      'x-client-name': 'uada', authorization: 'Bearer co-test-0123456789', 'content-type': 'application/json', accept: 'text/event-stream',
    });
    expect(cohere.encode(request({ stream: false }), { ...endpoint, headers: { 'x-client-name': 'mine' } }).headers)
      .toMatchObject({ 'x-client-name': 'mine', accept: 'application/json' });
    expect(cohere.encode(request(), { provider: 'cohere', baseUrl: 'http://h' }).headers).not.toHaveProperty('authorization');
  });
});

describe('the body', () => {
  it('holds what was asked and nothing else', () => {
    expect(bodyOf()).toEqual({ model: 'command-a-plus-05-2026', messages: [{ role: 'user', content: 'Hi' }], stream: true });
  });

  it('carries every parameter in Cohere\'s words', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    expect(bodyOf({
      system: 'Be terse.', temperature: 1.5, topP: 0.9, maxTokens: 100, stop: ['###'], seed: 0, schema, stream: false,
      messages: [userMessage('a'), { role: 'assistant', content: [{ type: 'text', text: 'b' }, { type: 'text', text: 'c' }] }, userMessage('d')],
    })).toEqual({
      model: 'command-a-plus-05-2026', temperature: 1.5, p: 0.9, max_tokens: 100, stop_sequences: ['###'], seed: 0, stream: false,
      response_format: { type: 'json_object', json_schema: schema },
      messages: [
        { role: 'system', content: 'Be terse.' }, { role: 'user', content: 'a' }, { role: 'assistant', content: 'bc' }, { role: 'user', content: 'd' },
      ],
    });
  });

  it('carries an image as a data address', () => {
    const content = [{ type: 'text', text: 'What is this?' }, { type: 'image', mediaType: 'image/png', base64: 'iVBORw0=' }] as const;
    expect(bodyOf({ messages: [{ role: 'user', content }] })['messages']).toEqual([{ role: 'user', content: [
      { type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0=' } },
    ] }]);
  });

  it.each<readonly [ReasoningEffort, unknown]>([
    ['none', { type: 'disabled' }], ['low', { type: 'enabled', token_budget: 1024 }], ['medium', { type: 'enabled', token_budget: 4096 }], ['high', { type: 'enabled' }],
  ])('words the effort %s as thinking', (reasoning, thinking) => {
    expect(bodyOf({ reasoning })['thinking']).toEqual(thinking);
  });
});
