import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../src/core/events.js';
import type { ChatRequest } from '../../../src/core/request.js';
import { google } from '../../../src/protocols/google/protocol.js';
import type { AnswerEnd, AnswerHead, FailureReason, ServerRequest } from '../../../src/protocols/protocol.js';
import type { Framer } from '../../../src/transport/framing/framer.js';
import { createJsonArrayFramer } from '../../../src/transport/framing/json-array-framer.js';
import { createSseFramer } from '../../../src/transport/framing/sse-framer.js';

const { server } = google;
const head: AnswerHead = { id: 'abc', model: 'gemini-3.8-flash', createdMs: 0 };
const end: AnswerEnd = { finishReason: 'stop', usage: { inputTokens: 11, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: 4 } };
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }];
const thoughtful = { contents, generationConfig: { thinkingConfig: { thinkingLevel: 'LOW', includeThoughts: true } } };

const call = (body: unknown, target = 'gemini-3.8-flash:streamGenerateContent', query = 'alt=sse'): ServerRequest => ({
  method: 'POST', path: `/v1beta/models/${target}`, query: new URLSearchParams(query), headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const parse = (generationConfig: unknown, model = 'gemini-3.8-flash'): ChatRequest => server.parse(call({ contents, generationConfig }, `${model}:generateContent`, ''));

const read = (text: string, framer: Framer = createSseFramer()): readonly StreamEvent[] => {
  const decoder = google.createDecoder({ model: 'asked' });
  const payloads = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
  return [...payloads.flatMap((payload) => decoder.push(payload)), ...decoder.finish()];
};

describe('the routes of a Google server', () => {
  it.each([
    ['POST', '/v1beta/models/gemini-3.8-flash:generateContent', 'chat'], ['POST', '/v1beta/models/gemini-3.8-flash:streamGenerateContent', 'chat'],
    ['POST', '/v1/models/x%3AgenerateContent', 'chat'], ['POST', '/v1beta/tunedModels/x:generateContent', 'chat'], ['GET', '/v1beta/models', 'models'],
    ['GET', '/v1beta/models/x:generateContent', undefined], ['POST', '/v1beta/models/x:countTokens', undefined], ['POST', '/v1beta/models/%zz:generateContent', undefined],
    ['POST', '/models/x:generateContent', undefined],
  ])('%s %s is %s', (method, path, route) => {
    expect(server.route({ ...call(''), method, path })).toBe(route);
  });

  it('sees the key in a header or in the address', () => {
    expect(server.credential({ ...call(''), headers: { 'x-goog-api-key': 'a' }, query: new URLSearchParams('key=b') })).toBe('a');
    expect(server.credential({ ...call(''), query: new URLSearchParams('key=b') })).toBe('b');
    expect(server.credential({ ...call(''), headers: { authorization: 'Bearer c' } })).toBe('c');
    expect(server.credential({ ...call(''), headers: { 'x-goog-api-key': '' } })).toBeUndefined();
  });
});

describe('a chat request at a Google server', () => {
  it('is read back as it was written', () => {
    const request: ChatRequest = {
      model: 'gemini-3.8-flash', system: 'Be terse.',
      messages: [
        { role: 'user', content: [{ type: 'image', mediaType: 'image/jpeg', base64: '/9j/4AAQ' }, { type: 'text', text: 'a' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'b' }] }, { role: 'user', content: [{ type: 'text', text: 'c' }] },
      ],
      temperature: 0.5, topP: 0.9, maxTokens: 12, stop: ['x'], seed: 3, schema: { type: 'object' }, reasoning: 'high', stream: false,
    };
    for (const stream of [true, false]) {
      const { url, body = '' } = google.encode({ ...request, stream }, { provider: 'google', baseUrl: 'http://host' });
      const { pathname, searchParams } = new URL(url);
      expect(server.parse({ method: 'POST', path: pathname, query: searchParams, headers: {}, body })).toEqual({ ...request, stream });
    }
  });

  it('may be in snake case', () => {
    const body = {
      system_instruction: { parts: [{ text: 'Be terse.' }] },
      contents: [{ parts: [{ inline_data: { mime_type: 'image/png', data: 'iVBORw0KGgo=' } }, { text: 'Hi' }] }],
      generation_config: { max_output_tokens: 5, top_p: 0.5, stop_sequences: ['x'], thinking_config: { thinking_level: 'HIGH', include_thoughts: true }, response_mime_type: 'application/json', response_json_schema: { type: 'object', snake_case: 1 } },
    };
    expect(server.parse(call(body))).toMatchObject({
      system: 'Be terse.', maxTokens: 5, topP: 0.5, stop: ['x'], reasoning: 'high', schema: { type: 'object', snake_case: 1 },
      messages: [{ role: 'user', content: [{ type: 'image', mediaType: 'image/png', base64: 'iVBORw0KGgo=' }, { type: 'text', text: 'Hi' }] }],
    });
    expect(server.createEncoder(head, call(body)).reasoning('Hm')).toContain('Hm');
  });

  it('may carry what a chat has no use for', () => {
    const parts = [{ text: 'plan', thought: true }, { functionCall: { name: 'f' } }, { text: 'b', thoughtSignature: 'Ej' }];
    expect(server.parse(call({ contents: [...contents, { role: 'model', parts }, ...contents], tools: [], safetySettings: [], generationConfig: { topK: 4 } })).messages[1])
      .toEqual({ role: 'assistant', content: [{ type: 'text', text: 'b' }] });
  });

  it.each<readonly [model: string, config: object, reasoning: string | undefined]>([
    ['gemini-3.6-flash', { thinkingLevel: 'minimal' }, 'none'], ['gemini-3.8-flash', { thinkingLevel: 'MEDIUM' }, 'medium'], ['gemini-3.8-flash', { thinkingBudget: 1 }, 'low'],
    ['gemini-2.5-flash', { thinkingBudget: 0 }, 'none'], ['gemini-2.5-flash', { thinkingBudget: -1 }, undefined], ['gemini-2.5-flash', { thinkingBudget: 1024 }, 'low'],
    ['gemini-2.5-flash', { thinkingBudget: 8192 }, 'medium'], ['gemini-2.5-pro', { thinkingBudget: 24_576 }, 'high'], ['gemini-3.8-flash', { includeThoughts: true }, undefined],
  ])('to %s with %j means %s', (model, thinkingConfig, reasoning) => {
    expect(parse({ thinkingConfig }, model).reasoning).toBe(reasoning);
  });

  it.each<readonly [body: unknown, message: string]>([
    ['', 'Invalid JSON payload'], ['[]', 'Invalid JSON payload'],
    [{}, 'contents is not specified'], [{ contents: [] }, 'contents is not specified'], [{ contents: 'Hi' }, 'Invalid value at \'contents\''],
    [{ contents, temperature: 1 }, 'Unknown name "temperature": Cannot find field.'],
    [{ contents, generation_config: { max_tokens: 1 } }, 'Unknown name "max_tokens" at \'generation_config\': Cannot find field.'],
    [{ contents: [{ role: 'user', content: 'Hi' }] }, 'Unknown name "content" at \'contents[0]\''],
    [{ contents: [{ role: 'assistant', parts: [{ text: 'Hi' }] }] }, 'valid role: user, model'],
    [{ contents: [{ role: 'user', parts: [] }] }, 'parts must not be empty'], [{ contents: [{ role: 'user' }] }, 'parts must not be empty'],
    [{ contents: [{ parts: [{}] }] }, 'required oneof field \'data\''], [{ contents: [{ parts: [{ text: 5 }] }] }, 'TYPE_STRING'],
    [{ contents: [{ parts: [{ inlineData: { data: 'aa' } }] }] }, 'mimeType'],
    [{ contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data: 'data:image/png;base64,aa' } }] }] }, 'Base64'],
    [{ contents, systemInstruction: 'Be terse.' }, 'Invalid value at \'system_instruction\''],
    [{ contents, generationConfig: { temperature: 3 } }, 'range [0, 2]'], [{ contents, generationConfig: { topP: 'x' } }, 'generation_config.top_p'],
    [{ contents, generationConfig: { maxOutputTokens: 0 } }, 'max_output_tokens'], [{ contents, generationConfig: { stopSequences: 'x' } }, 'stop_sequences'],
    [{ contents, generationConfig: { stopSequences: ['1', '2', '3', '4', '5', '6'] } }, 'at most 5'], [{ contents, generationConfig: { stopSequences: [1] } }, 'TYPE_STRING'],
    [{ contents, generationConfig: { responseJsonSchema: {} } }, 'application/json'],
    [{ contents, generationConfig: { responseJsonSchema: {}, responseSchema: {}, responseMimeType: 'application/json' } }, 'Only one of'],
    [{ contents, generationConfig: { responseJsonSchema: 'x', responseMimeType: 'application/json' } }, 'response_json_schema'],
    [{ contents, generationConfig: { thinkingConfig: { effort: 'low' } } }, 'Unknown name "effort" at \'generation_config.thinking_config\''],
    [{ contents, generationConfig: { thinkingConfig: { thinkingLevel: 'low', thinkingBudget: 5 } } }, 'only one of thinking budget and thinking level'],
    [{ contents, generationConfig: { thinkingConfig: { thinkingLevel: 'minimal' } } }, 'MINIMAL is not supported'],
    [{ contents, generationConfig: { thinkingConfig: { thinkingLevel: 'huge' } } }, 'thinking_level'],
    [{ contents, generationConfig: { thinkingConfig: { thinkingBudget: 1.5 } } }, 'TYPE_INT32'],
    [{ contents, generationConfig: { thinkingConfig: { thinkingBudget: 52_428 } } }, 'budget 52428 is invalid'],
  ])('is refused: %j', (body, message) => {
    expect(() => server.parse(call(body))).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining(message) as string }) as Error);
  });

  it.each([
    ['gemini-2.5-flash', { thinkingLevel: 'low' }, 'Thinking level is not supported'], ['gemini-2.5-pro', { thinkingBudget: 0 }, 'Budget 0 is invalid'],
    ['gemini-4-argon', { thinkingBudget: 100 }, 'budget is not supported'], ['gemini-4-argon', { thinkingLevel: 'MINIMAL' }, 'MINIMAL is not supported'],
    ['gemini-2.0-flash', { includeThoughts: true }, 'not enabled'],
  ])('to %s is refused with %j', (model, thinkingConfig, message) => {
    expect(() => parse({ thinkingConfig }, model)).toThrow(message);
  });
});

