import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { locateKey, positionAt } from '../../src/config/toml-positions.js';

const document = `# a comment with key = "value"
model = "openai/gpt"   # model = 1
text = """
seed = 3
""" # still going
raw = '''
[fake]
it''s'''
stop = [ "a", # seed = 4
  "]", 'b', { x = 1 } ]
when = 1979-05-27 07:32:00
seed = 7

[cache]
  ttl = "7d"
"quoted key" = 1

[providers.openai]
base_url = "https://x"
headers = { "X-One" = "a", two.three = "}" , four = 4 }

[ providers . "own server" ]
model = "\\"[x]\\""
[[rows]]
a = 1
[[rows]]
b = 2
`;

describe('locateKey', () => {
  it.each([
    [['model'], 2, 1], [['text'], 3, 1], [['raw'], 6, 1], [['stop'], 9, 1], [['when'], 11, 1], [['seed'], 12, 1],
    [['cache'], 14, 1], [['cache', 'ttl'], 15, 3], [['cache', 'quoted key'], 16, 1],
    [['providers', 'openai'], 18, 1], [['providers', 'openai', 'base_url'], 19, 1], [['providers', 'openai', 'headers'], 20, 1],
    [['providers', 'openai', 'headers', 'X-One'], 20, 13], [['providers', 'openai', 'headers', 'two', 'three'], 20, 28],
    [['providers', 'openai', 'headers', 'four'], 20, 46], [['providers', 'own server'], 22, 1], [['providers', 'own server', 'model'], 23, 1],
    [['rows'], 24, 1], [['rows', 'b'], 27, 1],
  ])('finds %j', (keys, line, column) => {
    expect(parse(document)).toBeTypeOf('object');
    expect(locateKey(document, keys)).toEqual({ line, column });
    expect(locateKey(document.replaceAll('\n', '\r\n'), keys)).toEqual({ line, column });
  });

  it('falls back to the table around a key it cannot find, then to the beginning', () => {
    expect(locateKey(document, ['cache', 'nothing'])).toEqual({ line: 14, column: 1 });
    expect(locateKey(document, ['nothing'])).toEqual({ line: 1, column: 1 });
  });

  it('finds the key of every line of a generated document', () => {
    const value = fc.constantFrom('1', '"a # [b]"', "'c = d'", '[1, [2, 3]]', '{ k = 1, l = [2] }', '"""\nx = 1\n"""', "'''\n[t]\n'''", '[\n  1, # ]\n  2\n]', '-1.5e3');
    fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 20 }), (values, header) => {
      let text = '';
      const wanted: { keys: string[]; line: number }[] = [];
      values.forEach((content, index) => {
        if (index === header) text += '[section]\n';
        wanted.push({ keys: index < header ? [`key${index}`] : ['section', `key${index}`], line: text.split('\n').length });
        text += `key${index} = ${content}\n`;
      });
      expect(parse(text)).toBeTypeOf('object');
      for (const { keys, line } of wanted) expect(locateKey(text, keys)).toEqual({ line, column: 1 });
    }));
  });

  it('ends for any text, TOML or not', () => {
    const piece = fc.constantFrom('[', ']', '{', '}', '"', "'", '"""', "'''", '=', '.', ',', '#', '\n', '\r', ' ', 'a', '1', '\\', 'é');
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { line, column } = locateKey(pieces.join(''), ['a', 'a']);
      expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
    }), { numRuns: 3000 });
  });
});

it('counts lines and columns from 1, a CRLF as one line end', () => {
  expect(positionAt('ab\r\ncd', 0)).toEqual({ line: 1, column: 1 });
  expect(positionAt('ab\r\ncd', 5)).toEqual({ line: 2, column: 2 });
});
