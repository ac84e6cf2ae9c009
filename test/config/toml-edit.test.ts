import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { removeTomlKey, setTomlKey, toTomlValue } from '../../src/config/toml-edit.js';

describe('setTomlKey', () => {
  it.each([
    ['', ['a'], 'a = 1\n'],
    ['a = 0 # why\n', ['a'], 'a = 1 # why\n'],
    ['a = """\nx"""\nb = 2\n', ['a'], 'a = 1\nb = 2\n'],
    ['# head\n\n# of b\n[b]\nc = 2', ['a'], '# head\n\na = 1\n\n# of b\n[b]\nc = 2'],
    ['#:schema x\n[b]\n', ['a'], '#:schema x\na = 1\n\n[b]\n'],
    ['z = 1 # why\n\n[b]\n', ['a'], 'z = 1 # why\na = 1\n\n[b]\n'],
    ['z = 1', ['b', 'c'], 'z = 1\n\n[b]\nc = 1\n'],
    ['[b] # why\n\n[d]\n', ['b', 'c'], '[b] # why\nc = 1\n\n[d]\n'],
    ['[b]\n  x = 2\n\n[d]\n', ['b', 'c'], '[b]\n  x = 2\n  c = 1\n\n[d]\n'],
    ['b.x = 2\n[d]\n', ['b', 'c'], 'b.x = 2\nb.c = 1\n[d]\n'],
    ['b = { x = 2 }\n', ['b', 'c'], 'b = { x = 2, c = 1 }\n'],
    ['b = {}\n', ['b', 'c'], 'b = { c = 1 }\n'],
    ['b = { c = 2, d = 3 }\n', ['b', 'c'], 'b = { c = 1, d = 3 }\n'],
    ['[b.d]\nx = 1\n', ['b', 'c'], '[b.d]\nx = 1\n\n[b]\nc = 1\n'],
    ['a = 0\r\n[b]\r\nx = 1\r\n', ['b', 'c'], 'a = 0\r\n[b]\r\nx = 1\r\nc = 1\r\n'],
    ['[b]\n', ['b', 'c d'], '[b]\n"c d" = 1\n'],
  ])('%j with %j becomes %j', (text, keys, expected) => {
    expect(setTomlKey(text, keys, '1')).toBe(expected);
    expect(parse(expected)).toBeTypeOf('object');
  });
});

describe('removeTomlKey', () => {
  it.each([
    ['a = 0 # why\nb = 1\n', ['a'], 'b = 1\n'], ['b = 1\n  a = 0', ['a'], 'b = 1\n'], ['a = [\n 1,\n]\n', ['a'], ''],
    ['t = { a = 1, b = 2 }\n', ['t', 'a'], 't = { b = 2 }\n'], ['t = { a = 1, b = 2 }\n', ['t', 'b'], 't = { a = 1 }\n'], ['t = { a = 1 }\n', ['t', 'a'], 't = {  }\n'],
    ['a = 0\n\n[t]\nb = 1\n', ['t', 'b'], 'a = 0\n'], ['[t]\nb = 1\n\n[u]\nc = 1\n', ['t', 'b'], '[u]\nc = 1\n'], ['a = 0\r\n\r\n[t]\r\nb = 1\r\n', ['t', 'b'], 'a = 0\r\n'],
    ['[t]\n# mine\nb = 1\n', ['t', 'b'], '[t]\n# mine\n'], ['[t] # mine\nb = 1\n', ['t', 'b'], '[t] # mine\n'], ['[t]\nb = 1\nc = 2\n', ['t', 'b'], '[t]\nc = 2\n'], ['[t]\nb = 1\n[t.u]\nc = 1\n', ['t', 'b'], '[t.u]\nc = 1\n'],
    ['[t]\na = 1\n', ['t'], undefined], ['a = 1\n', ['b'], undefined],
  ])('%j without %j becomes %j', (text, keys, expected) => expect(removeTomlKey(text, keys)).toBe(expected));
});

type Table = { [key: string]: unknown };

const value = fc.constantFrom('1', '"a # [b]"', "'c = d'", '[1, [2, 3]]', '{ k = 1, l = [2] }', '"""\nx = 1\n"""', '[\n  1, # ]\n  2\n]', '-1.5e3', 'true', '1979-05-27 07:32:00', '{}');
const gap = fc.constantFrom('', '', '\n', '# a comment = 1\n', '  ');
const key = fc.constantFrom('a', 'b', 'c', 'd', '"e f"', "'g.h'");
const table = fc.tuple(gap, fc.constantFrom('cache', 'providers.x', 'aliases'), fc.uniqueArray(fc.tuple(key, value, gap), { selector: ([name]) => name, maxLength: 4 }));
const document = fc.tuple(fc.uniqueArray(fc.tuple(key, value, gap), { selector: ([name]) => name, maxLength: 4 }), fc.uniqueArray(table, { selector: ([, name]) => name, maxLength: 3 }))
  .map(([root, tables]) => {
    const lines = (entries: typeof root): string => entries.map(([name, content, before]) => `${before}${name} = ${content} # of ${name}\n`).join('');
    return lines(root) + tables.map(([before, name, entries]) => `${before}[${name}]\n${lines(entries)}`).join('');
  });
const path = fc.oneof(fc.constantFrom(['a'], ['z'], ['cache', 'a'], ['cache', 'z'], ['aliases', 'e f'], ['providers', 'x', 'a'], ['providers', 'y', 'z'], ['new', 'z']));

const change = (root: unknown, [first = '', ...rest]: readonly string[], edit: (table: Table, name: string) => void): void => {
  const here = root as Table;
  if (rest.length === 0) edit(here, first);
  else change(here[first] ??= {}, rest, edit);
};

const plain = (text: string): unknown => JSON.parse(JSON.stringify(parse(text)));
const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A table goes with the last of its keys. */
const withoutEmpty = (value: unknown): unknown => (!isTable(value) ? value : Object.fromEntries(
  Object.entries(value).map(([name, inner]) => [name, withoutEmpty(inner)] as const).filter(([, inner]) => !isTable(inner) || Object.keys(inner).length > 0),
));

const comments = (text: string): readonly string[] => text.match(/# (?:a comment|of) .*/g) ?? [];

describe('an edit', () => {
  it('changes that key and nothing else, and keeps every comment, whatever the document', () => {
    fc.assert(fc.property(document, path, fc.string({ unit: 'grapheme' }), (text, keys, content) => {
      const expected = plain(text);
      change(expected, keys, (table, name) => (table[name] = content));
      const edited = setTomlKey(text, keys, toTomlValue(content));
      expect(plain(edited)).toEqual(expected);
      expect(comments(edited).toSorted()).toEqual(comments(text).toSorted());
      expect(setTomlKey(edited, keys, toTomlValue(content))).toBe(edited);
      change(expected, keys, (table, name) => Reflect.deleteProperty(table, name));
      const removed = removeTomlKey(edited, keys)!;
      expect(withoutEmpty(plain(removed))).toEqual(withoutEmpty(expected));
      // That of the line itself goes with it.
      expect(comments(edited).length - comments(removed).length).toBeLessThanOrEqual(1);
    }), { numRuns: 2000 });
  });
});
