import type { Io } from '../app/io.js';
import { attachBareMock } from './mock-option.js';
import { createProgram } from './program.js';

/** Parses the command line and runs its command. Throws whatever the command throws, and Commander's errors. */
export const runCommandLine = async (words: readonly string[], io: Io, version: string): Promise<void> => {
  const attached = attachBareMock(words);
  await createProgram(io, version, attached).parseAsync(attached, { from: 'user' });
};
