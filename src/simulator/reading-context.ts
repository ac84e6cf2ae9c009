import { UadaError } from '../core/errors.js';

/** The bytes of a file an option names. Throws when there are none. */
export type ReadFile = (path: string) => Uint8Array;

/** What the reader of one option's value may use. */
export type ReadingContext = {
  readonly readFile: ReadFile;
  /** The error for a value that cannot be; the words follow the option's name, as in `must be a number`. */
  refuse(problem: string, hint?: string): UadaError;
};

/** The context of the option that a person knows as `label`, for example `--mock: ttft` or `--ttft`. */
export const createReadingContext = (label: string, readFile: ReadFile): ReadingContext => ({
  readFile,
  refuse: (problem, hint) => new UadaError('usage', `${label} ${problem}.`, { hint }),
});

/** The text of a file, to the byte. Throws a `usage` error when it cannot be read or is not UTF-8. */
export const readTextFile = (path: string, context: ReadingContext): string => {
  let bytes: Uint8Array;
  try {
    bytes = context.readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : '';
    throw context.refuse(`names the file ${path}, which cannot be read${reason}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw context.refuse(`names the file ${path}, which is not UTF-8 text`);
  }
};
