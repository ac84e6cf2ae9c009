import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { ollama } from '../../../src/protocols/ollama/protocol.js';

const endpoint = { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434' };
const plain: ChatRequest = { model: 'qwen3.5', messages: [userMessage('Hi')], stream: true };

const bodyOf = (request: Partial<ChatRequest>): unknown => JSON.parse(ollama.encode({ ...plain, ...request }, endpoint).body ?? '');

describe('a chat request for Ollama', () => {
  it('goes to the native chat of the server without a credential', () => {
    expect(ollama.encode(plain, endpoint)).toEqual({
      method: 'POST',
      url: 'http://127.0.0.1:11434/api/chat',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: '{"model":"qwen3.5","messages":[{"role":"user","content":"Hi"}],"stream":true}',
    });
  });

  it('keeps the path of a proxy and sends the key and the row\'s headers when there are some', () => {
    const request = ollama.encode({ ...plain, stream: false }, {
      ...endpoint, baseUrl: 'https://example.com/ollama', key: new Secret('canary-1234'), headers: { 'x-team': 'a' },
    });
    expect(request.url).toBe('https://example.com/ollama/api/chat');
    expect(request.headers).toEqual({ authorization: 'Bearer canary-1234', 'x-team': 'a', 'content-type': 'application/json', accept: 'application/json' });
  });

  it('says always whether it wants a stream', () => {
    expect(bodyOf({ stream: true })).toMatchObject({ stream: true });
    expect(bodyOf({ stream: false })).toMatchObject({ stream: false });
  });

  it('carries every sampling parameter as an option', () => {
    expect(bodyOf({ temperature: 0, topP: 0.9, maxTokens: 256, stop: ['###', '\n'], seed: 7 })).toEqual({
      model: 'qwen3.5', messages: [{ role: 'user', content: 'Hi' }], stream: true,
      options: { temperature: 0, top_p: 0.9, num_predict: 256, stop: ['###', '\n'], seed: 7 },
    });
  });

  it('puts the system prompt first and keeps the turns in order', () => {
    const messages = [userMessage('a'), { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'b' }] }, userMessage('c')];
    expect(bodyOf({ system: 'Be terse.', messages })).toMatchObject({
      messages: [
        { role: 'system', content: 'Be terse.' }, { role: 'user', content: 'a' }, { role: 'assistant', content: 'b' }, { role: 'user', content: 'c' },
      ],
    });
  });

  it('sends images as bare base64 beside the text', () => {
    const messages = [{
      role: 'user' as const,
      content: [
        { type: 'text' as const, text: 'What ' }, { type: 'image' as const, mediaType: 'image/png', base64: 'iVBORw0KGgo=' },
        { type: 'text' as const, text: 'is this?' }, { type: 'image' as const, mediaType: 'image/jpeg', base64: '/9j/4AAQ' },
      ],
    }];
    expect(bodyOf({ messages })).toMatchObject({ messages: [{ role: 'user', content: 'What is this?', images: ['iVBORw0KGgo=', '/9j/4AAQ'] }] });
  });

  it('sends a schema as the format', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    expect(bodyOf({ schema })).toMatchObject({ format: schema });
  });

  it.each([['none', false], ['low', 'low'], ['medium', 'medium'], ['high', 'high']] as const)('words reasoning %s as think %j', (reasoning, think) => {
    expect(bodyOf({ reasoning })).toMatchObject({ think });
  });

  it('refuses to switch reasoning off where the server would ignore it', () => {
    expect(() => bodyOf({ model: 'gpt-oss:20b', reasoning: 'none' })).toThrow(expect.objectContaining({
      kind: 'usage', message: expect.stringContaining('gpt-oss:20b') as string, hint: expect.stringContaining('--reasoning low') as string,
    }) as Error);
    expect(bodyOf({ model: 'gpt-oss:20b', reasoning: 'low' })).toMatchObject({ think: 'low' });
  });
});
