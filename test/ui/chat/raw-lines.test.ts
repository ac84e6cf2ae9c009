import { describe, expect, it } from 'vitest';
import { createRawLines } from '../../../src/ui/chat/raw-lines.js';

type Piece = readonly [kind: 'text' | 'reasoning', text: string];

const written = (pieces: readonly Piece[], showReasoning = true): readonly string[] => {
  const lines = createRawLines({ showReasoning });
  for (const [kind, text] of pieces) {
    if (kind === 'text') lines.addText(text);
    else lines.addReasoning(text);
  }
  lines.finish();
  return lines.take();
};

describe('an answer for a screen reader', () => {
  it('comes whole where the reasoning ends within a control sequence', () => {
    expect(written([['reasoning', 'think \u001b]0;x'], ['text', 'The whole answer.\nA second line.\n']])).toEqual([
      'Thinking.', 'think ', 'Answer:', 'The whole answer.', 'A second line.',
    ]);
  });

  it('keeps reasoning apart from the text before it', () => {
    expect(written([['text', 'b'], ['reasoning', 'late'], ['text', 'c'], ['text', 'd']])).toEqual(['Answer:', 'b', 'Thinking.', 'late', 'Answer:', 'cd']);
  });

  it('tells that there is reasoning also where it is not shown', () => {
    expect(written([['reasoning', 'a'], ['reasoning', 'b'], ['text', 'c']], false)).toEqual(['Thinking.', 'Answer:', 'c']);
  });

  it('says nothing of nothing', () => {
    expect(written([['text', '']])).toEqual([]);
  });
});
