import { closeSync, createReadStream, fchmodSync, fsyncSync, ftruncateSync, openSync, readSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { fileFaultOf } from '../../config/regular-file.js';
import { UadaError } from '../../core/errors.js';
import { isObject } from '../../protocols/json.js';
import type { IdTable } from './id-table.js';
import { createIdTable } from './id-table.js';
import { readLines } from './read-lines.js';

/** What an output file says of the prompts it holds. */
export type JournalState = {
  /** The ids that have an answer, each with `hashNumber` of what was asked. */
  readonly answered: IdTable;
  readonly failedCount: number;
  /** Bytes up to the end of the last whole line. */
  readonly wholeBytes: number;
  readonly isTorn: boolean;
};

/** An output file that grows by whole lines. */
export type Journal = {
  /** Hands a line to the system, where a killed process cannot take it back. Throws a `usage` error for a full disk. */
  append(line: string): void;
  close(): void;
};

/** The first half of an item's hash, as an `IdTable` holds it. */
export const hashNumber = (hash: string): number => Number.parseInt(hash.slice(0, 8), 16);

const writeError = (path: string, error: unknown): UadaError =>
  new UadaError('usage', `The file ${path} cannot be written: ${fileFaultOf(error)}.`, { cause: error, hint: 'Check the path after --output and the space on the disk.' });

const attempt = <Result>(path: string, action: () => Result): Result => {
  try {
    return action();
  } catch (error) {
    throw error instanceof UadaError ? error : writeError(path, error);
  }
};

type Row = { readonly id: string; readonly hash: string; readonly index: number; readonly isAnswer: boolean; readonly offset: number; readonly byteLength: number };

const parseRow = (text: string | null): Pick<Row, 'id' | 'hash' | 'index' | 'isAnswer'> | undefined => {
  try {
    const value: unknown = text === null ? undefined : JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { id, index, input_hash: hash, error } = value;
    const hasId = typeof id === 'string' || typeof id === 'number';
    // A line of the input that was no prompt has neither id nor hash.
    if (id === null && typeof index === 'number' && isObject(error)) return { id: '', hash: '', index, isAnswer: false };
    return hasId && typeof index === 'number' && typeof hash === 'string' ? { id: String(id), hash, index, isAnswer: error === null } : undefined;
  } catch {
    return undefined;
  }
};

const foreign = (path: string, line: number): UadaError =>
  new UadaError('usage', `${path}, line ${line}, was not written by uada batch.`, { hint: 'Name another file after --output.' });

/** The whole lines of an output file. Throws a `usage` error for a file that is something else; a torn last line is left out. */
async function* readRows(path: string): AsyncGenerator<Row> {
  for await (const { number, text, offset, byteLength, isEnded } of readLines(createReadStream(path, { highWaterMark: 256 * 1024 }), path)) {
    if (!isEnded) return;
    const row = parseRow(text);
    if (row === undefined) throw foreign(path, number);
    yield { ...row, offset, byteLength };
  }
}

/** Reads what an earlier run has written. An id that is there twice has its answer once. */
export const readJournal = async (path: string): Promise<JournalState> => {
  const answered = createIdTable();
  let failedCount = 0;
  let wholeBytes = 0;
  for await (const { id, hash, isAnswer, offset, byteLength } of readRows(path)) {
    if (!isAnswer) failedCount += 1;
    else answered.add(id, hashNumber(hash));
    wholeBytes = offset + byteLength;
  }
  return { answered, failedCount, wholeBytes, isTorn: statSync(path).size > wholeBytes };
};

/** Cuts off the line that was being written when a run was killed. */
export const cutTornLine = (path: string, { wholeBytes }: JournalState): void => attempt(path, () => {
  const descriptor = openSync(path, 'r+');
  ftruncateSync(descriptor, wholeBytes);
  closeSync(descriptor);
});

/** A disk that is nearly full, or a limit on files, takes a part of what it is given without a word. */
const writeWhole = (descriptor: number, bytes: Buffer): void => {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
};

type Range = { readonly offset: number; readonly byteLength: number };

/** Rows that stand behind each other are copied as one. */
const joinRows = (rows: readonly Range[]): readonly Range[] => {
  const ranges: Range[] = [];
  for (const { offset, byteLength } of rows) {
    const last = ranges.at(-1);
    if (last === undefined || last.offset + last.byteLength !== offset) ranges.push({ offset, byteLength });
    else ranges[ranges.length - 1] = { offset: last.offset, byteLength: last.byteLength + byteLength };
  }
  return ranges;
};

const copyRange = (from: number, to: number, { offset, byteLength }: Range): void => {
  const bytes = Buffer.allocUnsafe(Math.min(byteLength, 1024 * 1024));
  for (let done = 0; done < byteLength;) {
    const count = readSync(from, bytes, 0, Math.min(bytes.length, byteLength - done), offset + done);
    if (count === 0) throw new UadaError('usage', 'The output became shorter while it was written anew.', { hint: 'Let no other program change it.' });
    writeWhole(to, bytes.subarray(0, count));
    done += count;
  }
};

const replaceWith = (path: string, rows: readonly Range[]): void => {
  const place = realpathSync(path);
  const draft = `${place}.${randomUUID()}`;
  const from = openSync(place, 'r');
  try {
    const to = openSync(draft, 'wx', 0o600);
    try {
      fchmodSync(to, statSync(place).mode & 0o777);
      for (const range of joinRows(rows)) copyRange(from, to, range);
      fsyncSync(to);
    } finally {
      closeSync(to);
    }
    renameSync(draft, place);
  } finally {
    closeSync(from);
    rmSync(draft, { force: true });
  }
};

/**
 * Writes an output file anew, at one stroke: without its failures, or in the order of the input. A run that is killed
 * meanwhile leaves the old file.
 */
export const rewriteJournal = async (path: string, how: { readonly dropsFailures: boolean; readonly isOrdered: boolean }): Promise<void> => {
  const rows: { readonly index: number; readonly offset: number; readonly byteLength: number }[] = [];
  for await (const { index, offset, byteLength, isAnswer } of readRows(path)) {
    if (isAnswer || !how.dropsFailures) rows.push({ index, offset, byteLength });
  }
  if (how.isOrdered) rows.sort((left, right) => left.index - right.index);
  attempt(path, () => replaceWith(path, rows));
};

/** Opens an output file for further lines with the first of them; it is made, as any file of yours, when it is not there. */
export const openJournal = (path: string): Journal => {
  let opened: number | undefined;
  return {
    append: (line) => attempt(path, () => {
      const descriptor = (opened ??= openSync(path, 'a'));
      writeWhole(descriptor, Buffer.from(line));
    }),
    close: () => {
      if (opened === undefined) return;
      const descriptor = opened;
      opened = undefined;
      attempt(path, () => fsyncSync(descriptor));
      closeSync(descriptor);
    },
  };
};
