import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../src/core/events.js';
import type { ChatRequest } from '../../../src/core/request.js';
import { ollama } from '../../../src/protocols/ollama/protocol.js';
import type { AnswerEnd, AnswerHead, FailureReason, ServerRequest } from '../../../src/protocols/protocol.js';
import { createNdjsonFramer } from '../../../src/transport/framing/ndjson-framer.js';

const { server } = ollama;
const head: AnswerHead = { id: 'abc', model: 'gemma4', createdMs: Date.UTC(2026, 10, 23, 10) };
const end: AnswerEnd = { finishReason: 'stop', usage: { inputTokens: 11, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: 0 } };

const chat = (body: unknown, path = '/api/chat', method = 'POST'): ServerRequest => ({
  method, path, query: new URLSearchParams(), headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body),
});

const messages = [{ role: 'user', content: 'Hi' }];
const parse = (body: Record<string, unknown>): ChatRequest => server.parse(chat({ model: 'gemma4', messages, ...body }));

const read = (text: string): readonly StreamEvent[] => {
  const framer = createNdjsonFramer();
  const decoder = ollama.createDecoder({ model: 'asked' });
  const payloads = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
  return [...payloads.flatMap((payload) => decoder.push(payload)), ...decoder.finish()];
};

describe('the routes of an Ollama server', () => {
  it.each([
    ['POST', '/api/chat', 'chat'], ['GET', '/api/tags', 'models'], ['GET', '/api/chat', undefined], ['POST', '/api/generate', undefined], ['POST', '/api/chat/', undefined],
  ])('%s %s is %s', (method, path, route) => {
    expect(server.route(chat('', path, method))).toBe(route);
  });

  it('sees a bearer token', () => {
    expect(server.credential({ ...chat(''), headers: { authorization: 'Bearer abc' } })).toBe('abc');
    expect(server.credential(chat(''))).toBeUndefined();
  });
});

describe('a chat request at an Ollama server', () => {
  it('is read back as it was written', () => {
    const request: ChatRequest = {
      model: 'gemma4', system: 'Be terse.',
      messages: [
        { role: 'user', content: [{ type: 'image', mediaType: 'image/jpeg', base64: '/9j/4AAQ' }, { type: 'text', text: 'a' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'b' }] }, { role: 'user', content: [{ type: 'text', text: 'c' }] },
      ],
      temperature: 0.5, topP: 0.9, maxTokens: 12, stop: ['x'], seed: 3, schema: { type: 'object' }, reasoning: 'high', stream: false,
    };
    const { body = '' } = ollama.encode(request, { provider: 'ollama', baseUrl: '' });
    expect(server.parse(chat(body))).toEqual(request);
  });

  it('streams unless it is told not to', () => {
    expect(parse({})).toMatchObject({ stream: true });
    expect(parse({ stream: null })).toMatchObject({ stream: true });
    expect(parse({ stream: false })).toMatchObject({ stream: false });
  });

  it.each([[true, 'medium'], [false, 'none'], ['low', 'low'], ['max', 'high'], [null, undefined]])('reads think %j as %s', (think, reasoning) => {
    expect(parse({ think }).reasoning).toBe(reasoning);
  });

  it('ignores unknown fields and options, as the real server does', () => {
    expect(parse({ keep_alive: '5m', mood: 1, options: { mood: 1, num_ctx: 8192, num_predict: -1, seed: -1 }, format: 'json' }))
      .toMatchObject({ maxTokens: undefined, seed: undefined, schema: undefined });
  });

  it.each<readonly [body: unknown, message: string, code: string | undefined]>([
    ['', 'missing request body', undefined],
    ['[]', 'invalid character', undefined],
    [{ messages }, 'model is required', 'model'],
    [{ model: 'm', messages: 'Hi' }, 'cannot unmarshal', 'messages'],
    [{ model: 'm', messages: ['Hi'] }, 'cannot unmarshal', 'messages'],
    [{ model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] }, 'cannot unmarshal', 'messages.content'],
    [{ model: 'm', messages: [{ role: 'user', content: 'a', images: ['data:image/png;base64,iVBORw0KGgo='] }] }, 'illegal base64 data at input byte 4', 'images'],
    [{ model: 'm', messages: [{ role: 'user', content: 'a', images: ['iVBOR'] }] }, 'illegal base64 data at input byte 4', 'images'],
    [{ model: 'm', messages, stream: 'yes' }, 'cannot unmarshal', 'stream'],
    [{ model: 'm', messages, think: 'minimal' }, 'invalid think value: "minimal"', 'think'],
    [{ model: 'm', messages, format: 'xml' }, 'invalid format: "xml"', 'format'],
    [{ model: 'm', messages, options: { temperature: '1' } }, 'option "temperature" must be of type float32', 'temperature'],
    [{ model: 'm', messages, options: { num_predict: 'x' } }, 'option "num_predict" must be of type integer', 'num_predict'],
    [{ model: 'm', messages, options: { stop: 'x' } }, 'option "stop" must be of type array', 'stop'],
    [{ model: 'm', messages, options: { stop: [1] } }, 'option "stop" must be of an array of strings', 'stop'],
  ])('is refused: %j', (body, message, code) => {
    expect(() => server.parse(chat(body))).toThrow(expect.objectContaining({ kind: 'usage', code, message: expect.stringContaining(message) as string }) as Error);
  });
});

