import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTheme } from '../../src/render/markdown/theme.js';
import { paintedWidth } from '../../src/render/markdown/text-width.js';
import { wrapParts } from '../../src/render/wrap-parts.js';

const { plain } = createTheme({ color: false });

describe('a line of parts', () => {
  it('is broken between its parts', () => {
    expect(wrapParts('openai/gpt-x · first token 786 ms · total 1.3 s · $0', 40, plain)).toEqual(['openai/gpt-x · first token 786 ms', 'total 1.3 s · $0']);
  });

  it('is broken into lines of about the same length', () => {
    expect(wrapParts('openai/gpt-x · first token 786 ms · total 1.3 s · 71 tokens/s · $0', 62, plain)).toEqual(['openai/gpt-x · first token 786 ms', 'total 1.3 s · 71 tokens/s · $0']);
  });

  it('is broken inside a part that is wider than the window', () => {
    expect(wrapParts('a part of many words · b', 10, plain)).toEqual(['a part of', 'many words', 'b']);
  });

  it('keeps every part, and to the width', () => {
    const part = fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,4}$/);
    fc.assert(fc.property(fc.array(part, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (parts, width) => {
      const lines = wrapParts(parts.join(' · '), width, plain);
      expect(Math.max(...lines.map(paintedWidth))).toBeLessThanOrEqual(width);
      expect(lines.join('').replace(/[ ·]/g, '')).toBe(parts.join('').replaceAll(' ', ''));
    }));
  });
});
