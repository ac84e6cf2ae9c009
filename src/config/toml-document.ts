import { UadaError } from '../core/errors.js';
import { locateKey, positionAt } from './toml-positions.js';

/** A table of a parsed document. It has no prototype, so that no name in it is special. */
export type TomlTable = Readonly<Record<string, unknown>>;

export type TomlDocument = {
  readonly path: string;
  readonly root: TomlTable;
  /** The `usage` error for the entry at a path of names: `FILE:LINE:COLUMN: message`. */
  fault(keys: readonly string[], message: string, hint?: string): UadaError;
};

/** What is done with a fault of a document: `raise` throws it, a collector keeps it and lets the reading go on. */
export type Report = (fault: UadaError) => void;

export const raise: Report = (fault) => {
  throw fault;
};

export const isTable = (value: unknown): value is TomlTable =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;

/** The text of a file that people edit. Throws a `usage` error with the place of the first byte that is not UTF-8. */
export const decodeSource = (path: string, bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = bytes.toString('utf8');
    const { line, column } = positionAt(text, Math.max(0, text.indexOf('\ufffd')));
    throw new UadaError('usage', `${path}:${line}:${column}: this is not UTF-8 text.`, { hint: 'Save the file as UTF-8.' });
  }
};

const isPlaced = (error: unknown): error is Error & { readonly line: number; readonly column: number } =>
  error instanceof Error && 'line' in error && 'column' in error;

// The parser's error quotes the line, which may hold a key: only its first line is kept, and no cause.
const syntaxFault = (path: string, error: unknown): UadaError => {
  const [first = ''] = error instanceof Error ? error.message.split('\n') : [];
  const place = isPlaced(error) ? `${path}:${error.line}:${error.column}` : path;
  return new UadaError('usage', `${place}: ${first.replace(/^Invalid TOML document: /, '')}.`, {
    hint: 'The file must be valid TOML (https://toml.io).',
  });
};

/** Parses TOML. Throws a `usage` error `FILE:LINE:COLUMN: what is wrong`, which repeats nothing of the text. */
export const parseToml = async (path: string, bytes: Buffer): Promise<TomlDocument> => {
  const text = decodeSource(path, bytes);
  const { parse } = await import('smol-toml');
  const fault = (keys: readonly string[], message: string, hint?: string): UadaError => {
    const { line, column } = locateKey(text, keys);
    return new UadaError('usage', `${path}:${line}:${column}: ${message}`, { hint });
  };
  try {
    return { path, root: parse(text), fault };
  } catch (error) {
    throw syntaxFault(path, error);
  }
};
