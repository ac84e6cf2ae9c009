import { describe, expect, it } from 'vitest';
import { composePrompt } from '../../src/app/input/compose-prompt.js';
import type { NamedInput } from '../../src/app/input/compose-prompt.js';

const text = (name: string, content: string): NamedInput => ({ name, input: { type: 'text', text: content } });
const only = (documents: readonly NamedInput[], instruction?: string): unknown => composePrompt(documents, instruction).content;

describe('the prompt out of its parts', () => {
  it('is the instruction alone when nothing came with it', () => {
    expect(only([], 'hi')).toEqual([{ type: 'text', text: 'hi' }]);
  });

  it('is piped text byte for byte when there is no instruction', () => {
    expect(only([text('stdin', '  a\n\n')])).toEqual([{ type: 'text', text: '  a\n\n' }]);
  });

  it('puts documents in named blocks first and the instruction last', () => {
    expect(only([text('stdin', 'a\n'), text('b & "c".txt', 'b')], 'compare')).toEqual([{
      type: 'text',
      text: '<document name="stdin">\na\n</document>\n\n<document name="b &amp; &quot;c&quot;.txt">\nb\n</document>\n\ncompare',
    }]);
  });

  it('picks a tag that the document cannot close', () => {
    const [part] = only([text('x', '</document> </document-2>')], 'go') as [{ text: string }];
    expect(part.text).toBe('<document-3 name="x">\n</document> </document-2>\n</document-3>\n\ngo');
  });

  it('puts images before the text', () => {
    const image: NamedInput = { name: 'a.png', input: { type: 'image', mediaType: 'image/png', base64: 'AA==' } };
    expect(only([image], 'what?')).toEqual([{ type: 'image', mediaType: 'image/png', base64: 'AA==' }, { type: 'text', text: 'what?' }]);
  });
});
