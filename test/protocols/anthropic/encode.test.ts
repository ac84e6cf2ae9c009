import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { Secret } from '../../../src/core/secret.js';
import { anthropic } from '../../../src/protocols/anthropic/protocol.js';
import type { Endpoint } from '../../../src/protocols/protocol.js';

const endpoint: Endpoint = { provider: 'anthropic', baseUrl: 'https://api.anthropic.com', key: new Secret('sk-ant-test-0123456789') };
const request = (fields: Partial<ChatRequest> = {}): ChatRequest =>
  ({ model: 'claude-sonnet-5-5', messages: [userMessage('Hi')], stream: true, ...fields });
const bodyOf = (fields: Partial<ChatRequest> = {}): Record<string, unknown> =>
  JSON.parse(anthropic.encode(request(fields), endpoint).body!) as Record<string, unknown>;

describe('the address and the headers', () => {
  it('appends the path of the API to the host', () => {
    expect(anthropic.encode(request(), endpoint)).toMatchObject({ method: 'POST', url: 'https://api.anthropic.com/v1/messages' });
  });

  it('sends a key as x-api-key with the version that still has sampling parameters', () => {
    const { headers } = anthropic.encode(request(), endpoint);
    expect(headers).toEqual({
      'anthropic-version': '2023-06-01', 'x-api-key': 'sk-ant-test-0123456789', 'content-type': 'application/json', accept: 'text/event-stream',
    });
    expect(anthropic.encode(request({ stream: false }), endpoint).headers['accept']).toBe('application/json');
  });

  it('sends an auth token as a bearer token and never both', () => {
    const { headers } = anthropic.encode(request(), { ...endpoint, keyKind: 'bearer' });
    expect(headers['authorization']).toBe('Bearer sk-ant-test-0123456789');
    expect(headers).not.toHaveProperty('x-api-key');
  });

  it('lets the endpoint name another version and further headers', () => {
    const { headers } = anthropic.encode(request(), { ...endpoint, headers: { 'anthropic-version': '2026-10-21', 'anthropic-beta': 'a,b' } });
    expect(headers).toMatchObject({ 'anthropic-version': '2026-10-21', 'anthropic-beta': 'a,b' });
  });

  it('sends no credential where there is none', () => {
    const { headers } = anthropic.encode(request(), { provider: 'anthropic', baseUrl: 'http://127.0.0.1:1' });
    expect(Object.keys(headers)).toEqual(['anthropic-version', 'content-type', 'accept']);
  });
});

describe('the body', () => {
  it('holds what was asked and the limit the API demands, and nothing else', () => {
    expect(bodyOf()).toEqual({ model: 'claude-sonnet-5-5', max_tokens: 16_384, messages: [{ role: 'user', content: 'Hi' }], stream: true });
  });

  it('carries every parameter in the words of the API', () => {
    expect(bodyOf({
      model: 'claude-sonnet-4-5', system: 'Be terse.', temperature: 0.2, topP: 0.9, maxTokens: 100, stop: ['###', 'END'], stream: false,
      messages: [userMessage('a'), { role: 'assistant', content: [{ type: 'text', text: 'b' }, { type: 'text', text: 'c' }] }, userMessage('d')],
    })).toEqual({
      model: 'claude-sonnet-4-5', system: 'Be terse.', temperature: 0.2, top_p: 0.9, max_tokens: 100, stop_sequences: ['###', 'END'], stream: false,
      messages: [{ role: 'user', content: 'a' }, { role: 'assistant', content: 'bc' }, { role: 'user', content: 'd' }],
    });
  });

  it('carries an image as a base64 source, in the order of the parts', () => {
    const content = [{ type: 'text', text: 'What is this?' }, { type: 'image', mediaType: 'image/png', base64: 'iVBORw0=' }] as const;
    expect(bodyOf({ messages: [{ role: 'user', content }] })['messages']).toEqual([{ role: 'user', content: [
      { type: 'text', text: 'What is this?' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0=' } },
    ] }]);
  });

  it('refuses a seed by name instead of dropping it', () => {
    expect(() => bodyOf({ seed: 0 })).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining('seed') as string, hint: expect.stringContaining('--seed') as string }) as Error);
  });
});

describe('the schema', () => {
  const schemaOf = (schema: Record<string, unknown>): unknown => (bodyOf({ schema })['output_config'] as { format: { schema: unknown } }).format.schema;

  it('goes into output_config.format and leaves a closed schema as it is', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer', minimum: 3 } }, required: ['a'], additionalProperties: false };
    expect(bodyOf({ schema })['output_config']).toEqual({ format: { type: 'json_schema', schema } });
  });

  it('closes every object that does not say whether it is open', () => {
    const open = { type: 'object', properties: { a: { type: 'integer' } } };
    const closed = { ...open, additionalProperties: false };
    expect(schemaOf({
      $schema: 'https://json-schema.org/draft/2020-12/schema', type: ['object', 'null'],
      properties: { one: open, list: { type: 'array', items: open }, either: { anyOf: [open, { type: 'null' }] }, constructor: open },
      $defs: { shared: open },
    })).toEqual({
      type: ['object', 'null'], additionalProperties: false,
      properties: { one: closed, list: { type: 'array', items: closed }, either: { anyOf: [closed, { type: 'null' }] }, constructor: closed },
      $defs: { shared: closed },
    });
  });

  it('does not close what the person opened, nor branches that must hold together', () => {
    const schema = { type: 'array', items: { type: 'object', additionalProperties: true }, allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] };
    expect(schemaOf(schema)).toEqual(schema);
  });

  it('does not take data for a schema', () => {
    const schema = { enum: [{ type: 'object' }], default: { type: 'object' }, const: { properties: {} } };
    expect(schemaOf(schema)).toEqual(schema);
  });
});
