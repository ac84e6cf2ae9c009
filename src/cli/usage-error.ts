import type { Command, CommanderError } from 'commander';
import { isModelName } from '../app/rows.js';
import { UadaError } from '../core/errors.js';

/** The command that the first words of a command line name; the default one where they name none. */
const calledCommand = (program: Command, words: readonly string[], byDefault: string): Command => {
  let command = program;
  for (const word of words) {
    const child = command.commands.find((candidate) => candidate.name() === word);
    if (child === undefined) break;
    command = child;
  }
  return command === program ? program.commands.find((child) => child.name() === byDefault) ?? program : command;
};

const pathOf = (command: Command): string => (command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`);

/** A model stands where only a flag can name one. */
const toHint = ({ code }: CommanderError, command: Command): string => {
  const path = pathOf(command);
  const model = code === 'commander.excessArguments' && command.options.some(({ long }) => long === '--model') ? command.args.find(isModelName) : undefined;
  return model === undefined ? `See ${path} --help.` : `A model is named with -m: ${path} -m ${model}.`;
};

/** Commander's error for a command line that is wrong, with what would be right or the help that tells. */
export const toUsageError = (error: CommanderError, program: Command, words: readonly string[], byDefault: string): UadaError => {
  // What follows the "=" of an unknown flag may be a key.
  const message = error.message.replace(/^error: /, '').replace(/^(unknown option '[^=']*=).*'/s, "$1…'").replace(/^command-argument value ('.*') is invalid for argument ('[^']*')/, '$2 cannot be $1')
    .replace(/\s+/g, ' ').replace(/ \(Did you mean (.*)\?\)$/, '. Did you mean $1?');
  return new UadaError('usage', `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`, {
    hint: /did you mean/i.test(message) ? undefined : toHint(error, calledCommand(program, words, byDefault)),
  });
};
