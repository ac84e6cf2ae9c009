import type { Command, CommanderError } from 'commander';
import { UadaError } from '../core/errors.js';

/** The command that the first words of a command line name; the default one where they name none. */
const calledCommand = (program: Command, words: readonly string[], byDefault: string): readonly string[] => {
  const path: string[] = [];
  let command: Command | undefined = program;
  for (const word of words) {
    command = command.commands.find((child) => child.name() === word);
    if (command === undefined) break;
    path.push(word);
  }
  return path.length === 0 ? [byDefault] : path;
};

/** Commander's error for a command line that is wrong, with the help that tells what would be right. */
export const toUsageError = (error: CommanderError, program: Command, words: readonly string[], byDefault: string): UadaError => {
  // What follows the "=" of an unknown flag may be a key.
  const message = error.message.replace(/^error: /, '').replace(/^(unknown option '[^=']*=).*'/s, "$1…'").replace(/^command-argument value ('.*') is invalid for argument ('[^']*')/, '$2 cannot be $1')
    .replace(/\s+/g, ' ').replace(/ \(Did you mean (.*)\?\)$/, '. Did you mean $1?');
  return new UadaError('usage', `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`, {
    hint: /did you mean/i.test(message) ? undefined : `See uada ${calledCommand(program, words, byDefault).join(' ')} --help.`,
  });
};
