import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, placesIn } from '../../../src/app/templates/fill-template.js';

const fill = (text: string, values: Readonly<Record<string, string>> = {}): string => fillTemplate(text, 'mine', new Map(Object.entries(values)));

describe('a template', () => {
  it.each([
    ['{{a}}', 'x'], ['{{ a }}{{a}}', 'xx'], ['\\{{a}}', '{{a}}'], ['{ {a}} {{}} {{1}} {a}', '{ {a}} {{}} {{1}} {a}'], ['{{{a}}}', '{x}'],
  ])('%s becomes %s', (text, expected) => expect(fill(text, { a: 'x' })).toBe(expected));

  it('names the variable that has no value, and how to give it', () => {
    expect(() => fill('{{here}} {{not-here}}', { here: '1' })).toThrow(expect.objectContaining({
      kind: 'usage', message: 'The template mine needs a value for not-here.', hint: 'Give it: --var not-here=VALUE.',
    }));
  });

  it('puts values in byte for byte, and looks for no places in them', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      const [before, after] = [left, right].map((text) => text.replaceAll(/[{}\\]/g, ''));
      for (const value of ['{{b}}', '$&$1$$', left]) expect(fill(`${before}{{a}}${after}`, { a: value })).toBe(`${before}${value}${after}`);
    }));
  });

  it('leaves a text without places as it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      if (placesIn(text).size === 0 && !text.includes('\\{{')) expect(fill(text)).toBe(text);
    }));
  });
});