describe('an answer of a Google server', () => {
  const events = (finishReason: AnswerEnd['finishReason'], detail: object = {}): readonly StreamEvent[] => [
    { type: 'start', model: 'gemini-3.8-flash', id: 'abc' }, { type: 'reasoning', text: 'Hm 🤔' }, { type: 'text', text: 'Grüße\n' }, { type: 'text', text: '🌍' },
    { type: 'end', finishReason, ...detail, usage: { inputTokens: 11, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: 4 } },
  ];
  const write = (request: ServerRequest, finishReason: AnswerEnd['finishReason'] = 'stop'): string => {
    const encoder = server.createEncoder(head, request);
    return [encoder.open(), encoder.empty(), encoder.reasoning('Hm 🤔'), encoder.text('Grüße\n'), encoder.text('🌍'), ...encoder.close({ ...end, finishReason })].join('');
  };

  it.each([
    ['stop', 'stop', {}], ['length', 'length', {}], ['content_filter', 'content_filter', { detail: 'SAFETY' }], ['tool_calls', 'stop', {}], ['other', 'other', { detail: 'OTHER' }],
  ] as const)('that ends with %s is read as %s', (sent, got, detail) => {
    expect(read(write(call(thoughtful), sent))).toEqual(events(got, detail));
  });

  it('is one JSON array without alt=sse', () => {
    const request = call(thoughtful, undefined, '');
    const text = write(request);
    expect(server.createEncoder(head, request).contentType).toBe('application/json; charset=UTF-8');
    expect(JSON.parse(text)).toHaveLength(5);
    expect(read(text, createJsonArrayFramer())).toEqual(events('stop'));
  });

  it('is the same in one body', () => {
    const response = server.encodeAnswer({ ...end, head, reasoning: 'Hm 🤔', text: 'Grüße\n🌍' }, call(thoughtful));
    const [start, reasoning, , , last] = events('stop');
    expect(google.decodeBody(response.body, { model: 'asked' })).toEqual([start, reasoning, { type: 'text', text: 'Grüße\n🌍' }, last]);
  });

  it('has no parts when there is nothing to say', () => {
    const { body } = server.encodeAnswer({ ...end, finishReason: 'length', head, reasoning: '', text: '' }, call({ contents }));
    expect(JSON.parse(body)).toMatchObject({ candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }] });
    expect(body).not.toContain('parts');
  });

  it('keeps thoughts to itself unless they are asked for', () => {
    expect(write(call({ contents }))).not.toContain('Hm');
    expect(server.encodeAnswer({ ...end, head, reasoning: 'Hm', text: 'Hi' }, call({ contents })).body).not.toContain('Hm');
  });

  it('leaves out counts of zero', () => {
    const usage = { inputTokens: 11, outputTokens: 0, reasoningTokens: 0, cachedInputTokens: 0 };
    const [event = ''] = server.createEncoder(head, call({ contents })).close({ finishReason: 'stop', usage });
    expect(JSON.parse(event.slice('data: '.length))).toEqual({
      candidates: [{ content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 11, totalTokenCount: 11, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 11 }] },
      modelVersion: 'gemini-3.8-flash', responseId: 'abc',
    });
  });

  it.each([['alt=sse', createSseFramer], ['', createJsonArrayFramer]] as const)('breaks off with an error that a client understands (%s)', (query, createFramer) => {
    const encoder = server.createEncoder(head, call({ contents }, undefined, query));
    const text = encoder.text('Hi') + encoder.error({ reason: 'overloaded', message: 'boom' });
    expect(() => read(text, createFramer())).toThrow(/boom/);
    if (query === '') expect(JSON.parse(text)).toHaveLength(2);
  });
});

