import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { UadaError } from '../../core/errors.js';
import { fileFaultOf } from '../../config/regular-file.js';
import { noticeSilence } from '../input/notice-silence.js';
import { openFileStream } from '../input/open-file-stream.js';
import type { Io } from '../io.js';
import type { BatchEntry, BatchItem } from './batch-item.js';
import type { Template } from './batch-template.js';
import type { RecordPlace } from './parse-record.js';
import { fillTemplate, parseRecord } from './parse-record.js';
import { readLines } from './read-lines.js';

export type InputFormat = 'jsonl' | 'csv' | 'tsv';

/** Where the prompts come from. */
export type BatchSource = {
  /** As a person knows it: its path, or stdin. */
  readonly name: string;
  /** True for a file that can be read twice. */
  readonly isFile: boolean;
  /**
   * Reads it from its beginning, a record at a time, until the signal aborts. Throws a `usage` error that names it when
   * it cannot be read.
   */
  entries(signal: AbortSignal): AsyncGenerator<BatchEntry>;
};

export type SourceOptions = {
  /** A path, or `-` for stdin. */
  readonly path: string;
  /** @default by the ending of the path: .csv, .tsv, else JSON Lines */
  readonly format?: InputFormat | undefined;
  readonly template?: Template | undefined;
};

const formatOf = ({ path, format }: SourceOptions): InputFormat => {
  if (format !== undefined) return format;
  const ending = /\.(csv|tsv)$/i.exec(path)?.[1]?.toLowerCase();
  return ending === 'csv' || ending === 'tsv' ? ending : 'jsonl';
};

/** The prompt, or the bad line with its place in front of the reason. */
const attempt = (place: RecordPlace, name: string, read: () => BatchItem): BatchEntry => {
  try {
    return { item: read() };
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    return { bad: { line: place.line, index: place.index, error: new UadaError('usage', `${name}, line ${place.line}: ${error.message}`, { hint: error.hint }) } };
  }
};

const parseJson = (text: string | null): unknown => {
  if (text === null) throw new UadaError('usage', 'It is not UTF-8 text.');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UadaError('usage', `It is not JSON (${(error as Error).message.replace(/\s+/g, ' ').slice(0, 120)}).`);
  }
};

async function* readJsonLines(bytes: AsyncIterable<Uint8Array>, name: string, template: Template | undefined): AsyncGenerator<BatchEntry> {
  let index = 0;
  for await (const { number, text } of readLines(bytes, name)) {
    if (text?.trim() === '') continue;
    const place: RecordPlace = { line: number, index, defaultId: number };
    yield attempt(place, name, () => (template === undefined ? parseRecord(parseJson(text), place) : fillTemplate(parseJson(text), template, place)));
    index += 1;
  }
}

async function* openBytes(path: string, io: Io, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) return;
  const stream: Readable = path === '-' ? io.stdin : openFileStream(path);
  // A pipe may stay silent for ever.
  const leave = (): void => void stream.destroy();
  signal.addEventListener('abort', leave, { once: true });
  const heard = path === '-' ? noticeSilence(() => 'Waiting for prompts on stdin.', io.warn) : undefined;
  try {
    for await (const chunk of stream) {
      heard?.();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (isStopped()) return;
    throw error instanceof UadaError ? error : new UadaError('usage', `${path === '-' ? 'stdin' : path} cannot be read: ${fileFaultOf(error)}.`, { cause: error });
  } finally {
    heard?.();
    signal.removeEventListener('abort', leave);
  }
}

const isRegular = (path: string): boolean => {
  if (path === '-') return false;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UadaError('usage', `The file ${path} does not exist.`, { hint: 'Name the file with the prompts, or - for stdin.' });
  if (stats.isDirectory()) throw new UadaError('usage', `${path} is a directory, not a file with prompts.`);
  return stats.isFile();
};

/** The prompts of a file or of stdin. Throws a `usage` error for a file that is not there and for a CSV without a template. */
export const openBatchSource = (options: SourceOptions, io: Io): BatchSource => {
  const { path, template } = options;
  const format = formatOf(options);
  const name = path === '-' ? 'stdin' : path;
  if (format !== 'jsonl' && template === undefined) {
    throw new UadaError('usage', 'A CSV needs --template to make a prompt of each row.', { hint: "For example --template 'Translate {{text}} into {{language}}'." });
  }
  return {
    name,
    isFile: isRegular(path),
    async *entries(signal) {
      if (format === 'jsonl' || template === undefined) {
        yield* readJsonLines(openBytes(path, io, signal), name, template);
        return;
      }
      const { readCsv } = await import('./read-csv.js');
      for await (const { row, line, index } of readCsv(openBytes(path, io, signal), name, format === 'csv' ? ',' : '\t')) {
        const place: RecordPlace = { line, index, defaultId: index + 1 };
        yield attempt(place, name, () => fillTemplate(row, template, place));
      }
    },
  };
};
