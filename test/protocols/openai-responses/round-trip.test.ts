import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { openaiResponses } from '../../../src/protocols/openai-responses/protocol.js';
import type { FailureReason } from '../../../src/protocols/protocol.js';
import { decodeStream } from '../decode-stream.js';
import { collect, scriptedUsage, serve, streamText, type Script } from '../serve.js';

const withSummary = { model: 'm-1', input: 'Hi', reasoning: { effort: 'low', summary: 'auto' } } as const;
const toServer = (body: object) => ({ method: 'POST', path: '/responses', query: new URLSearchParams(), headers: {}, body: JSON.stringify(body) });
const script: Script = { reasoning: ['Hm, ', 'so.'], text: ['Grüß ', '😀', '\u2028 end'] };
const text = 'Grüß 😀\u2028 end';

type Sent = { readonly type: string; readonly sequence_number: number; readonly response?: { readonly status: string; readonly output: readonly { readonly type: string }[] } };

const sentEvents = (answer: Script, body: object = withSummary): readonly Sent[] =>
  streamText(openaiResponses, toServer(body), 'm-1', answer).trimEnd().split('\n\n').map((block) => {
    const [name = '', data = ''] = block.split('\n');
    const event: Sent = JSON.parse(data.replace(/^data: /, ''));
    expect(name).toBe(`event: ${event.type}`);
    return event;
  });

describe('the server of the Responses API', () => {
  it('sends the events in OpenAI\'s order, numbered, and no [DONE]', () => {
    const events = sentEvents(script);
    expect(events.map((event) => event.type.replace(/^response\./, ''))).toEqual([
      'created', 'in_progress',
      'output_item.added', 'reasoning_summary_part.added', 'reasoning_summary_text.delta', 'reasoning_summary_text.delta',
      'reasoning_summary_text.done', 'reasoning_summary_part.done', 'output_item.done',
      'output_item.added', 'content_part.added', 'output_text.delta', 'output_text.delta', 'output_text.delta',
      'output_text.done', 'content_part.done', 'output_item.done', 'completed',
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  });

  it('keeps the reasoning to itself when no summary was asked for', () => {
    const events = sentEvents(script, { model: 'm-1', input: 'Hi' });
    expect(events.some((event) => event.type.includes('reasoning_summary'))).toBe(false);
    expect(events.at(-1)?.response?.output).toMatchObject([{ type: 'reasoning', summary: [] }, { type: 'message', content: [{ text }] }]);
  });

  it.each<readonly [string, Script, readonly object[]]>([
    ['an empty answer', {}, [{ type: 'message', content: [{ type: 'output_text', text: '' }] }]],
    ['an answer that ends while it thinks', { reasoning: ['Hm'], finishReason: 'length' }, [{ type: 'reasoning' }]],
    ['an answer that is cut', { text: ['Hi'], finishReason: 'length' }, [{ type: 'message', status: 'incomplete' }]],
    ['an answer that calls', { text: ['Hi'], finishReason: 'tool_calls' }, [{ type: 'message', status: 'completed' }, { type: 'function_call' }]],
  ])('ends %s with complete items', (_, answer, output) => {
    expect(sentEvents(answer).at(-1)?.response?.output).toMatchObject(output);
  });
});

describe('what the server writes, the client reads', () => {
  const decode = (answer: Script) => decodeStream(openaiResponses, streamText(openaiResponses, toServer(withSummary), 'm-1', answer), { model: 'asked' });

  it('streams text, reasoning and usage', () => {
    const { events, error } = decode(script);
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: 'start', model: 'm-1', id: 'resp_a1b2' }, { type: 'reasoning', text: 'Hm, ' }, { type: 'reasoning', text: 'so.' },
      { type: 'text', text: 'Grüß ' }, { type: 'text', text: '😀' }, { type: 'text', text: '\u2028 end' },
      { type: 'end', finishReason: 'stop', usage: scriptedUsage },
    ]);
  });

  it.each(['stop', 'length', 'content_filter', 'tool_calls'] as const)('finishes with %s, streamed and whole', (finishReason) => {
    expect(decode({ ...script, finishReason }).events.at(-1)).toEqual({ type: 'end', finishReason, usage: scriptedUsage });
    const head = { id: 'a1b2', model: 'm-1', createdMs: 0 };
    const whole = openaiResponses.server.encodeAnswer({ head, reasoning: 'Hm', text: 'Hi', finishReason, usage: scriptedUsage }, toServer(withSummary));
    expect(openaiResponses.decodeBody(whole.body, { model: 'asked' })).toEqual([
      { type: 'start', model: 'm-1', id: 'resp_a1b2' }, { type: 'reasoning', text: 'Hm' }, { type: 'text', text: 'Hi' },
      ...(finishReason === 'tool_calls' ? [{ type: 'text', text: '\n{"tool_call":{"id":"call_a1b2","name":"simulated","arguments":{}}}\n' }] : []),
      { type: 'end', finishReason, usage: scriptedUsage },
    ]);
  });

  it('breaks off once with an error that comes in two events', () => {
    const { events, error } = decode({ text: ['Hi'], midFailure: { reason: 'overloaded', message: 'too busy' } });
    expect(events.map((event) => event.type)).toEqual(['start', 'text']);
    expect(error).toMatchObject({ kind: 'provider', isRetryable: true, code: 'server_is_overloaded' });
    const decoder = openaiResponses.createDecoder({ model: 'm' });
    expect(() => decoder.push({ event: 'error', data: '{"type":"error","message":"no","code":"server_error"}' })).toThrow('no');
    expect(decoder.isEnded()).toBe(true);
    expect(decoder.push({ data: '{"type":"response.failed","response":{"error":{"message":"no"}}}' })).toEqual([]);
    expect(decoder.finish()).toEqual([]);
  });

  it.each<readonly [FailureReason, string, boolean]>([
    ['auth', 'auth', false], ['billing', 'rate_limit', false], ['model', 'provider', false], ['parameter', 'provider', false],
    ['rate_limit', 'rate_limit', true], ['quota', 'rate_limit', false], ['overloaded', 'provider', true], ['server', 'provider', true],
  ])('words %s so that it is understood, before the answer and in it', (reason, kind, isRetryable) => {
    const reply = openaiResponses.server.encodeFailure({ reason, message: 'so it is' }, 'a1b2');
    expect(openaiResponses.parseError({ ...reply, model: 'm-1', nowMs: 0 })).toMatchObject({ kind, isRetryable, requestId: 'req_a1b2' });
    expect(decode({ midFailure: { reason, message: 'so it is' } }).error).toMatchObject({ kind, isRetryable });
  });
});

