import { describe, expect, it } from 'vitest';
import { failedLatency, hasHiddenReasoning, splitByCache } from '../../src/bench/row-groups.js';
import { unknownUsage } from '../../src/core/usage.js';
import { sampleRow } from './sample-row.js';

describe('failed requests', () => {
  it('have a latency of their own, in which good and cancelled ones have no part', () => {
    const rows = [sampleRow(0), sampleRow(1, { errorClass: 'server', endMs: 130 }), sampleRow(2, { errorClass: 'timeout', endMs: 5200 }), sampleRow(3, { errorClass: 'cancelled', endMs: 9000 })];
    expect(failedLatency(rows)).toMatchObject({ n: 2, min: 30, max: 5000 });
  });
});

describe('answers to cached prompts', () => {
  it('are told apart from the others, and only where there are any', () => {
    const cached = { ...unknownUsage, inputTokens: 10, cachedInputTokens: 8 };
    const rows = [sampleRow(0), sampleRow(1, { usage: cached, firstTokenMs: 105 }), sampleRow(2, { usage: unknownUsage })];
    expect(splitByCache(rows)).toMatchObject({ cached: { n: 1, min: 5 }, uncached: { n: 2, min: 50 } });
    expect(splitByCache([sampleRow(0), sampleRow(2, { usage: unknownUsage })])).toBeNull();
  });
});

describe('hidden reasoning', () => {
  it('is what the usage has and the stream had not', () => {
    const usage = { ...unknownUsage, outputTokens: 20, reasoningTokens: 12 };
    expect([hasHiddenReasoning(sampleRow(0, { usage })), hasHiddenReasoning(sampleRow(0, { usage, hasStreamedReasoning: true })), hasHiddenReasoning(sampleRow(0))]).toEqual([true, false, false]);
  });
});
