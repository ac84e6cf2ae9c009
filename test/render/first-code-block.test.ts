import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodeBlockFilter } from '../../src/render/first-code-block.js';

const extract = (...pieces: readonly string[]): string => {
  const filter = createCodeBlockFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.finish();
};

describe('the first fenced block', () => {
  it.each([
    ['a block between prose', 'Here:\n```sh\nls -l\n```\nDone.\n```\nno\n```', 'ls -l\n'],
    ['tildes and a longer closing fence', '~~~\na\n~~~~\nb', 'a\n'],
    ['an indented fence loses its indent', '  ```js\n  a\n    b\n  ```', 'a\n  b\n'],
    ['a shorter fence inside stays', '````\n```\ninner\n```\n````', '```\ninner\n```\n'],
    ['a block that never ends', 'x\n```\ncut of', 'cut of'],
    ['no fence at all gives the whole text', 'just code()\n', 'just code()\n'],
    ['inline code is no fence', '```a`b\nx', '```a`b\nx'],
    ['CRLF', 'x\r\n```\r\na\r\n```\r\ny', 'a\r\n'],
  ])('%s', (_name, text, expected) => {
    expect(extract(text)).toBe(expected);
  });

  it('does not depend on how the text is cut', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('```', '`', '\n', 'code', ' ', '~~~', '\r\n', 'js')), (pieces) => {
      expect(extract(...pieces)).toBe(extract(pieces.join('')));
    }));
  });
});
