import { describe, expect, it } from 'vitest';
import type { FinishReason, StreamEvent } from '../../../src/core/events.js';
import type { Usage } from '../../../src/core/usage.js';
import { cohere } from '../../../src/protocols/cohere/protocol.js';
import type { AnswerHead, Encoder, ServerRequest } from '../../../src/protocols/protocol.js';
import { createSseFramer } from '../../../src/transport/framing/sse-framer.js';

const head: AnswerHead = { id: 'abc', model: 'command-a-plus-05-2026', createdMs: 0 };
const usage: Usage = { inputTokens: 12, outputTokens: 34, reasoningTokens: null, cachedInputTokens: 5 };
const asking = (fields: Record<string, unknown> = {}): ServerRequest =>
  ({ method: 'POST', path: '/v2/chat', query: new URLSearchParams(), headers: {}, body: JSON.stringify(fields) });

const written = (write: (encoder: Encoder) => readonly string[], fields?: Record<string, unknown>): string =>
  write(cohere.server.createEncoder(head, asking(fields))).join('');

const decode = (text: string): readonly StreamEvent[] => {
  const framer = createSseFramer();
  const decoder = cohere.createDecoder({ model: 'asked-model' });
  const payloads = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
  return [...payloads.flatMap((payload) => decoder.push(payload)), ...decoder.finish()];
};

const start = { type: 'start', model: 'asked-model', id: 'abc' };

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

  it('has the events of the API in their order and the terminator behind them', () => {
    const text = written((encoder) => [encoder.open(), encoder.reasoning('a'), encoder.text('b'), encoder.text('c'), ...encoder.close({ finishReason: 'stop', usage })]);
    expect([...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, name, data]) => {
      const event = JSON.parse(data!) as { type: string; index?: number };
      expect(event.type).toBe(name);
      return [event.type, event.index].filter((part) => part !== undefined).join(' ');
    })).toEqual([
      'message-start', 'content-start 0', 'content-delta 0', 'content-end 0', 'content-start 1', 'content-delta 1', 'content-delta 1', 'content-end 1', 'message-end',
    ]);
    expect(text.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
  });

  it.each<readonly [FinishReason, FinishReason]>([
    ['stop', 'stop'], ['length', 'length'], ['tool_calls', 'tool_calls'], ['content_filter', 'stop'], ['other', 'stop'],
  ])('ended with %s is read as %s, as Cohere has no more words', (finishReason, read) => {
    expect(decode(written((encoder) => [encoder.open(), encoder.text('x'), ...encoder.close({ finishReason, usage })])).at(-1)).toEqual({ type: 'end', finishReason: read, usage });
  });

  it('may be empty', () => {
    expect(decode(written((encoder) => [encoder.open(), ...encoder.close({ finishReason: 'stop', usage })]))).toEqual([start, { type: 'end', finishReason: 'stop', usage }]);
  });

  it('sends the usage in the last piece', () => {
    const encoder = cohere.server.createEncoder(head, asking());
    encoder.text('x');
    const pieces = encoder.close({ finishReason: 'stop', usage });
    expect(pieces).toHaveLength(2);
    expect(pieces[0]).not.toContain('usage');
    expect(pieces[1]).toContain('"output_tokens":34');
  });

  it('is not whole without its close', () => {
    expect(() => decode(written((encoder) => [encoder.open(), encoder.text('x')]))).toThrow('before the answer was finished');
  });

  it.each([['server', 'ERROR'], ['timeout', 'TIMEOUT']] as const)('may break off with a %s failure', (reason, word) => {
    const broken = written((encoder) => [encoder.open(), encoder.text('x'), encoder.error({ reason, message: 'Broke.' })]);
    expect(() => decode(broken)).toThrow(expect.objectContaining({ kind: 'provider', isRetryable: true, code: word, message: expect.stringContaining('Broke.') as string }) as Error);
  });

  it('leaves thinking out when it is off', () => {
    const text = written((encoder) => [encoder.open(), encoder.reasoning('a'), encoder.text('b'), ...encoder.close({ finishReason: 'stop', usage })], { thinking: { type: 'disabled' } });
    expect(decode(text).map((event) => event.type)).toEqual(['start', 'text', 'end']);
  });
});

describe('an answer in one body', () => {
  it('is read back by the client', () => {
    const { status, body } = cohere.server.encodeAnswer({ head, reasoning: 'Hm', text: 'Hi 👋', finishReason: 'length', usage }, asking());
    expect(status).toBe(200);
    expect(cohere.decodeBody(body, { model: 'asked-model' })).toEqual([
      start, { type: 'reasoning', text: 'Hm' }, { type: 'text', text: 'Hi 👋' }, { type: 'end', finishReason: 'length', usage },
    ]);
  });

  it('leaves thinking out when it is off', () => {
    const { body } = cohere.server.encodeAnswer({ head, reasoning: 'Hm', text: '', finishReason: 'stop', usage }, asking({ thinking: { type: 'disabled' } }));
    expect(cohere.decodeBody(body, { model: 'asked-model' }).map((event) => event.type)).toEqual(['start', 'end']);
  });
});

describe('a failure the server sent', () => {
  it.each([
    ['auth', 401, 'auth', false], ['permission', 403, 'auth', false], ['billing', 402, 'rate_limit', false], ['model', 404, 'provider', false],
    ['parameter', 400, 'provider', false], ['too_large', 400, 'provider', false], ['rate_limit', 429, 'rate_limit', true], ['quota', 429, 'rate_limit', false],
    ['overloaded', 503, 'provider', true], ['server', 500, 'provider', true], ['timeout', 504, 'provider', true],
  ] as const)('%s is a %i and read back as %s', (reason, status, kind, isRetryable) => {
    const reply = cohere.server.encodeFailure({ reason, message: 'Because.', retryAfterSeconds: 7 }, 'abc');
    expect(reply).toMatchObject({ status, headers: { 'retry-after': '7' } });
    const error = cohere.parseError({ ...reply, model: 'm', nowMs: 0 });
    expect(error).toMatchObject({ kind, isRetryable, status, requestId: 'abc', retryAfterMs: 7000, message: expect.stringContaining('Because.') as string });
  });

  it('may have another status', () => {
    expect(cohere.server.encodeFailure({ reason: 'server', message: 'x', status: 502 }, 'a').status).toBe(502);
  });
});