describe('the openai package', () => {
  const client = (answer: Script) =>
    new OpenAI({ apiKey: 'k', baseURL: 'http://uada.test/v1', fetch: serve(openaiResponses, '/v1', answer).fetch, maxRetries: 0 });

  it('accumulates a stream with its own helper into the very response that ends it', async () => {
    const stream = client(script).responses.stream(withSummary);
    const events = await collect(stream);
    const final = await stream.finalResponse();
    expect(final).toMatchObject({ status: 'completed', output_text: text, usage: { input_tokens: 11, output_tokens: 7, total_tokens: 18 } });
    const last = events.at(-1);
    expect(last?.type === 'response.completed' && last.response.output).toMatchObject([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm, so.' }] }, { type: 'message', status: 'completed', content: [{ type: 'output_text', text }] },
    ]);
  });

  it.each<Script>([{}, { reasoning: ['Hm'], finishReason: 'length' }, { text: ['Hi'], finishReason: 'content_filter' }, { text: ['Hi'], finishReason: 'tool_calls' }])(
    'accumulates %j', async (answer) => {
      const final = await client(answer).responses.stream({ model: 'm-1', input: 'Hi' }).finalResponse();
      expect(final.output_text).toBe((answer.text ?? []).join(''));
      expect(final.status).toBe(answer.finishReason === 'length' || answer.finishReason === 'content_filter' ? 'incomplete' : 'completed');
    },
  );

  it('reads a whole answer, the models and errors', async () => {
    const whole = await client(script).responses.create({ model: 'm-1', input: 'Hi' }).withResponse();
    expect(whole.data.output_text).toBe(text);
    expect(whole.request_id).toBe('req_a1b2');
    expect((await client({}).models.list()).data.map((model) => model.id)).toEqual(['acme/one', 'acme/two']);
    await expect(client({}).responses.create({ model: 'm-1', input: 'Hi', max_output_tokens: 3 })).rejects.toMatchObject({ status: 400, param: 'max_output_tokens' });
    const broken = await client({ text: ['a'], midFailure: { reason: 'server', message: 'gone' } }).responses.create({ model: 'm-1', input: 'Hi', stream: true });
    await expect(collect(broken)).rejects.toThrow('gone');
  });
});
