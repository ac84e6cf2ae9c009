import type { BenchRow } from '../../src/bench/row.js';

/** A good answer of two tokens that was due at `index` times 100 ms. */
export const sampleRow = (index: number, extra: Partial<BenchRow> = {}): BenchRow => ({
  target: 'a/b', index, isWarmup: false, schedMs: index * 100, readyMs: index * 100, startMs: index * 100, sentMs: null,
  firstTokenMs: index * 100 + 50, firstAnswerMs: index * 100 + 50, lastTokenMs: index * 100 + 90, endMs: index * 100 + 95,
  gapsMs: [40], eventCount: 2, readCount: 2, firstReadEvents: 1, characters: 8, firstReadCharacters: 4, hasStreamedReasoning: false,
  usage: { inputTokens: 10, outputTokens: 2, reasoningTokens: 0, cachedInputTokens: 0 }, connect: null, staleCount: 0, errorClass: null, error: null, ...extra,
});
