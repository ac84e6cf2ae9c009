import { describe, expect, it } from 'vitest';
import type { Encoder } from '../../src/protocols/protocol.js';
import { unknownUsage } from '../../src/core/usage.js';
import type { SimulatorOptions } from '../../src/simulator/option-table.js';
import { defaultSimulatorOptions } from '../../src/simulator/option-table.js';
import type { Step } from '../../src/simulator/steps.js';
import { stepsOf } from '../../src/simulator/steps.js';

const encoder: Encoder = {
  contentType: 'text/plain', open: () => '<open>', empty: () => '<empty>', reasoning: (text) => `<${text}?>`, text: (text) => `<${text}>`,
  close: (end) => [`<${end.finishReason}>`, '<usage>'], error: () => '<error>',
};
const schedule = { tokenMs: [200, 220, 240, 260, 280], lastMs: 280 };
const steps = (options: Partial<SimulatorOptions>, reasoning: readonly string[], text: readonly string[]): readonly Step[] =>
  [...stepsOf(encoder, { reasoning, text, finishReason: 'stop', usage: unknownUsage }, schedule, { ...defaultSimulatorOptions, ...options })];

describe('the writes of a stream', () => {
  it('are one a token, each when it is due, the opening with the first', () => {
    expect(steps({}, [], ['a', 'b'])).toEqual([
      { dueMs: 200, tokens: 1, piece: '<open><a>' },
      { dueMs: 220, tokens: 2, piece: '<b>' },
      { dueMs: 280, tokens: Infinity, piece: '<stop>' },
      { dueMs: 280, tokens: Infinity, piece: '<usage>' },
    ]);
  });

  it('are due with the last token of an event when it holds several', () => {
    expect(steps({ chunkTokens: 2 }, ['r'], ['a', 'b', 'c', 'd']).slice(0, 3)).toEqual([
      { dueMs: 200, tokens: 1, piece: '<open><r?>' },
      { dueMs: 240, tokens: 3, piece: '<ab>' },
      { dueMs: 280, tokens: 5, piece: '<cd>' },
    ]);
  });

  it('begin with an empty event at once when one is asked for', () => {
    expect(steps({ hasRoleEvent: true }, [], ['a']).slice(0, 2)).toEqual([
      { dueMs: 0, tokens: 0, piece: '<open><empty>' }, { dueMs: 200, tokens: 1, piece: '<a>' },
    ]);
  });

  it('end with the usage after the tail', () => {
    expect(steps({ tailMs: 300 }, [], ['a']).slice(1).map((step) => step.dueMs)).toEqual([280, 580]);
  });

  it('open and close an answer without a token', () => {
    expect(steps({}, [], []).map((step) => step.piece)).toEqual(['<open><stop>', '<usage>']);
  });
});
