/** Where something stands in a text; both count from 1. */
export type TextPosition = { readonly line: number; readonly column: number };

/** Line and column of an offset into a text. */
export const positionAt = (text: string, offset: number): TextPosition => {
  const lines = text.slice(0, offset).split(/\r?\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
};

type Cursor = { readonly text: string; at: number };

/** A `[header]`, or a `key = value`, in a TOML document. */
export type TomlPlace = {
  readonly path: readonly string[];
  /** The path of the header above it; for a header its own. */
  readonly header: readonly string[];
  /** Offset of the key or of the bracket. */
  readonly start: number;
  /** Offset of the value; for a header its end. */
  readonly valueStart: number;
  /** Offset behind the value. */
  readonly end: number;
  readonly kind: 'header' | 'entry' | 'inline';
};

type Visit = {
  /** Called before what is inside of a value. */
  readonly enter: (path: readonly string[], at: number) => void;
  readonly leave?: (place: Omit<TomlPlace, 'header'>) => void;
};

const peek = (cursor: Cursor): string => cursor.text.charAt(cursor.at);

const skip = (cursor: Cursor, pattern: RegExp): string => {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = cursor.at;
  const [found = ''] = sticky.exec(cursor.text) ?? [];
  cursor.at += found.length;
  return found;
};

const skipVoid = (cursor: Cursor): string => skip(cursor, /(?:[ \t\r\n]+|#[^\n]*)*/);

const stringForms = /"""(?:[^\\]|\\[^])*?"""(?:"{0,2})|'''[^]*?'''(?:'{0,2})|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/;

const unquote = (name: string): string => {
  if (!name.startsWith('"')) return name.startsWith("'") ? name.slice(1, -1) : name;
  try {
    return String(JSON.parse(name));
  } catch {
    return name.slice(1, -1);
  }
};

const readPath = (cursor: Cursor): readonly string[] => {
  const path: string[] = [];
  do {
    skip(cursor, /[ \t]*/);
    path.push(unquote(/["']/.test(peek(cursor)) ? skip(cursor, stringForms) : skip(cursor, /[\w-]+/)));
  } while (skip(cursor, /[ \t]*\./) !== '');
  return path;
};

const readEntry = (cursor: Cursor, prefix: readonly string[], visit: Visit, kind: TomlPlace['kind'] = 'inline'): void => {
  const start = cursor.at;
  const path = [...prefix, ...readPath(cursor)];
  visit.enter(path, start);
  skip(cursor, /[ \t]*=[ \t]*/);
  const valueStart = cursor.at;
  readValue(cursor, path, visit);
  visit.leave?.({ path, start, valueStart, end: cursor.at, kind });
};

const readValue = (cursor: Cursor, path: readonly string[], visit: Visit): void => {
  const first = peek(cursor);
  if (first !== '[' && first !== '{') {
    if (skip(cursor, stringForms) === '') skip(cursor, /(?:[^,\]}#\s]|[ \t]+(?=[^,\]}#\s]))*/);
    return;
  }
  cursor.at += 1;
  const readItem = first === '{' ? readEntry : readValue;
  for (;;) {
    skip(cursor, /(?:[ \t\r\n,]+|#[^\n]*)*/);
    if (skip(cursor, /[\]}]/) !== '' || cursor.at >= cursor.text.length) return;
    const before = cursor.at;
    readItem(cursor, path, visit);
    if (cursor.at === before) return;
  }
};

const visitKeys = (text: string, visit: Visit): void => {
  const cursor: Cursor = { text, at: 0 };
  let prefix: readonly string[] = [];
  for (skipVoid(cursor); cursor.at < text.length; skipVoid(cursor)) {
    const start = cursor.at;
    if (skip(cursor, /\[\[?/) === '') {
      readEntry(cursor, prefix, visit, 'entry');
    } else {
      prefix = readPath(cursor);
      visit.enter(prefix, start);
      skip(cursor, /[ \t]*\]{1,2}/);
      visit.leave?.({ path: prefix, start, valueStart: cursor.at, end: cursor.at, kind: 'header' });
    }
    if (cursor.at === start) return;
  }
};

const commonLength = (left: readonly string[], right: readonly string[]): number => {
  const differing = left.findIndex((name, index) => name !== right[index]);
  return differing === -1 ? left.length : differing;
};

/**
 * Where a key, given as the path of its names, first stands in a TOML document that a parser has accepted;
 * if it cannot be found, the nearest table around it.
 */
export const locateKey = (text: string, keys: readonly string[]): TextPosition => {
  let nearest = 0;
  let offset = 0;
  visitKeys(text, {
    enter: (path, at) => {
      const common = commonLength(keys, path);
      if (common <= nearest) return;
      nearest = common;
      offset = at;
    },
  });
  return positionAt(text, offset);
};

/** Every header and entry of a TOML document that a parser has accepted, what is inside of a value before it. */
export const listPlaces = (text: string): readonly TomlPlace[] => {
  const places: TomlPlace[] = [];
  let header: readonly string[] = [];
  visitKeys(text, {
    enter: () => undefined,
    leave: (place) => {
      if (place.kind === 'header') header = place.path;
      places.push({ ...place, header });
    },
  });
  return places;
};
