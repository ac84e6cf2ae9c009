import { describe, expect, it } from 'vitest';
import type { FailureReason } from '../../../src/protocols/protocol.js';
import { groq, openai, openrouter, together } from '../../../src/protocols/openai-chat/dialects.js';
import { createOpenAiChat } from '../../../src/protocols/openai-chat/protocol.js';
import { decodeStream } from '../decode-stream.js';
import { scriptedUsage, streamText, type Script } from '../serve.js';

const dialects = [openai, groq, openrouter, together];
const request = { method: 'POST', path: '/chat/completions', query: new URLSearchParams(), headers: {}, body: '{"stream":true,"stream_options":{"include_usage":true}}' };
const script: Script = { reasoning: ['Hm, ', 'so.'], text: ['Grüß ', '😀', '\u2028 end'] };

const join = (events: readonly { type: string; text?: string }[], type: string): string =>
  events.filter((event) => event.type === type).map((event) => event.text ?? '').join('');

describe.each(dialects)('$provider: what its server writes, its client reads', (dialect) => {
  const protocol = createOpenAiChat(dialect);
  const decode = (answer: Script) => decodeStream(protocol, streamText(protocol, request, 'm-1', answer), { model: 'asked' });

  it('streams text, reasoning and usage', () => {
    const { events, error } = decode(script);
    expect(error).toBeUndefined();
    expect(events[0]).toMatchObject({ type: 'start', model: 'm-1', id: `${dialect.server.idPrefix}a1b2` });
    expect(join(events, 'text')).toBe('Grüß 😀\u2028 end');
    expect(join(events, 'reasoning')).toBe(dialect === openai ? '' : 'Hm, so.');
    const { reasoningTokens, cachedInputTokens, ...counts } = scriptedUsage;
    expect(events.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', usage: { ...counts, reasoningTokens, cachedInputTokens } });
  });

  it.each(['stop', 'length', 'content_filter', 'tool_calls'] as const)('finishes with %s, streamed and whole', (finishReason) => {
    expect(decode({ ...script, finishReason }).events.at(-1)).toMatchObject({ type: 'end', finishReason });
    const whole = protocol.server.encodeAnswer({ head: { id: 'a1b2', model: 'm-1', createdMs: 0 }, reasoning: 'Hm', text: 'Hi', finishReason, usage: scriptedUsage }, request);
    const events = protocol.decodeBody(whole.body, { model: 'asked' });
    expect(events.at(-1)).toEqual({ type: 'end', finishReason, usage: expect.objectContaining(scriptedUsage) });
    expect(join(events, 'text')).toBe('Hi');
  });

  it('carries an empty answer', () => {
    expect(decode({}).events.map((event) => event.type)).toEqual(['start', 'end']);
  });

  it('breaks off with the error of the middle of a stream', () => {
    const { events, error } = decode({ text: ['Hi'], midFailure: { reason: 'overloaded', message: 'too busy' } });
    expect(join(events, 'text')).toBe('Hi');
    expect(events.at(-1)?.type).not.toBe('end');
    expect(error).toMatchObject({ kind: 'provider', isRetryable: true });
    expect(error?.message).toContain('too busy');
  });

  it.each<readonly [FailureReason, string, boolean]>([
    ['auth', 'auth', false], ['billing', 'rate_limit', false], ['model', 'provider', false], ['parameter', 'provider', false], ['too_large', 'provider', false],
    ['rate_limit', 'rate_limit', true], ['quota', 'rate_limit', false], ['overloaded', 'provider', true], ['server', 'provider', true], ['timeout', 'provider', true],
  ])('words %s so that it is understood', (reason, kind, isRetryable) => {
    const reply = protocol.server.encodeFailure({ reason, message: 'so it is', parameter: 'seed', retryAfterSeconds: 2 }, 'a1b2');
    const error = protocol.parseError({ ...reply, model: 'm-1', nowMs: 0 });
    expect(error).toMatchObject({ kind, isRetryable, status: reply.status, retryAfterMs: 2000 });
    expect(error.message).toContain('so it is');
    expect(error.requestId).toContain('a1b2');
  });

  it('takes another status where it is told to', () => {
    expect(protocol.server.encodeFailure({ reason: 'server', message: 'x', status: 529 }, 'a').status).toBe(529);
  });

  it('says its request id and rate limits in headers that the client reads', () => {
    const facts = protocol.readHeaders(protocol.server.headers({ id: 'a1b2', model: 'm', createdMs: 0 }), 0);
    expect(facts.requestId).toContain('a1b2');
    expect(facts.rateLimits?.map((limit) => limit.scope) ?? []).toEqual(dialect === openai || dialect === groq ? ['requests', 'tokens'] : []);
  });
});
