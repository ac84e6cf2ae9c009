import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.js';
import type { AnswerReport } from '../../src/render/report.js';
import { tokensPerSecond } from '../../src/render/usage-line.js';

const reportOf = (answer: Partial<Answer>): AnswerReport => ({
  answer: {
    id: null, provider: 'openai', model: 'm', text: 'x', reasoning: null, finishReason: 'stop', detail: null, cachedAgeMs: null, requestId: null, rateLimits: [],
    usage: { inputTokens: 3, outputTokens: 101, reasoningTokens: 0, cachedInputTokens: 0 },
    timing: { connectMs: null, ttftMs: 1000, totalMs: 3000 },
    ...answer,
  },
  costUsd: 0, attempts: 1, cacheKey: null,
});

const usageOf = (outputTokens: number | null, reasoningTokens: number | null): Answer['usage'] => ({ inputTokens: 3, outputTokens, reasoningTokens, cachedInputTokens: 0 });

describe('tokens per second', () => {
  it('are those after the first one', () => {
    expect(tokensPerSecond(reportOf({}))).toBe(50);
  });

  it('leave out what the model thought in secret, before its first token came', () => {
    expect(tokensPerSecond(reportOf({ usage: usageOf(2101, 2000) }))).toBe(50);
    expect(tokensPerSecond(reportOf({ usage: usageOf(101, null) }))).toBe(50);
  });

  it('count reasoning that was streamed', () => {
    expect(tokensPerSecond(reportOf({ reasoning: 'Hm.', usage: usageOf(101, 50) }))).toBe(50);
  });

  it('are unknown without a count, a first token or a second one', () => {
    expect(tokensPerSecond(reportOf({ usage: usageOf(null, null) }))).toBeNull();
    expect(tokensPerSecond(reportOf({ usage: usageOf(51, 50) }))).toBeNull();
    expect(tokensPerSecond(reportOf({ timing: { connectMs: null, ttftMs: null, totalMs: 3000 } }))).toBeNull();
  });
});
