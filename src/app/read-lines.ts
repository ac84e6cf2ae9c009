import { readFile } from 'node:fs/promises';
import { UadaError } from '../core/errors.js';

/** The lines of a file after a flag, blank ones left out. Throws a `usage` error for a file without any. */
export const readLines = async (flag: string, path: string, what: string): Promise<readonly string[]> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new UadaError('usage', `The file ${path} cannot be read.`, { cause: error, hint: `Check the path after ${flag}.` });
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new UadaError('usage', `The file ${path} holds no ${what}.`, { hint: `Write one ${what} a line.` });
  return lines;
};
