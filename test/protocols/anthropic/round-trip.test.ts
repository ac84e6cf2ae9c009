import { describe, expect, it } from 'vitest';
import type { FinishReason, StreamEvent } from '../../../src/core/events.js';
import type { Usage } from '../../../src/core/usage.js';
import { anthropic } from '../../../src/protocols/anthropic/protocol.js';
import type { AnswerHead, Encoder, ServerRequest } from '../../../src/protocols/protocol.js';
import { createSseFramer } from '../../../src/transport/framing/sse-framer.js';

const head: AnswerHead = { id: 'abc', model: 'claude-sonnet-5-5', createdMs: 0, inputTokens: 12 };
const usage: Usage = { inputTokens: 12, outputTokens: 34, reasoningTokens: 20, cachedInputTokens: 5 };
const asking = (fields: Record<string, unknown> = { thinking: { type: 'adaptive', display: 'summarized' } }): ServerRequest =>
  ({ method: 'POST', path: '/v1/messages', query: new URLSearchParams(), headers: {}, body: JSON.stringify(fields) });

const written = (write: (encoder: Encoder) => readonly string[], fields?: Record<string, unknown>): string =>
  write(anthropic.server.createEncoder(head, asking(fields))).join('');

const decode = (text: string): readonly StreamEvent[] => {
  const framer = createSseFramer();
  const decoder = anthropic.createDecoder({ model: 'asked-model' });
  const payloads = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
  return [...payloads.flatMap((payload) => decoder.push(payload)), ...decoder.finish()];
};

const start = { type: 'start', model: 'claude-sonnet-5-5', id: 'msg_abc' };

describe('an answer the server streamed', () => {
  it('is read back by the client', () => {
    const text = written((encoder) => [
      encoder.open(), encoder.empty(), encoder.reasoning('Hm, '), encoder.reasoning('🤔'), encoder.text('Hi'), encoder.text(' "there"\n'),
      ...encoder.close({ finishReason: 'stop', usage }),
    ]);
    expect(decode(text)).toEqual([
      start, { type: 'reasoning', text: 'Hm, ' }, { type: 'reasoning', text: '🤔' }, { type: 'text', text: 'Hi' }, { type: 'text', text: ' "there"\n' },
      { type: 'end', finishReason: 'stop', usage },
    ]);
  });

  it('has the events of the API in their order', () => {
    const text = written((encoder) => [encoder.open(), encoder.reasoning('a'), encoder.text('b'), encoder.text('c'), ...encoder.close({ finishReason: 'stop', usage })]);
    expect([...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, name, data]) => {
      const event = JSON.parse(data!) as { type: string; index?: number; delta?: { type?: string } };
      expect(event.type).toBe(name);
      return [event.type, event.index, event.delta?.type].filter((part) => part !== undefined).join(' ');
    })).toEqual([
      'message_start', 'content_block_start 0', 'ping', 'content_block_delta 0 thinking_delta', 'content_block_delta 0 signature_delta', 'content_block_stop 0',
      'content_block_start 1', 'content_block_delta 1 text_delta', 'content_block_delta 1 text_delta', 'content_block_stop 1', 'message_delta', 'message_stop',
    ]);
    expect(text).toContain('"usage":{"input_tokens":12,');
  });

  it.each<FinishReason>(['stop', 'length', 'content_filter', 'tool_calls', 'other'])('can end with %s', (finishReason) => {
    const end = decode(written((encoder) => [encoder.open(), encoder.text('x'), ...encoder.close({ finishReason, usage })])).at(-1);
    expect(end).toEqual({ type: 'end', finishReason, usage, ...(finishReason === 'other' ? { detail: 'pause_turn' } : {}) });
  });

  it('may be empty', () => {
    expect(decode(written((encoder) => [encoder.open(), ...encoder.close({ finishReason: 'stop', usage })]))).toEqual([start, { type: 'end', finishReason: 'stop', usage }]);
  });

  it('sends the usage in the last piece', () => {
    const encoder = anthropic.server.createEncoder(head, asking());
    encoder.open();
    encoder.text('x');
    const pieces = encoder.close({ finishReason: 'stop', usage });
    expect(pieces).toHaveLength(2);
    expect(pieces[0]).not.toContain('usage');
    expect(pieces[1]).toContain('"output_tokens":34');
  });

  it('is not whole without its close', () => {
    expect(() => decode(written((encoder) => [encoder.open(), encoder.text('x')]))).toThrow('before the answer was finished');
  });

  it('may break off with an error', () => {
    const broken = written((encoder) => [encoder.open(), encoder.text('x'), encoder.error({ reason: 'overloaded', message: 'Overloaded' })]);
    expect(() => decode(broken)).toThrow(expect.objectContaining({ kind: 'provider', isRetryable: true, status: 529, requestId: 'req_abc' }) as Error);
  });
});

