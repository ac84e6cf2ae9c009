import { listPlaces } from './toml-positions.js';
import type { TomlPlace } from './toml-positions.js';

type Path = readonly string[];

const isSame = (left: Path, right: Path): boolean => left.length === right.length && left.every((name, index) => name === right[index]);

const beginsWith = (path: Path, prefix: Path): boolean => isSame(path.slice(0, prefix.length), prefix);

const quoteText = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');

/** A value as TOML writes it. */
export const toTomlValue = (value: string | number | boolean | readonly string[]): string => {
  if (typeof value === 'string') return quoteText(value);
  return typeof value === 'object' ? `[${value.map(quoteText).join(', ')}]` : String(value);
};

const toKey = (path: Path): string => path.map((name) => (/^[\w-]+$/.test(name) ? name : quoteText(name))).join('.');

const lineEndOf = (text: string): string => (/\r\n/.test(text) ? '\r\n' : '\n');

const splice = (text: string, start: number, end: number, insertion: string): string => text.slice(0, start) + insertion + text.slice(end);

/** Puts a line behind the one that holds an offset. */
const insertAfter = (text: string, offset: number, line: string): string => {
  const next = text.indexOf('\n', offset);
  const ending = lineEndOf(text);
  return next < 0 ? `${text}${ending}${line}${ending}` : splice(text, next + 1, next + 1, `${line}${ending}`);
};

const indentOf = (text: string, offset: number): string => /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';

/** Before the first header and the comment that belongs to it, unless that comment is the head of the file. */
const insertAtTop = (text: string, places: readonly TomlPlace[], line: string): string => {
  const ending = lineEndOf(text);
  const header = places.find(({ kind }) => kind === 'header');
  if (header === undefined) return `${text}${text === '' || text.endsWith('\n') ? '' : ending}${line}${ending}`;
  const before = text.slice(0, header.start).replace(/[ \t]*$/, '');
  const comment = /(?:^|\n)((?:[ \t]*#[^\n]*\n)+)$/.exec(before)?.[1] ?? '';
  const offset = comment.length === before.length ? before.length : before.length - comment.length;
  return splice(text, offset, offset, `${line}${ending}${ending}`);
};

const insertIntoInline = (text: string, { valueStart, end }: TomlPlace, entry: string): string => {
  const content = text.slice(valueStart + 1, end - 1);
  const isEmpty = content.trim() === '';
  const at = valueStart + 1 + content.trimEnd().length;
  return splice(text, at, end - 1, isEmpty ? ` ${entry} ` : `, ${entry} `);
};

const addTo = (text: string, places: readonly TomlPlace[], keys: Path, value: string): string => {
  const table = keys.slice(0, -1);
  const line = (prefix: Path): string => `${toKey(keys.slice(prefix.length))} = ${value}`;
  const entries = places.filter(({ kind }) => kind === 'entry');
  const inline = places.find(({ kind, path, valueStart }) => kind !== 'header' && isSame(path, table) && text.charAt(valueStart) === '{');
  if (inline !== undefined && table.length > 0) return insertIntoInline(text, inline, line(table));
  const header = places.find(({ kind, path }) => kind === 'header' && isSame(path, table));
  const last = entries.findLast((entry) => isSame(entry.header, table))
    ?? (header === undefined ? entries.findLast((entry) => table.length > 0 && beginsWith(entry.path, table) && beginsWith(table, entry.header)) : undefined);
  if (last !== undefined) return insertAfter(text, last.end, `${indentOf(text, last.start)}${line(last.header)}`);
  if (header !== undefined) return insertAfter(text, header.end, line(table));
  if (table.length === 0) return insertAtTop(text, places, line([]));
  const ending = lineEndOf(text);
  const gap = text.trim() === '' ? '' : `${text.endsWith('\n') ? '' : ending}${ending}`;
  return `${text}${gap}[${toKey(table)}]${ending}${line(table)}${ending}`;
};

/**
 * A TOML document with a key set to a value, written as TOML. Everything else stays as it is, comments, order and line
 * ends included. The document must be valid; the caller checks that the new one is.
 */
export const setTomlKey = (text: string, keys: Path, value: string): string => {
  const places = listPlaces(text);
  const found = places.find(({ kind, path }) => kind !== 'header' && isSame(path, keys));
  return found === undefined ? addTo(text, places, keys, value) : splice(text, found.valueStart, found.end, value);
};

const removeInline = (text: string, { start, end }: TomlPlace): string => {
  const behind = /^\s*,[ \t]*/.exec(text.slice(end))?.[0] ?? '';
  const before = behind === '' ? /,\s*$/.exec(text.slice(0, start))?.[0] ?? '' : '';
  return splice(text, start - before.length, end + behind.length, '');
};

const lineEndBehind = (text: string, offset: number): number => {
  const next = text.indexOf('\n', offset);
  return next < 0 ? text.length : next + 1;
};

/** Without the header of a table in which nothing is left, not even a comment. */
const removeEmptyTable = (text: string, table: Path): string => {
  const places = listPlaces(text);
  const header = places.find(({ kind, path }) => kind === 'header' && isSame(path, table));
  if (header === undefined) return text;
  const lineStart = text.lastIndexOf('\n', header.start) + 1;
  const contentStart = lineEndBehind(text, header.end);
  const next = places.find(({ kind, start }) => kind === 'header' && start > header.start);
  const end = next === undefined ? text.length : text.lastIndexOf('\n', next.start) + 1;
  const isBare = text.slice(header.end, contentStart).trim() === '' && text.slice(contentStart, end).trim() === '';
  if (!isBare) return text;
  // At the end of the file the blank line in front of the header goes, too.
  return next === undefined ? text.slice(0, lineStart).replace(/(\r?\n)(?:[ \t]*\r?\n)+$/, '$1') : splice(text, lineStart, end, '');
};

/** A TOML document without a key, the comment on its line, and its table where that is empty then; undefined where it has no such key. */
export const removeTomlKey = (text: string, keys: Path): string | undefined => {
  const found = listPlaces(text).find(({ kind, path }) => kind !== 'header' && isSame(path, keys));
  if (found === undefined) return undefined;
  if (found.kind === 'inline') return removeInline(text, found);
  const without = splice(text, found.start - indentOf(text, found.start).length, lineEndBehind(text, found.end), '');
  return removeEmptyTable(without, found.header);
};