describe('an answer of an Ollama server', () => {
  const request = chat({ model: 'gemma4', messages });
  const events = (finishReason: AnswerEnd['finishReason'], detail = {}): readonly StreamEvent[] => [
    { type: 'start', model: 'gemma4' }, { type: 'reasoning', text: 'Hm 🤔' }, { type: 'text', text: 'Grüße\n' }, { type: 'text', text: '🌍' },
    { type: 'end', finishReason, usage: { inputTokens: 11, outputTokens: 5, reasoningTokens: null, cachedInputTokens: null }, ...detail },
  ];

  it.each([['stop', 'stop'], ['length', 'length'], ['content_filter', 'stop'], ['tool_calls', 'stop'], ['other', 'stop']] as const)('that ends with %s is read as %s', (sent, read_) => {
    const encoder = server.createEncoder(head, request);
    const text = [
      encoder.open(), encoder.empty(), encoder.reasoning('Hm 🤔'), encoder.text('Grüße\n'), encoder.text('🌍'), ...encoder.close({ ...end, finishReason: sent }),
    ].join('');
    expect(encoder.contentType).toBe('application/x-ndjson');
    expect(read(text)).toEqual(events(read_));
  });

  it('is the same in one body', () => {
    const response = server.encodeAnswer({ ...end, head, reasoning: 'Hm 🤔', text: 'Grüße\n🌍' }, request);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const [start, reasoning, first, second, last] = events('stop');
    expect(first && second).toBeTruthy();
    expect(ollama.decodeBody(response.body, { model: 'asked' })).toEqual([start, reasoning, { type: 'text', text: 'Grüße\n🌍' }, last]);
  });

  it('hides the thinking from who switched it off', () => {
    const quiet = chat({ model: 'gemma4', messages, think: false });
    expect(server.createEncoder(head, quiet).reasoning('Hm')).toBe('');
    expect(server.encodeAnswer({ ...end, head, reasoning: 'Hm', text: 'Hi' }, quiet).body).not.toContain('Hm');
  });

  it('leaves out counts of zero and keeps durations in nanoseconds', () => {
    const [line = ''] = server.createEncoder(head, request).close({ finishReason: 'stop', usage: { ...end.usage, outputTokens: 0 } });
    expect(JSON.parse(line)).toEqual({
      model: 'gemma4', created_at: '2026-11-23T10:00:00.000Z', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop',
      total_duration: 12_000_000, load_duration: 1_000_000, prompt_eval_count: 11, prompt_eval_duration: 11_000_000,
    });
  });

  it('breaks off with an error line that a client understands', () => {
    const encoder = server.createEncoder(head, request);
    expect(() => read(encoder.text('Hi') + encoder.error({ reason: 'server', message: 'boom' }))).toThrow(/boom/);
  });
});

describe('a failure of an Ollama server', () => {
  it.each<readonly [FailureReason, number, string, boolean]>([
    ['auth', 401, 'auth', false], ['permission', 403, 'auth', false], ['billing', 403, 'rate_limit', false], ['model', 404, 'provider', false],
    ['parameter', 400, 'provider', false], ['too_large', 400, 'provider', false], ['rate_limit', 429, 'rate_limit', true], ['quota', 429, 'rate_limit', false],
    ['overloaded', 503, 'provider', true], ['server', 500, 'provider', true], ['timeout', 504, 'provider', true],
  ])('%s is a %d that means %s', (reason, status, kind, isRetryable) => {
    const response = server.encodeFailure({ reason, message: 'the reason' }, 'abc');
    expect(response.status).toBe(status);
    expect(ollama.parseError({ ...response, model: 'gemma4', nowMs: 0 })).toMatchObject({ kind, isRetryable, message: expect.stringContaining('the reason') as string });
  });

  it('keeps the status and the wait it is given', () => {
    const response = server.encodeFailure({ reason: 'server', message: 'x', status: 502, retryAfterSeconds: 2 }, 'abc');
    expect(response).toMatchObject({ status: 502, headers: { 'retry-after': '2' } });
  });
});

describe('the model list of an Ollama server', () => {
  it('is read back', () => {
    const model = { id: 'gemma4:latest', name: null, contextTokens: 8192, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false };
    const { body } = server.encodeModels([model, { ...model, id: 'embedder', isChat: false }]);
    expect(ollama.decodeModels(body).models).toEqual([
      { ...model, name: 'gemma4:latest', capabilities: ['vision', 'reasoning'] }, { ...model, id: 'embedder', name: 'embedder', isChat: false, capabilities: [] },
    ]);
  });
});
