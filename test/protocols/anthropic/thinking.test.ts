import { describe, expect, it } from 'vitest';
import type { ChatRequest, ReasoningEffort } from '../../../src/core/request.js';
import { userMessage } from '../../../src/core/request.js';
import { knownTraits } from '../../../src/protocols/anthropic/model-traits.js';
import { anthropic } from '../../../src/protocols/anthropic/protocol.js';

const fieldsOf = (model: string, reasoning?: ReasoningEffort, more: Partial<ChatRequest> = {}): unknown => {
  const request = { model, messages: [userMessage('Hi')], stream: true, reasoning, ...more };
  const body = JSON.parse(anthropic.encode(request, { provider: 'anthropic', baseUrl: 'http://h' }).body!) as Record<string, unknown>;
  const { max_tokens, thinking, output_config } = body;
  return { max_tokens, ...(thinking === undefined ? {} : { thinking }), ...(output_config === undefined ? {} : { output_config }) };
};

const refusal = (text: string): Error => expect.objectContaining({ kind: 'usage', message: expect.stringContaining(text) as string, hint: expect.any(String) as string }) as Error;

describe('the limit when none is asked', () => {
  it.each([
    ['claude-sonnet-5-5', undefined, 16_384], ['claude-sonnet-5-5', 'none', 8192], ['claude-opus-4-6', undefined, 16_384],
    ['claude-haiku-4-5', undefined, 8192], ['claude-3-5-haiku-latest', undefined, 8192], ['claude-3-haiku-20240307', undefined, 4096],
    ['claude-future-9', undefined, 16_384], ['some-proxy-model', undefined, 16_384],
  ] as const)('%s with reasoning %s gets %i', (model, reasoning, maxTokens) => {
    expect(fieldsOf(model, reasoning)).toMatchObject({ max_tokens: maxTokens });
  });

  it('gives way to the person\'s own limit', () => {
    expect(fieldsOf('claude-sonnet-5-5', undefined, { maxTokens: 7 })).toEqual({ max_tokens: 7 });
  });
});

describe('an effort', () => {
  it.each(['low', 'medium', 'high'] as const)('%s goes to adaptive models as such, with visible thinking', (effort) => {
    for (const model of ['claude-opus-5-5', 'claude-sonnet-4-6', 'claude-opus-4-7', 'claude-fable-5-2', 'claude-unheard-of-7']) {
      expect(fieldsOf(model, effort)).toEqual({
        max_tokens: 16_384, thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort },
      });
    }
  });

  it.each([['low', 1024, 5120], ['medium', 4096, 8192], ['high', 16_384, 20_480]] as const)(
    '%s is a budget of %i for older models, with the limit above it', (effort, budget, maxTokens) => {
      for (const model of ['claude-sonnet-4-5-20250929', 'claude-haiku-4-5', 'claude-opus-4-1', 'claude-3-7-sonnet-latest', 'claude-opus-4-5']) {
        expect(fieldsOf(model, effort)).toEqual({ max_tokens: maxTokens, thinking: { type: 'enabled', budget_tokens: budget } });
      }
    });

  it('makes the budget fit below the person\'s limit', () => {
    expect(fieldsOf('claude-haiku-4-5', 'high', { maxTokens: 6000 })).toEqual({ max_tokens: 6000, thinking: { type: 'enabled', budget_tokens: 3000 } });
    expect(fieldsOf('claude-haiku-4-5', 'high', { maxTokens: 1025 })).toEqual({ max_tokens: 1025, thinking: { type: 'enabled', budget_tokens: 1024 } });
    expect(() => fieldsOf('claude-haiku-4-5', 'high', { maxTokens: 1024 })).toThrow(refusal('--max-tokens above 1024'));
  });

  it('is refused for a model that cannot reason', () => {
    expect(() => fieldsOf('claude-3-5-haiku-20241022', 'low')).toThrow(refusal('claude-3-5-haiku-20241022 of anthropic cannot reason'));
  });

  it('stands beside a schema', () => {
    expect(fieldsOf('claude-sonnet-5-5', 'low', { schema: { type: 'string' } })).toMatchObject({
      output_config: { effort: 'low', format: { type: 'json_schema', schema: { type: 'string' } } },
    });
  });
});

describe('no reasoning', () => {
  it.each([
    ['claude-sonnet-5-5', 'between_tools'], ['claude-haiku-5-5', 'disabled'], ['claude-opus-5', 'disabled'],
    ['claude-sonnet-4-6', 'disabled'], ['claude-sonnet-4-5', 'disabled'], ['claude-future-9', 'disabled'],
  ])('is %s\'s own word for it: %s', (model, type) => {
    expect(fieldsOf(model, 'none')).toEqual({ max_tokens: 8192, thinking: { type } });
  });

  it('needs no word for a model that never reasons', () => {
    expect(fieldsOf('claude-3-haiku-20240307', 'none')).toEqual({ max_tokens: 4096 });
  });

  it.each(['claude-opus-5-5', 'claude-fable-5-1', 'claude-mythos-5-2'])('is refused for %s, which always reasons', (model) => {
    expect(() => fieldsOf(model, 'none')).toThrow(refusal(`${model} of anthropic always reasons`));
  });
});

describe('knownTraits', () => {
  it.each([
    ['claude-opus-5', 'disabled'], ['claude-opus-5-20260724', 'disabled'], ['claude-opus-5-5', undefined], ['Claude-Opus-5-5', undefined],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'disabled'], ['claude-sonnet-4@20250514', 'disabled'], ['claude-sonnet-5-5-latest', 'between_tools'],
  ])('knows %s', (model, thinkingOff) => {
    expect(knownTraits(model)).toBeDefined();
    expect(knownTraits(model)?.thinkingOff).toBe(thinkingOff);
  });

  it.each(['claude-opus-6', 'claude-opus-5-6', 'gpt-6', 'claude-', '', 'claude-constructor'])('does not know %j', (model) => {
    expect(knownTraits(model)).toBeUndefined();
  });
});
