import { readFile } from 'node:fs/promises';
import { unreadableFile } from '../config/regular-file.js';
import { UadaError } from '../core/errors.js';
import { decodeUtf8 } from './input/decode-input.js';

/** A line with its place in the file, counted from 1. */
export type FileLine = { readonly text: string; readonly number: number };

/** The lines of a file after a flag, blank ones left out. Throws a `usage` error for a file without any, or that is no text. */
export const readLines = async (flag: string, path: string, what: string): Promise<readonly FileLine[]> => {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadableFile(path, error, `Check the path after ${flag}.`);
  });
  const lines = decodeUtf8(bytes, `The file ${path}`).split(/\r?\n/).map((text, index) => ({ text, number: index + 1 })).filter(({ text }) => text.trim() !== '');
  if (lines.length === 0) throw new UadaError('usage', `The file ${path} holds no ${what}.`, { hint: `Write one ${what} a line.` });
  return lines;
};
