import { UadaError } from '../core/errors.js';
import { misspeltCommand } from './misspelt-command.js';

/**
 * `help history list` as the flag of that command. Only where it names commands, or nothing: "help me understand this"
 * is a prompt. Throws a `usage` error for one word that nearly is a command, which is no prompt that anybody would pay for.
 */
export const helpWords = (words: readonly string[], names: readonly string[]): readonly string[] => {
  const [first, command, ...more] = words;
  if (first !== 'help') return words;
  if (command === undefined) return ['--help'];
  if (names.includes(command)) return [command, ...more, '--help'];
  const near = more.length === 0 ? misspeltCommand([command], names) : undefined;
  if (near === undefined) return words;
  throw new UadaError('usage', `There is no command "${command}".`, { hint: `Did you mean uada help ${near}? As a prompt it is uada complete "help ${command}".` });
};