describe('thinking', () => {
  const answer = (encoder: Encoder): readonly string[] => [encoder.open(), encoder.reasoning('a'), encoder.text('b'), ...encoder.close({ finishReason: 'stop', usage })];
  const whole = { head, reasoning: 'a', text: 'b', finishReason: 'stop', usage } as const;

  it.each<readonly [string, Record<string, unknown>, string, readonly string[], readonly string[]]>([
    ['comes with its text when asked for', { thinking: { type: 'adaptive', display: 'summarized' } }, 'claude-opus-5-5', ['reasoning', 'text'], ['thinking', 'text']],
    ['comes without its text from newer models', {}, 'claude-opus-5-5', ['text'], ['thinking', 'text']],
    ['comes with its text from older models', {}, 'claude-sonnet-4-5', ['reasoning', 'text'], ['thinking', 'text']],
    ['comes without its text when asked so', { thinking: { type: 'enabled', display: 'omitted' } }, 'claude-sonnet-4-5', ['text'], ['thinking', 'text']],
    ['does not come when it is off', { thinking: { type: 'disabled' } }, 'claude-sonnet-4-5', ['text'], ['text']],
    ['does not come up front between tools', { thinking: { type: 'between_tools' } }, 'claude-sonnet-5-5', ['text'], ['text']],
  ])('%s', (_name, fields, model, events, blocks) => {
    const text = answer(anthropic.server.createEncoder({ ...head, model }, asking(fields))).join('');
    expect(decode(text).map((event) => event.type)).toEqual(['start', ...events, 'end']);
    const { body } = anthropic.server.encodeAnswer({ ...whole, head: { ...head, model } }, asking(fields));
    expect(anthropic.decodeBody(body, { model: 'm' }).map((event) => event.type)).toEqual(['start', ...events, 'end']);
    expect((JSON.parse(body) as { content: { type: string }[] }).content.map((block) => block.type)).toEqual(blocks);
  });
});

describe('an answer in one body', () => {
  it('is read back by the client', () => {
    const { status, body } = anthropic.server.encodeAnswer({ head, reasoning: 'Hm', text: 'Hi 👋', finishReason: 'content_filter', usage }, asking());
    expect(status).toBe(200);
    expect(anthropic.decodeBody(body, { model: 'm' })).toEqual([
      start, { type: 'reasoning', text: 'Hm' }, { type: 'text', text: 'Hi 👋' }, { type: 'end', finishReason: 'content_filter', usage },
    ]);
  });

  it('has no blocks when it is empty', () => {
    const { body } = anthropic.server.encodeAnswer({ head, reasoning: '', text: '', finishReason: 'stop', usage }, asking());
    expect(JSON.parse(body)).toMatchObject({ type: 'message', content: [], stop_reason: 'end_turn' });
  });
});

describe('a failure the server sent', () => {
  it.each([
    ['auth', 401, 'auth', false], ['permission', 403, 'auth', false], ['billing', 402, 'rate_limit', false], ['model', 404, 'provider', false],
    ['parameter', 400, 'provider', false], ['too_large', 413, 'provider', false], ['rate_limit', 429, 'rate_limit', true], ['quota', 429, 'rate_limit', false],
    ['overloaded', 529, 'provider', true], ['server', 500, 'provider', true], ['timeout', 504, 'provider', true],
  ] as const)('%s is a %i and read back as %s', (reason, status, kind, isRetryable) => {
    const reply = anthropic.server.encodeFailure({ reason, message: 'Because.', retryAfterSeconds: 7 }, 'abc');
    expect(reply).toMatchObject({ status, headers: { 'request-id': 'req_abc', 'retry-after': '7' } });
    const error = anthropic.parseError({ ...reply, model: 'm', nowMs: 0 });
    expect(error).toMatchObject({ kind, isRetryable, status, requestId: 'req_abc', retryAfterMs: 7000, message: expect.stringContaining('Because.') as string });
  });

  it('may have another status', () => {
    expect(anthropic.server.encodeFailure({ reason: 'server', message: 'x', status: 503 }, 'a').status).toBe(503);
  });
});
