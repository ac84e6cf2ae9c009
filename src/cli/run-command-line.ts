import type { Io } from '../app/io.js';
import { misspeltCommand } from './misspelt-command.js';
import { attachBareMock } from './mock-option.js';
import { commandNames, createProgram } from './program.js';

const isQuiet = (words: readonly string[]): boolean => words.includes('-q') || words.includes('--quiet');

/** Parses the command line and runs its command. Throws whatever the command throws, and Commander's errors. */
export const runCommandLine = async (words: readonly string[], io: Io, version: string): Promise<void> => {
  const attached = attachBareMock(words);
  const near = misspeltCommand(attached, commandNames);
  if (near !== undefined && !isQuiet(attached)) io.warn(`There is no command "${attached[0] ?? ''}": the words are taken as a prompt. Did you mean uada ${near}?`);
  await createProgram(io, version, attached).parseAsync(attached, { from: 'user' });
};