describe('a failure of a Google server', () => {
  it.each<readonly [FailureReason, number, string, boolean]>([
    ['auth', 400, 'auth', false], ['permission', 403, 'auth', false], ['billing', 429, 'rate_limit', false], ['model', 404, 'provider', false],
    ['parameter', 400, 'provider', false], ['too_large', 400, 'provider', false], ['rate_limit', 429, 'rate_limit', true], ['quota', 429, 'rate_limit', false],
    ['overloaded', 503, 'provider', true], ['server', 500, 'provider', true], ['timeout', 504, 'provider', true],
  ])('%s is a %d that means %s', (reason, status, kind, isRetryable) => {
    const response = server.encodeFailure({ reason, message: 'the reason' }, 'abc');
    expect(response.status).toBe(status);
    expect(google.parseError({ ...response, model: 'm', nowMs: 0 })).toMatchObject({ kind, isRetryable, message: expect.stringContaining('the reason') as string });
  });

  it('says how long to wait in the details and names a field', () => {
    const limited = server.encodeFailure({ reason: 'rate_limit', message: 'x', retryAfterSeconds: 1.5 }, 'abc');
    expect(limited.headers).not.toHaveProperty('retry-after');
    expect(google.parseError({ ...limited, model: 'm', nowMs: 0 }).retryAfterMs).toBe(1500);
    const bad = server.encodeFailure({ reason: 'parameter', message: 'x', parameter: 'topP' }, 'abc');
    expect(google.parseError({ ...bad, model: 'm', nowMs: 0 }).message).toContain('parameter topP');
  });

  it('finds the word for a status it is given', () => {
    const response = server.encodeFailure({ reason: 'server', message: 'x', status: 503 }, 'abc');
    expect(response.status).toBe(503);
    expect(JSON.parse(response.body)).toEqual({ error: { code: 503, message: 'x', status: 'UNAVAILABLE' } });
  });
});

describe('the model list of a Google server', () => {
  it('is read back', () => {
    const model = { id: 'gemini-3.8-flash', name: 'Flash', contextTokens: 8192, maxOutputTokens: 100, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false };
    const models = [model, { ...model, id: 'embedder', contextTokens: null, maxOutputTokens: null, isChat: false }];
    expect(google.decodeModels(server.encodeModels(models).body)).toEqual({ models });
    expect(google.decodeModels(server.encodeModels([]).body)).toEqual({ models: [] });
  });
});
