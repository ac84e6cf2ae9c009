import type { Language } from './languages.js';
import type { Span } from './span.js';
import type { MarkdownTheme, StyleName } from './theme.js';

/** The construct a line ends in: the end that is still missing of a comment or string, and its look. */
export type OpenConstruct = { readonly end: string; readonly style: StyleName } | undefined;

type Highlighted = { readonly spans: readonly Span[]; readonly open: OpenConstruct };

const escapeForRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = new WeakMap<Language, RegExp>();

const option = '(?<option>(?<=\\s)--?[A-Za-z][\\w-]*)';
/**
 * The first word of a command: neither a variable that gets a value, nor a flag in a line that goes on from the one before.
 * What must not follow is looked for once, before the word: behind it, it would be for each of the word's characters.
 */
const commandAfter = (before: string): string => `(?<command>(?<=${before})(?![\\w./~-]*=)[\\w./~][\\w./~-]*)`;

/** Variables set for one command. Not any number: for each word the whole line before it would be read. */
const assignments = '(?:\\w+=\\S*\\s+){0,8}';

/** Between two commands; `2>&1` is none. */
const joint = '(?:[|;(]|(?<!>)&)\\s*';

const shellPatterns: Partial<Record<Language['form'], readonly string[]>> = {
  shell: [commandAfter(`^\\s*(?:[$>]\\s+)?${assignments}|${joint}|\\b(?:if|then|else|do|while|until|sudo|time|exec)\\s+`), option],
  session: [commandAfter(`^\\s*[$>]\\s+|${joint}|\\bsudo\\s+`), option],
};

const patternOf = (language: Language): RegExp => {
  const known = patterns.get(language);
  if (known !== undefined) return known;
  const either = (texts: readonly string[]): string => (texts.length === 0 ? '(?!)' : texts.map(escapeForRegExp).join('|'));
  const pattern = new RegExp([
    `(?<comment>(?:${either(language.lineComments).replace('#', '(?<!\\S)#')}).*)`,
    `(?<block>${either(language.blockComment === undefined ? [] : [language.blockComment[0]])})`,
    `(?<long>${either(language.longQuotes)})`,
    `(?<string>${Array.from(language.quotes, (quote) => `${quote}[^${quote}\\\\]*(?:\\\\.[^${quote}\\\\]*)*(?:${quote}|\\\\?$)`).join('|')})`,
    ...(shellPatterns[language.form] ?? []),
    '(?<number>(?<![\\w$])\\d[\\w.]*)',
    '(?<word>[\\p{L}_$@][\\p{L}\\p{M}\\p{N}_$]*)(?=(?<call>\\(?))',
    '(?<other>\\s+|.)',
  ].join('|'), 'suy');
  patterns.set(language, pattern);
  return pattern;
};

const styleOfWord = (word: string, isCall: boolean, language: Language): StyleName | undefined => {
  if (language.keywords.has(language.ignoresCase ? word.toLowerCase() : word)) return 'keyword';
  if (isCall) return 'function';
  return language.form === 'code' && /^\p{Lu}\p{L}*\p{Ll}/u.test(word) ? 'type' : undefined;
};

/** Where a construct that may hold line ends stops in this text; undefined when it goes on. */
const endOf = (text: string, from: number, end: string): number | undefined => {
  for (let index = text.indexOf(end, from); index >= 0; index = text.indexOf(end, index + 1)) {
    if (text.charAt(index - 1) !== '\\' || end.length > 1) return index + end.length;
  }
  return undefined;
};

const isKey = (text: string, index: number, language: Language): boolean => language.form === 'data' && /^\s*[:=]/.test(text.slice(index, index + 8));

type Piece = { readonly end: number; readonly style: StyleName | undefined; readonly open?: OpenConstruct };

const openPiece = (text: string, from: number, end: string, style: StyleName): Piece => {
  const stop = endOf(text, from, end);
  return stop === undefined ? { end: text.length, style, open: { end, style } } : { end: stop, style };
};

const nextPiece = (text: string, index: number, language: Language): Piece => {
  const pattern = patternOf(language);
  pattern.lastIndex = index;
  const groups = pattern.exec(text)?.groups ?? {};
  const end = Math.max(pattern.lastIndex, index + 1);
  if (groups['block'] !== undefined) return openPiece(text, end, language.blockComment?.[1] ?? '', 'comment');
  if (groups['long'] !== undefined) return openPiece(text, end, groups['long'], 'string');
  if (groups['comment'] !== undefined) return { end, style: 'comment' };
  if (groups['string'] !== undefined) return { end, style: isKey(text, end, language) ? 'function' : 'string' };
  const command = groups['command'];
  if (command !== undefined) return { end, style: language.keywords.has(command) ? 'keyword' : 'function' };
  if (groups['option'] !== undefined) return { end, style: 'type' };
  if (groups['number'] !== undefined) return { end, style: 'number' };
  const word = groups['word'];
  if (word === undefined) return { end, style: undefined };
  return { end, style: isKey(text, end, language) ? 'function' : styleOfWord(word, groups['call'] === '(', language) };
};

const diffStyle = (line: string): StyleName | undefined => {
  if (/^(?:\+\+\+|---|@@|diff |index )/.test(line)) return 'faint';
  if (line.startsWith('+')) return 'inserted';
  return line.startsWith('-') ? 'removed' : undefined;
};

/** Tags and attributes are cut out of a line; the rest is text. */
const markupPieces = (text: string): readonly Piece[] =>
  Array.from(text.matchAll(/<\/?[\w:-]*|\/?>|[\w:-]+(?==)|"[^"]*"|'[^']*'|[^<>"'\s]+|\s+|./gs), (match) => {
    const [token] = match;
    const style = /^<|>$/.test(token) ? 'keyword' : /^["']/.test(token) ? 'string' : text.charAt(match.index + token.length) === '=' ? 'function' : undefined;
    return { end: match.index + token.length, style };
  });

function* piecesOf(line: string, language: Language, open: OpenConstruct): Generator<Piece> {
  let index = 0;
  if (open !== undefined) {
    const piece = openPiece(line, 0, open.end, open.style);
    yield piece;
    index = piece.end;
    if (piece.open !== undefined || line === '') return;
  }
  if (language.form === 'diff') yield { end: line.length, style: diffStyle(line) };
  else if (language.form === 'markup' && !line.includes('<!--')) yield* markupPieces(line.slice(index)).map((piece) => ({ ...piece, end: piece.end + index }));
  else while (index < line.length) {
    const piece = nextPiece(line, index, language);
    yield piece;
    index = piece.end;
  }
}

/**
 * Colours one line of code, given what the line before left open. It only looks forward, so that a finished line
 * never changes: that is why it is not a full parser of any language.
 */
export const highlightLine = (line: string, language: Language | undefined, open: OpenConstruct, theme: MarkdownTheme): Highlighted => {
  if (language === undefined || !theme.hasColour) return { spans: [{ text: line, style: theme.plain }], open: undefined };
  const spans: Span[] = [];
  let from = 0;
  let left: OpenConstruct = open;
  let style = theme.plain;
  let end = 0;
  for (const piece of piecesOf(line, language, open)) {
    const next = piece.style === undefined ? theme.plain : theme.add(theme.plain, piece.style);
    // Neighbours alike stay one piece: an emoji of several code points is measured as one.
    if (next.key !== style.key && end > from) {
      spans.push({ text: line.slice(from, end), style });
      from = end;
    }
    style = next;
    end = piece.end;
    left = piece.open;
  }
  if (end > from) spans.push({ text: line.slice(from, end), style });
  return { spans, open: left };
};
