import { describe, expect, it } from 'vitest';
import { highlightLine } from '../../../src/render/markdown/highlight.js';
import { languageOf } from '../../../src/render/markdown/languages.js';
import { createTheme } from '../../../src/render/markdown/theme.js';

const theme = createTheme({ color: true });
const coloured = (line: string, name: string): readonly (readonly [string, string])[] =>
  highlightLine(line, languageOf(name), undefined, theme).spans.map(({ text, style }) => [text.trim(), style.key]);

/** So long that work for each pair of characters would take minutes, and the test its time. */
const length = 400_000;
const fill = (unit: string): string => unit.repeat(length / unit.length);
const longLines: readonly (readonly [name: string, line: string])[] = [
  ['one word that gets a value', `${fill('a')}==`],
  ['variables set for no command', fill('a=1 ')],
  ['empty variables', fill('a= ')],
  ['quotes before a stroke at the end', `${fill('\\"')}\\`],
  ['quotes of two kinds before a stroke at the end', `'${fill('"\\')}\\`],
  ['blanks', `a${fill(' ')}=`],
  ['comments that begin nowhere', fill('a#')],
  ['tags that do not end', fill('<a ')],
];
const languages = ['sh', 'console', 'python', 'js', 'html', 'json', 'css', 'lua'];

describe('the colours of code', () => {
  describe.each(languages)('take work in step with the length of a line of %s', (language) => {
    it.each(longLines)('%s', (_name, line) => {
      const { spans } = highlightLine(line, languageOf(language), undefined, theme);
      expect(spans.map(({ text }) => text).join('') === line).toBe(true);
    });
  });

  it('show the command behind variables that are set for it, and no value as a command', () => {
    const command = theme.add(theme.plain, 'function').key;
    expect(coloured('A=1 B=x/y make all', 'sh')).toContainEqual(['make', command]);
    expect(coloured('path/to=1', 'sh').filter(([, key]) => key === command)).toEqual([]);
  });

  it('show a string that goes on behind a stroke at the end of its line', () => {
    expect(coloured('x = "one \\', 'python')).toContainEqual(['"one \\', theme.add(theme.plain, 'string').key]);
  });
});
