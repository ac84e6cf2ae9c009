import { CommanderError } from 'commander';
import type { Io } from '../app/io.js';
import { completeCommand } from './complete-command.js';
import { helpWords } from './help-words.js';
import { misspeltCommand } from './misspelt-command.js';
import { attachBareMock } from './mock-option.js';
import { commandNames, createProgram } from './program.js';

const helpCodes: readonly string[] = ['commander.helpDisplayed', 'commander.help', 'commander.version'];

const isQuiet = (words: readonly string[]): boolean => words.includes('-q') || words.includes('--quiet');

/** Parses the command line and runs its command. Throws whatever the command throws, and a `usage` error for words that are none. */
export const runCommandLine = async (words: readonly string[], io: Io, version: string): Promise<void> => {
  const attached = helpWords(attachBareMock(words), commandNames);
  const near = misspeltCommand(attached, commandNames);
  if (near !== undefined && !isQuiet(attached)) io.warn(`There is no command "${attached[0] ?? ''}": the words are taken as a prompt. Did you mean uada ${near}?`);
  const program = createProgram(io, version, attached);
  try {
    await program.parseAsync(attached, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (helpCodes.includes(error.code)) return;
    const { toUsageError } = await import('./usage-error.js');
    throw toUsageError(error, program, attached, completeCommand.name);
  }
};
