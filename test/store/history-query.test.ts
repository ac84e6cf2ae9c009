import fc from 'fast-check';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { toHistoryQuery } from '../../src/store/history-query.js';
import { cutSnippet, matchEnd, matchStart, toSnippet } from '../../src/store/history-snippet.js';

describe('what a person types', () => {
  it.each([
    ['one word', 'sort', '{prompt text} : "sort"'],
    ['two words, both wanted', 'sort array', '{prompt text} : "sort" AND {prompt text} : "array"'],
    ['a phrase', '"merge sort"', '{prompt text} : "merge sort"'],
    ['an unclosed phrase', 'a "merge sort', '{prompt text} : "a" AND {prompt text} : "merge sort"'],
    ['a beginning', 'pyth*', '{prompt text} : "pyth"*'],
    ['too short a beginning, as a word', 'py*', '{prompt text} : "py*"'],
    ['operators, as words', 'AND OR NOT NEAR(a b)', ['AND', 'OR', 'NOT', 'NEAR(a', 'b)'].map((word) => `{prompt text} : "${word}"`).join(' AND ')],
    ['nothing', '  ', undefined],
  ])('%s', (_, text, match) => { expect(toHistoryQuery(text, {})).toEqual({ match, substrings: [] }); });
  it.each([
    ['Chinese', '你好', ['你好']], ['Japanese', 'テスト', ['テスト']], ['signs only', '=> C++', ['=>']], ['an emoji', '😀', ['😀']],
  ])('%s is looked for in the texts themselves', (_, text, substrings) => {
    expect(toHistoryQuery(text, {}).substrings).toEqual(substrings);
  });
  it('a page of pasted signs is cut, not refused', () => {
    expect(toHistoryQuery('=> '.repeat(5_000), {}).substrings).toHaveLength(100);
  });
  it('provider and model narrow the index search', () => {
    expect(toHistoryQuery('', { provider: 'openai', model: 'gpt-5 "x"' }).match).toBe('{provider} : "openai" AND {model} : "gpt-5 ""x"""');
  });
});

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
describe(`any text at all (FUZZ_SEED=${seed})`, () => {
  it('is never an FTS5 syntax error', () => {
    const handle = new Sqlite(':memory:');
    handle.exec('CREATE VIRTUAL TABLE t USING fts5 (prompt, text, provider, model)');
    const find = handle.prepare('SELECT rowid FROM t WHERE t MATCH ?');
    const syntax = fc.constantFrom('"', '*', '(', ')', ':', '^', '-', '+', '{', '}', ' ', 'AND', 'OR', 'NOT', 'NEAR', 'a', 'é', '你', '\0', '\ud800', ',', '\n');
    const text = fc.oneof(fc.array(syntax, { maxLength: 12 }).map((parts) => parts.join('')), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(text, text, (words, model) => {
      const { match } = toHistoryQuery(words, { model });
      if (match !== undefined) find.all(match);
    }), { seed, numRuns: 2_000 });
    handle.close();
  });
});

describe('snippets', () => {
  it('are parts, with the matches marked', () => {
    expect(toSnippet(`use ${matchStart}merge${matchEnd} or ${matchStart}sort${matchEnd}`)).toEqual([
      { text: 'use ', isMatch: false }, { text: 'merge', isMatch: true }, { text: ' or ', isMatch: false }, { text: 'sort', isMatch: true },
    ]);
  });
  it('stray marks do no harm', () => {
    expect(toSnippet(`${matchEnd}a${matchStart}b${matchEnd}${matchEnd}c`).map(({ text }) => text).join('')).toBe('abc');
    expect(toSnippet(`a${matchStart}b`).map(({ text }) => text).join('')).toBe('ab');
  });
  it('are cut out of a text around what was found', () => {
    expect(cutSnippet(`${'x'.repeat(100)}東京${'y'.repeat(100)}`, '東京')).toEqual([
      { text: `…${'x'.repeat(40)}`, isMatch: false }, { text: '東京', isMatch: true }, { text: `${'y'.repeat(40)}…`, isMatch: false },
    ]);
  });
});
