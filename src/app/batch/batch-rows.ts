import { createReadStream } from 'node:fs';
import { createPrivateDirectory, replacePrivateFile } from '../../config/private-file.js';
import { fileFaultOf } from '../../config/regular-file.js';
import { UadaError } from '../../core/errors.js';
import { isObject, parseJson, toNumber, toText } from '../../protocols/json.js';
import type { BatchItem } from './batch-item.js';
import { batchFolder, rowsPath } from './batch-record.js';
import { readLines } from './read-lines.js';

/** What must be known of a submitted prompt to write the line of its answer. */
export type BatchRow = Pick<BatchItem, 'id' | 'index' | 'line' | 'hash' | 'metadata'> & { readonly model: string };

/** Keeps the prompts' own words beside the record, 0600, one a line in the order of their places. */
export const keepRows = (dataDir: string | null, label: string, rows: readonly BatchRow[]): void => {
  const folder = batchFolder(dataDir);
  createPrivateDirectory(folder);
  replacePrivateFile(rowsPath(folder, label), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
};

const toRow = (text: string | null): BatchRow | undefined => {
  const value = text === null ? undefined : parseJson(text);
  if (!isObject(value)) return undefined;
  const { id, index, line, hash, model, metadata } = value;
  if ((typeof id !== 'string' && typeof id !== 'number') || toNumber(index) === null) return undefined;
  return { id, index: Number(index), line: Number(line), hash: toText(hash), model: toText(model), metadata };
};

/** The prompts of a submitted batch in the order of their places. Throws a `usage` error when they are gone. */
export const readRows = async (dataDir: string | null, label: string): Promise<readonly BatchRow[]> => {
  const path = rowsPath(batchFolder(dataDir), label);
  const rows: BatchRow[] = [];
  try {
    for await (const { text } of readLines(createReadStream(path), path)) {
      const row = toRow(text);
      if (row !== undefined) rows.push(row);
    }
  } catch (error) {
    throw new UadaError('usage', `${path}, which tells what was submitted, cannot be read: ${fileFaultOf(error)}.`, { cause: error });
  }
  return rows;
};
