import fc from 'fast-check';

const word = fc.constantFrom(
  'alpha', 'beta', 'gamma', 'a', 'I', 'word', 'snake_case', '2*3', '2*π', '中*文*', 'x', 'the', 'quick', 'réservé', '中文', '日本語テキスト', '한국어', 'שלום', 'مرحبا', 'नमस्ते',
  '👨‍👩‍👧', '❤️', 'e\u0301', 'https://example.com/a_b', 'supercalifragilisticexpialidocious', '~5', '5*', '_private', 'a<b', '[1]', '&amp;', '\\*', '!', 'C++', '100%',
);
const words = fc.array(word, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(' '));

const inline = fc.oneof(
  { weight: 5, arbitrary: words },
  words.map((text) => `**${text}**`), words.map((text) => `*${text}*`), words.map((text) => `\`${text.replaceAll('`', '')}\``),
  words.map((text) => `[${text}](https://example.com/x)`), words.map((text) => `~~${text}~~`), words.map((text) => `**open ${text}`),
  words.map((text) => `\`open ${text}`), words.map((text) => `[open ${text}`), words.map((text) => `${text}\n${text}`),
);
const paragraph = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));

const indented = (text: string, prefix: string): string => text.split('\n').map((line, index) => (index === 0 ? line : prefix + line)).join('\n');
const code = fc.tuple(fc.constantFrom('', 'js', 'python', 'diff', 'html', 'json', 'unknown'), fc.array(fc.oneof(words, fc.constantFrom('', '\tif (x) {', '  return `a', '"""', '/* open', '*/ done', '+ added', '| a | b |', '<a href="x">')), { maxLength: 12 }))
  .map(([language, lines]) => `\`\`\`${language}\n${lines.map((line) => line.replaceAll('```', '')).join('\n')}\n\`\`\``);
const cell = fc.array(word, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' ').replaceAll('|', ''));
const table = fc.integer({ min: 1, max: 5 }).chain((columns) => fc.tuple(
  fc.array(cell, { minLength: columns, maxLength: columns }),
  fc.array(fc.array(cell, { minLength: 1, maxLength: columns + 1 }), { maxLength: 14 }),
)).map(([header, rows]) => [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'));

const block: fc.Arbitrary<string> = fc.letrec<{ block: string; list: string; quote: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2 },
    paragraph, fc.tuple(fc.integer({ min: 1, max: 6 }), words).map(([level, text]) => `${'#'.repeat(level)} ${text}`),
    code, table, fc.constantFrom('---', '***', 'Setext\n===', '    indented code\n      more', '<details>\n<summary>x</summary>', '---|---', '| a |', '```'),
    tie('list'), tie('quote'),
  ),
  list: fc.tuple(fc.constantFrom('- ', '* ', '1. ', '10) '), fc.array(tie('block'), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([mark, items, isLoose]) => items.map((item) => mark + indented(item, ' '.repeat(mark.length))).join(isLoose ? '\n\n' : '\n')),
  quote: tie('block').map((text) => text.split('\n').map((line) => `> ${line}`).join('\n')),
})).block;

/** Markdown of every kind, whole and broken. */
export const markdownText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.array(block, { maxLength: 7 }), fc.constantFrom('\n\n', '\n')).map(([blocks, gap]) => blocks.join(gap)) },
  fc.string({ unit: fc.constantFrom('*', '_', '`', '#', '-', '>', '|', ' ', '\n', '[', ']', '(', ')', '~', '\\', '1', '.', 'a', 'b', '中', '\t', '=', ':'), maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

/** The text cut at places that are given as any numbers. */
export const cutText = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((left, right) => left - right);
  return [0, ...places].map((place, index) => text.slice(place, places[index] ?? text.length));
};
