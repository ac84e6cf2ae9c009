import { existsSync, statSync } from 'node:fs';
import type { Io } from '../app/io.js';
import { stdinKindOf } from '../app/input/read-stdin.js';
import type { FlagValues } from '../config/settings.js';
import { UadaError } from '../core/errors.js';
import type { DeveloperRow } from './developer-commands.js';

export type DeveloperArguments = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly flags: FlagValues;
  readonly mock: string | undefined;
};

type Sorted = { readonly words: readonly string[]; readonly files: readonly string[] };

const isFile = (word: string): boolean => word === '-' || /^https?:\/\//i.test(word) || existsSync(word);

const isLikePath = (word: string): boolean => !/\s/.test(word) && /[\\/]|\.\w+$/.test(word);

const refuseDirectory = (word: string): void => {
  if (word === '-' || statSync(word, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw new UadaError('usage', `${word} is a directory.`, { hint: 'Name the files in it.' });
};

const missing = (word: string, { name, takes }: DeveloperRow): UadaError =>
  new UadaError('usage', `The file ${word} does not exist.`, {
    hint: takes === 'files' ? `If the words are your prompt, write: uada complete "${name} …".` : 'Put a text of several words into quotes.',
  });

/** Which words are files. A single one that looks like a path is meant as one; else words that are no files are text. */
const sortWords = (words: readonly string[], row: DeveloperRow): Sorted => {
  if (row.takes === 'text') return { words, files: [] };
  const files = words.filter(isFile);
  const rest = words.filter((word) => !isFile(word));
  const [first] = rest;
  if (first !== undefined && (row.takes === 'files' || (words.length === 1 && isLikePath(first)))) throw missing(first, row);
  files.forEach(refuseDirectory);
  return { words: rest, files };
};

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value as readonly string[] : []);

const shortVariables = ({ options = [] }: DeveloperRow, given: DeveloperArguments['options']): readonly string[] =>
  options.flatMap(([, , variable]) => (typeof given[variable] === 'string' ? [`${variable}=${given[variable]}`] : []));

const nothingGiven = ({ name }: DeveloperRow): UadaError =>
  new UadaError('usage', `There is nothing to ${name === 'doc' ? 'document' : name}.`, { hint: `Name a file, uada ${name} FILE, or pipe it in.` });

const otherwise = ({ diff }: DeveloperRow) =>
  diff === undefined ? undefined : async (io: Io) => (await import('../app/input/git-diff.js')).readGitDiff(diff, io);

/** `explain`, `review`, `commit`, `fix`, `test`, `doc`: a prompt out of the template of that name. */
export const runDeveloper = async (row: DeveloperRow, given: DeveloperArguments, io: Io): Promise<void> => {
  const { words, files } = sortWords(given.words, row);
  const all = [...listOf(given.flags.files), ...files];
  const hasPipe = given.flags.stdin !== false && stdinKindOf() !== 'none';
  if (all.length === 0 && words.length === 0 && row.diff === undefined && !hasPipe) throw nothingGiven(row);
  const variables = [...listOf(given.flags.variables), ...shortVariables(row, given.options)];
  const flags: FlagValues = {
    ...given.flags, template: row.name, ...(all.length === 0 ? {} : { files: all }), ...(variables.length === 0 ? {} : { variables }),
  };
  const { runComplete } = await import('./run-complete.js');
  await runComplete({ words, flags, mock: given.mock, otherwise: otherwise(row) }, io);
};
