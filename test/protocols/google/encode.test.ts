import { describe, expect, it } from 'vitest';
import type { ChatRequest, ReasoningEffort } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { google } from '../../../src/protocols/google/protocol.js';

const endpoint = { provider: 'google', baseUrl: 'https://generativelanguage.googleapis.com' };
const plain: ChatRequest = { model: 'gemini-3.8-flash', messages: [userMessage('Hi')], stream: true };

const bodyOf = (request: Partial<ChatRequest>): unknown => JSON.parse(google.encode({ ...plain, ...request }, endpoint).body ?? '');
const urlOf = (model: string, stream = true): string => google.encode({ ...plain, model, stream }, endpoint).url;

describe('a chat request for Google', () => {
  it('asks for a stream of events', () => {
    expect(google.encode(plain, endpoint)).toEqual({
      method: 'POST',
      url: 'https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}',
    });
  });

  it('has the key in a header and nowhere else', () => {
    const request = google.encode(plain, { ...endpoint, key: new Secret('canary-key-1234'), headers: { 'x-team': 'a' } });
    expect(request.headers).toMatchObject({ 'x-goog-api-key': 'canary-key-1234', 'x-team': 'a' });
    expect(request.url + (request.body ?? '')).not.toContain('canary');
  });

  it.each([
    ['gemini-3.8-flash', false, '/v1beta/models/gemini-3.8-flash:generateContent'],
    ['models/gemini-3.8-flash', true, '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse'],
    ['tunedModels/mine', false, '/v1beta/tunedModels/mine:generateContent'],
    ['a?b#c', false, '/v1beta/models/a%3Fb%23c:generateContent'],
  ])('names the model %s in the path', (model, stream, path) => {
    expect(urlOf(model, stream)).toBe(endpoint.baseUrl + path);
  });

  it.each(['models/../files', 'models/', '../x', 'a//b'])('refuses %j as a model', (model) => {
    expect(() => urlOf(model)).toThrow(expect.objectContaining({ kind: 'usage' }) as Error);
  });

  it('carries every sampling parameter in the generation config', () => {
    expect(bodyOf({ temperature: 0, topP: 0.9, maxTokens: 256, stop: ['###'], seed: 7 })).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      generationConfig: { temperature: 0, topP: 0.9, maxOutputTokens: 256, stopSequences: ['###'], seed: 7 },
    });
  });

  it('has the system prompt apart and calls the assistant model', () => {
    const messages = [userMessage('a'), { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'b' }] }, userMessage('c')];
    expect(bodyOf({ system: 'Be terse.', messages })).toEqual({
      systemInstruction: { parts: [{ text: 'Be terse.' }] },
      contents: [{ role: 'user', parts: [{ text: 'a' }] }, { role: 'model', parts: [{ text: 'b' }] }, { role: 'user', parts: [{ text: 'c' }] }],
    });
  });

  it('sends images inline and leaves empty texts out beside them', () => {
    const content = [
      { type: 'text' as const, text: '' }, { type: 'image' as const, mediaType: 'image/png', base64: 'iVBORw0KGgo=' }, { type: 'text' as const, text: 'What?' },
    ];
    expect(bodyOf({ messages: [{ role: 'user', content }] }))
      .toMatchObject({ contents: [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }, { text: 'What?' }] }] });
    expect(bodyOf({ messages: [userMessage('')] })).toMatchObject({ contents: [{ role: 'user', parts: [{ text: '' }] }] });
  });

  it('sends a schema with the type it needs, without the words Gemini has no use for', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', required: ['kind'], additionalProperties: false,
      properties: { kind: { const: 'a' }, const: { type: 'string' }, list: { type: 'array', items: { anyOf: [{ const: 1 }, { type: 'null' }] } } },
      $defs: { x: { const: 'x' } },
    };
    expect(bodyOf({ schema })).toMatchObject({ generationConfig: {
      responseMimeType: 'application/json',
      responseJsonSchema: {
        type: 'object', required: ['kind'], additionalProperties: false,
        properties: { kind: { enum: ['a'] }, const: { type: 'string' }, list: { type: 'array', items: { anyOf: [{ enum: [1] }, { type: 'null' }] } } },
        $defs: { x: { enum: ['x'] } },
      },
    } });
    expect(JSON.stringify(bodyOf({ schema }))).not.toContain('$schema');
  });
});

describe('reasoning for Google', () => {
  const configOf = (model: string, reasoning: ReasoningEffort): unknown =>
    (bodyOf({ model, reasoning }) as { generationConfig?: { thinkingConfig?: unknown } }).generationConfig?.thinkingConfig;
  const level = (thinkingLevel: string): unknown => ({ thinkingLevel, includeThoughts: true });
  const budget = (thinkingBudget: number): unknown => ({ thinkingBudget, includeThoughts: true });
  const off = { thinkingLevel: 'minimal' };

  it.each<readonly [string, ReasoningEffort, unknown]>([
    ['gemini-3.8-flash', 'low', level('low')], ['gemini-3.8-flash', 'medium', level('medium')], ['gemini-3.8-flash', 'high', level('high')],
    ['models/gemini-3.6-flash', 'none', off], ['gemini-3.5-flash-lite', 'none', off], ['gemini-3-flash-preview', 'none', off],
    ['gemini-3.7-flash-lite', 'none', off], ['gemini-flash-lite-latest', 'none', off],
    ['gemini-3.1-pro-preview', 'medium', level('medium')], ['gemini-3-pro-preview', 'high', level('high')],
    ['gemini-4-argon', 'high', level('high')], ['gemini-4-hydrogen', 'low', level('low')], ['some-new-model', 'none', off],
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }], ['gemini-2.5-flash-lite', 'low', budget(1024)],
    ['gemini-2.5-pro', 'medium', budget(8192)], ['gemini-2.5-flash', 'high', budget(24_576)],
    ['gemini-2.0-flash', 'none', undefined], ['gemma-3-27b-it', 'none', undefined],
  ])('%s with %s', (model, reasoning, expected) => {
    expect(configOf(model, reasoning)).toEqual(expected);
  });

  it.each<readonly [string, ReasoningEffort, string]>([
    ['gemini-3.8-flash', 'none', '--reasoning low or medium or high'], ['gemini-flash-latest', 'none', '--reasoning low'], ['gemini-4-argon', 'none', '--reasoning low'],
    ['gemini-3.1-pro-preview', 'none', '--reasoning low'], ['gemini-3-pro-preview', 'medium', '--reasoning low or high'],
    ['gemini-2.5-pro', 'none', '--reasoning low'], ['gemini-2.0-flash', 'low', 'leave out --reasoning'], ['gemini-3.1-flash-tts-preview', 'high', 'leave out --reasoning'],
  ])('refuses for %s the effort %s by name', (model, reasoning, hint) => {
    expect(() => configOf(model, reasoning)).toThrow(expect.objectContaining({
      kind: 'usage', message: expect.stringMatching(new RegExp(`"${reasoning}".*${model}`)) as string, hint: expect.stringContaining(hint) as string,
    }) as Error);
  });
});
