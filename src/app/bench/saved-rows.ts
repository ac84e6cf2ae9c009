import type { BenchRow } from '../../bench/row.js';
import { isObject } from '../../protocols/json.js';

/** Rows as a table: the names of the fields once, and their values in that order. Stamps are milliseconds from the beginning of the run. */
export type RowTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };

const stamps: readonly (keyof BenchRow)[] = ['schedMs', 'readyMs', 'startMs', 'sentMs', 'firstTokenMs', 'firstAnswerMs', 'lastTokenMs', 'endMs'];

/** The gaps are in a histogram of the whole run, and an error is told by its class. */
const leftOut: readonly (keyof BenchRow)[] = ['gapsMs', 'error'];

const isIn = (names: readonly string[], name: string): boolean => names.includes(name);

/** The rows of a run that began at this moment of the monotonic clock. */
export const toRowTable = (rows: readonly BenchRow[], startedMonotonicMs: number): RowTable => {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => !isIn(leftOut, name)) as readonly (keyof BenchRow)[];
  return {
    columns,
    rows: rows.map((row) => columns.map((name) => {
      const value = row[name];
      return isIn(stamps, name) && typeof value === 'number' ? value - startedMonotonicMs : value;
    })),
  };
};

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isNullOr = (isRight: (value: unknown) => boolean) => (value: unknown): boolean => value === null || isRight(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const hasNumbers = (names: readonly string[]) => (value: unknown): boolean => isObject(value) && names.every((name) => isNullOr(isNumber)(value[name]));

const checks: Readonly<Partial<Record<keyof BenchRow, (value: unknown) => boolean>>> = {
  target: isText, index: isNumber, isWarmup: isBoolean, schedMs: isNumber, readyMs: isNumber, startMs: isNumber, endMs: isNumber,
  sentMs: isNullOr(isNumber), firstTokenMs: isNullOr(isNumber), firstAnswerMs: isNullOr(isNumber), lastTokenMs: isNullOr(isNumber),
  eventCount: isNumber, readCount: isNumber, firstReadEvents: isNumber, characters: isNumber, firstReadCharacters: isNumber, hasStreamedReasoning: isBoolean,
  usage: hasNumbers(['inputTokens', 'outputTokens', 'reasoningTokens', 'cachedInputTokens']),
  connect: isNullOr(hasNumbers(['dnsMs', 'tcpMs', 'tlsMs', 'totalMs'])), errorClass: isNullOr(isText),
};

/** The rows of a table; undefined when one is not as this program writes them. */
export const readRowTable = (columns: unknown, rows: unknown): readonly BenchRow[] | undefined => {
  if (!Array.isArray(columns) || !columns.every(isText) || !Array.isArray(rows)) return undefined;
  const names = columns as readonly string[];
  const found: BenchRow[] = [];
  for (const values of rows as readonly unknown[]) {
    if (!Array.isArray(values) || values.length !== names.length) return undefined;
    const row: Record<string, unknown> = { gapsMs: [], error: null };
    names.forEach((name, index) => (row[name] = (values as readonly unknown[])[index]));
    if (!Object.entries(checks).every(([name, isRight]) => isRight(row[name]))) return undefined;
    found.push(row as BenchRow);
  }
  return found;
};
