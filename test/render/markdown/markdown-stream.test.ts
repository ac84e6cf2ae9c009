import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarkdownStream } from '../../../src/render/markdown/markdown-stream.js';
import { displayWidth } from '../../../src/render/markdown/text-width.js';
import { createTheme } from '../../../src/render/markdown/theme.js';
import { cutText, markdownText } from './arbitrary-markdown.js';

const plain = createTheme({ color: false });
const coloured = createTheme({ color: true });

const inPieces = (pieces: readonly string[], width: number, theme = coloured): readonly string[] => {
  const stream = createMarkdownStream({ width, theme });
  return [...pieces.flatMap((piece) => stream.push(piece)), ...stream.finish()];
};
const whole = (text: string, width = 80, theme = plain): readonly string[] => inPieces([text], width, theme);

const widths = fc.constantFrom(1, 7, 20, 80, 200);
const cuts = fc.array(fc.nat(), { maxLength: 20 });

/** Letters and digits: what no rendering may lose. Link addresses are written out, so they count too. */
const substance = (lines: string): string => stripVTControlCharacters(lines).replace(/[^\p{L}\p{N}\p{M}]/gu, '');

describe('Markdown that streams', () => {
  it('looks the same whatever pieces it comes in', () => {
    fc.assert(fc.property(markdownText, cuts, widths, (text, places, width) => {
      expect(inPieces(cutText(text, places), width)).toEqual(inPieces([text], width));
    }), { numRuns: 600 });
  });

  it('looks the same character by character', () => {
    fc.assert(fc.property(markdownText, (text) => {
      expect(inPieces(text.split(''), 40)).toEqual(inPieces([text], 40));
    }), { numRuns: 200 });
  });

  it('shows a tail that fits the width and changes nothing', () => {
    fc.assert(fc.property(markdownText, cuts, fc.constantFrom(20, 80), (text, places, width) => {
      const stream = createMarkdownStream({ width, theme: coloured });
      const lines: string[] = [];
      for (const piece of cutText(text, places)) {
        lines.push(...stream.push(piece));
        for (const line of stream.tail()) expect(displayWidth(stripVTControlCharacters(line)), JSON.stringify(line)).toBeLessThanOrEqual(width);
      }
      expect([...lines, ...stream.finish()]).toEqual(inPieces([text], width));
    }), { numRuns: 400 });
  });

  it('shows a row by name when a joined emoji is wider than its column', () => {
    const word = 'supercalifragilisticexpialidocious';
    const table = ['| alpha | alpha | alpha | alpha | alpha |', '| --- | --- | --- | --- | --- |',
      `| alpha | alpha | &amp; שלום | alpha ${word} alpha |`, `| ${word} alpha | alpha alpha alpha alpha |`,
      '| alpha | alpha | alpha | alpha | 👨‍👩‍👧 alpha |', '| alpha | alpha | alpha | alpha | 👨‍👩‍👧 alpha |'].join('\n');
    for (const line of whole(table)) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    const head = `| 👨‍👩‍👧‍👦 |${' abcdefgh |'.repeat(8)}\n|${'---|'.repeat(9)}\n`;
    for (const line of whole(head)) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('keeps every letter and digit, in order', () => {
    const letters = fc.array(fc.constantFrom('alpha', 'beta', '**gamma**', '`delta`', '- one', '1. two', '> three', '# four', '\n', '\n\n', '\n```\n', '中文', '*open', 'snake_case', '| a | b |', '|---|---|', '    ', '[link](url)', '\\', '_x', '~~', '---'), { maxLength: 40 });
    fc.assert(fc.property(letters, widths, (parts, width) => {
      const text = parts.join(' ');
      // Numbers of list items are counted anew, as CommonMark has it.
      const without = (value: string): string => substance(value).replace(/\d/g, '');
      expect(without(whole(text, width).join('\n'))).toBe(without(text));
    }), { numRuns: 1000 });
  });

  it('loses nothing when the width changes in the middle', () => {
    const texts = fc.array(fc.constantFrom('alpha', 'beta', '**gamma delta**', '`code span`', 'wrapped words go on', '\n- item', '\n\n', '\n```js\nconst x;\n```\n', '\n# Head\n', '中文文字', '\n| ab | cd |\n|----|----|\n| ef | gh |\n'), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(texts, cuts, fc.array(fc.constantFrom(20, 40, 80), { minLength: 1, maxLength: 5 }), (parts, places, sizes) => {
      const text = parts.join(' ');
      const stream = createMarkdownStream({ width: 80, theme: plain });
      const lines: string[] = [];
      cutText(text, places).forEach((piece, index) => {
        lines.push(...stream.push(piece), ...stream.reflow(sizes[index % sizes.length]!));
      });
      lines.push(...stream.finish());
      expect(substance(lines.join('\n')).replaceAll('js', '')).toBe(substance(text).replaceAll('js', ''));
    }), { numRuns: 500 });
  });

  it('gives a finished line out before its block ends', () => {
    const stream = createMarkdownStream({ width: 20, theme: plain });
    expect(stream.push('Words that fill more than one line of this narrow window, as prose does in an answer, and then some more ')).not.toEqual([]);
    expect(stream.push('\n\n- first item of a list\n- second\n')).toContain('- first item of a');
    expect(stream.push('\n```js\nlet a;\n')).toContain('let a;');
  });

  it('shows emphasis before its end has come', () => {
    const stream = createMarkdownStream({ width: 80, theme: coloured });
    stream.push('Some **strong wo');
    expect(stream.tail()).toEqual(['Some \u001b[1mstrong wo\u001b[22m']);
    stream.push('rds** and `co');
    expect(stream.tail()).toEqual(['Some \u001b[1mstrong words\u001b[22m and \u001b[36mco\u001b[39m']);
  });

  it('sets what is still open anew in another width', () => {
    const stream = createMarkdownStream({ width: 80, theme: coloured });
    stream.push('Some **strong wo');
    expect(stream.reflow(40)).toEqual([]);
    expect([...stream.push('rds** end'), ...stream.finish()]).toEqual(['Some \u001b[1mstrong words\u001b[22m end']);
  });

  it('gives out what fills a line in a narrower window, and fills a wider one', () => {
    const stream = createMarkdownStream({ width: 80, theme: plain });
    stream.push('- Words of an item that go on\n  last\n  ');
    expect(stream.reflow(12)).toEqual(['- Words of', '  an item']);
    expect(stream.reflow(80)).toEqual([]);
    expect(stream.finish()).toEqual(['  that go on', '  last']);
  });

  it.each([80, 24])('keeps a table whole whose row is cut by a change to a width of %i', (width) => {
    const stream = createMarkdownStream({ width: 40, theme: plain });
    const before = stream.push('| name | what it is |\n|---|---|\n| alpha | the first |\n| beta | the se');
    const lines = [...before, ...stream.reflow(width), ...stream.push('cond |\n| gamma | the third |\n'), ...stream.finish()];
    expect(lines).toEqual(['name  │ what it is', '──────┼───────────', 'alpha │ the first', 'beta  │ the second', 'gamma │ the third']);
  });

  it('does not wait for a mark that never closes', () => {
    const stream = createMarkdownStream({ width: 80, theme: plain });
    expect(stream.push(`An *open mark ${'and words '.repeat(300)}`).join(' ')).toContain('An *open mark and words');
  });

  it('does not wait for an end of a star that multiplies', () => {
    expect(createMarkdownStream({ width: 40, theme: coloured }).push(`2*π ${'word '.repeat(20)}`)).toHaveLength(2);
  });

  it('lets no escape sequence out of a character reference', () => {
    expect(whole('a &#27;[2J &#x9b;2J &#x202e; b').join('')).toBe('a [2J 2J b');
  });

  it('uses no escape sequence without colours', () => {
    fc.assert(fc.property(markdownText, (text) => {
      const clean = text.replaceAll('\u001b', '');
      expect(whole(clean).join('')).not.toContain('\u001b');
    }), { numRuns: 200 });
  });
});
